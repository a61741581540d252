import { insufficientPrivileges, invalidProperty, missingProperty } from "../errors";
import type { TableFunctionArgument } from "../query/compile/scope";
import { isSecondary } from "../replication/read-only";
import { REFRESH_MEMORY, type RefreshPhase, type RefreshRecord } from "../replication/refresh-record";
import { Cursor } from "../sql/cursor";
import type { ExecutionContext } from "../sql/statement";
import { tokenize } from "../sql/tokenizer";
import { objectById } from "../state/account-state";
import { Arguments, asTime, type Plan, planColumns, planRow } from "../tasks/table-function";
import type { DataType } from "../types/data-type";
import { TEXT, TIMESTAMP_LTZ } from "../types/data-type";
import type { Cell, Column } from "../wire/result-table";
import type { InformationSchemaFunction } from "./information-schema-function";

/** D: DATABASE_REFRESH_HISTORY, output. Times are milliseconds since the epoch (A: the unit). */
const HISTORY: Plan<RefreshRecord> = {
  CURRENT_PHASE: ["text", ({ phases }) => phases.at(-1)?.name ?? null],
  START_TIME: ["number", ({ startTime }) => startTime],
  END_TIME: ["number", ({ endTime }) => endTime],
  JOB_UUID: ["text", ({ jobId }) => jobId],
  COPY_BYTES: ["number", ({ copyBytes }) => copyBytes],
  OBJECT_COUNT: ["number", ({ objectCount }) => objectCount],
};

/** D: DATABASE_REFRESH_PROGRESS, output. */
const PROGRESS: Plan<RefreshPhase> = {
  PHASE_NAME: ["text", ({ name }) => name],
  RESULT: ["text", ({ result }) => result],
  START_TIME: ["number", ({ startTime }) => startTime],
  END_TIME: ["number", ({ endTime }) => endTime],
  // D says VARIANT, and its example takes it apart by PARSE_JSON, which wants text.
  DETAILS: ["text", ({ details }) => (details === null ? null : JSON.stringify(details))],
};

/** D: DATABASE_REPLICATION_USAGE_HISTORY, output. Nothing is billed. */
const USAGE: Plan<{ readonly from: number; readonly to: number; readonly name: string; readonly bytes: number }> = {
  START_TIME: ["time", ({ from }) => asTime(from)],
  END_TIME: ["time", ({ to }) => asTime(to)],
  DATABASE_NAME: ["text", ({ name }) => name],
  CREDITS_USED: ["text", () => "0"],
  BYTES_TRANSFERRED: ["number", ({ bytes }) => bytes],
};

/** All refreshes of the last two weeks, those under way too, the latest first. D: only for account administrators. */
function refreshes({ access, account }: ExecutionContext): readonly RefreshRecord[] {
  if (!access.isAccountAdmin()) return [];
  const since = account.clock.now() - REFRESH_MEMORY;
  return [...account.state.refreshes.values(), ...account.refreshing.all()]
    .filter(({ startTime }) => startTime >= since)
    .reverse()
    .sort((a, b) => b.startTime - a.startTime);
}

/** The secondary database that is asked about: the one named, or the session's. */
function databaseOf(context: ExecutionContext, name: string, given: readonly TableFunctionArgument[]) {
  const { access, account, session } = context;
  const [argument, ...others] = given;
  if (others.length > 0 || argument?.name !== undefined)
    throw invalidProperty(`${name}()`, "it takes one name, in quotes");
  if (argument === undefined) {
    const current = objectById(account.state, "DATABASE", session.databaseId);
    if (current === undefined || !isSecondary(current)) throw missingProperty("secondary_db_name");
    return current;
  }
  const cursor = new Cursor(tokenize(String(argument.value)));
  const wanted = cursor.identifier();
  cursor.end();
  return access.require("DATABASE", wanted, "VISIBLE");
}

function answer(columns: readonly Column[], rows: readonly (readonly Cell[])[]) {
  return {
    columns: columns.map(({ name, type }) => ({ name, type, nullable: true })),
    source: { kind: "rows" as const, rows },
  };
}

const history: InformationSchemaFunction = {
  name: "DATABASE_REFRESH_HISTORY",
  async bind(context, given) {
    const { id } = databaseOf(context, this.name, given);
    const found = refreshes(context).filter(({ databaseId }) => databaseId === id);
    return answer(
      planColumns(HISTORY),
      found.map((one) => planRow(HISTORY, one)),
    );
  },
};

const progress: InformationSchemaFunction = {
  name: "DATABASE_REFRESH_PROGRESS",
  async bind(context, given) {
    const { id } = databaseOf(context, this.name, given);
    const last = refreshes(context).find(({ databaseId }) => databaseId === id);
    return answer(
      planColumns(PROGRESS),
      (last?.phases ?? []).map((one) => planRow(PROGRESS, one)),
    );
  },
};

const progressByJob: InformationSchemaFunction = {
  name: "DATABASE_REFRESH_PROGRESS_BY_JOB",
  async bind(context, [job]) {
    if (job === undefined) throw missingProperty("query_id");
    const found = refreshes(context).find(({ jobId }) => jobId === String(job.value));
    // D: DETAILS is what DATABASE_REFRESH_PROGRESS alone gives.
    const { DETAILS: _details, ...plan } = PROGRESS;
    return answer(
      planColumns(plan),
      (found?.phases ?? []).map((one) => planRow(plan, one)),
    );
  },
};

const USAGE_ARGUMENTS: Readonly<Record<string, DataType>> = {
  DATE_RANGE_START: TIMESTAMP_LTZ,
  DATE_RANGE_END: TIMESTAMP_LTZ,
  DATABASE_NAME: TEXT,
};

/** A (deviation): the end of the range is now, not the beginning of today, where none is given. */
const usage: InformationSchemaFunction = {
  name: "DATABASE_REPLICATION_USAGE_HISTORY",
  async bind(context, given) {
    const { access, account } = context;
    // D: ACCOUNTADMIN, or MONITOR USAGE.
    if (!access.isAccountAdmin() && !access.holds({ type: "ACCOUNT" }, "MONITOR USAGE")) {
      throw insufficientPrivileges("account", access.accountName);
    }
    const values = new Map<string, Cell>();
    for (const { name, value } of given) {
      if (name === undefined || !Object.hasOwn(USAGE_ARGUMENTS, name)) {
        throw invalidProperty(`${this.name}()`, `it takes ${Object.keys(USAGE_ARGUMENTS).join(" => …, ")} => …`);
      }
      values.set(name, value);
    }
    const read = new Arguments(values);
    const to = read.time("DATE_RANGE_END") ?? account.clock.now();
    const from = read.time("DATE_RANGE_START") ?? to - 10 * 60 * 1000;
    const wanted = read.text("DATABASE_NAME")?.toUpperCase();
    const bytes = new Map<string, number>();
    for (const { databaseName, startTime, copyBytes } of account.state.refreshes.values()) {
      if (startTime < from || startTime > to || (wanted !== undefined && databaseName.toUpperCase() !== wanted))
        continue;
      bytes.set(databaseName, (bytes.get(databaseName) ?? 0) + copyBytes);
    }
    const rows = [...bytes].map(([name, sum]) => planRow(USAGE, { from, to, name, bytes: sum }));
    return answer(planColumns(USAGE), rows);
  },
};

/** Table functions about the refreshes of secondary databases. */
export const refreshFunctions: readonly InformationSchemaFunction[] = [history, progress, progressByJob, usage];
