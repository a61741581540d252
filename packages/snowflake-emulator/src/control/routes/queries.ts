import type { Query } from "../../session/query";
import { readNumber, readOneOf, readTime } from "../read";
import type { ControlRoute } from "../route";
import type { ControlledAccount } from "../targets";
import { optionalAccount } from "./account";

const STATUSES = ["RUNNING", "ABORTING", "SUCCESS", "FAILED_WITH_ERROR", "ABORTED"] as const;
const MOST = 10_000;

function view(account: string, query: Query): object {
  const { info, record, status } = query;
  const error = record !== undefined && "error" in record.outcome ? record.outcome.error : undefined;
  return {
    id: info.id,
    account,
    sessionId: info.sessionId,
    user: info.userName,
    role: info.roleName,
    warehouse: info.warehouseName,
    database: info.databaseName,
    schema: info.schemaName,
    queryTag: info.queryTag,
    kind: record?.kind ?? null,
    status,
    sqlText: info.sqlText,
    startTime: new Date(info.startTime).toISOString(),
    endTime: record === undefined ? null : new Date(record.endTime).toISOString(),
    rowCount: record?.rowCount ?? null,
    error: error === undefined ? null : { code: error.code, sqlState: error.sqlState, message: error.message },
  };
}

/** The statements that pass a request's filters, newest first. */
function select(query: URLSearchParams, accounts: readonly ControlledAccount[]): readonly object[] {
  const value = (name: string) => query.get(name) ?? undefined;
  const account = optionalAccount(value("account"), "query.account", accounts);
  const status = value("status") === undefined ? undefined : readOneOf(...STATUSES)(value("status"), "query.status");
  const since = value("since") === undefined ? undefined : readTime(value("since"), "query.since");
  const limit = readNumber(1, MOST, true)(Number(value("limit") ?? 100), "query.limit");
  const contains = value("contains")?.toUpperCase();
  const wanted = { user: value("user")?.toUpperCase(), role: value("role")?.toUpperCase(), tag: value("tag") };
  return accounts
    .filter(({ identifier }) => account === undefined || identifier === account)
    .flatMap((one) => [...one.queries()].map((found) => ({ account: one.identifier, found })))
    .filter(
      ({ found: { info, status: is } }) =>
        (status === undefined || is === status) &&
        (since === undefined || info.startTime >= since) &&
        (wanted.user === undefined || info.userName.toUpperCase() === wanted.user) &&
        (wanted.role === undefined || info.roleName.toUpperCase() === wanted.role) &&
        (wanted.tag === undefined || info.queryTag === wanted.tag) &&
        (contains === undefined || info.sqlText.toUpperCase().includes(contains)),
    )
    .sort((a, b) => b.found.info.startTime - a.found.info.startTime)
    .slice(0, limit)
    .map(({ account: of, found }) => view(of, found));
}

export const queryRoutes: readonly ControlRoute[] = [
  {
    method: "GET",
    path: "/queries",
    about: "Statements that were run, newest first, secrets taken out.",
    query: {
      account: "ORG-ACCT",
      status: STATUSES.join(" | "),
      user: "user name",
      role: "role name",
      tag: "QUERY_TAG",
      contains: "text within the statement, case doesn't count",
      since: "a time: ISO with its zone",
      limit: `most statements, 1 to ${MOST} (default 100)`,
    },
    handle: ({ query }, { accounts }) => ({ queries: select(query, accounts) }),
  },
];
