import { insufficientPrivileges, invalidProperty, invalidValue, missingProperty } from "../errors";
import type { FailoverGroup } from "../objects/failover-group";
import type { TableFunctionArgument } from "../query/compile/scope";
import type { GroupRefreshRecord } from "../replication/groups/group-refresh-record";
import { REFRESH_MEMORY } from "../replication/refresh-record";
import { Cursor } from "../sql/cursor";
import type { ExecutionContext } from "../sql/statement";
import { tokenize } from "../sql/tokenizer";
import { Arguments, type Plan, planColumns, planRow } from "../tasks/table-function";
import type { Cell } from "../wire/result-table";
import { GROUP_COLUMNS, HISTORY, LAG, lagPoints, PROGRESS, USAGE } from "./group-refresh-tables";
import type { InformationSchemaFunction } from "./information-schema-function";

const HOUR = 60 * 60 * 1000;

const MOMENT = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?))?(?:\s*(Z|[+-]\d\d:?\d\d))?$/;

const MOMENTS: ReadonlySet<string> = new Set(["DATE_RANGE_START", "DATE_RANGE_END", "START_TIME", "END_TIME"]);

/** The arguments of a call: perhaps one without a name, and those with names that the function knows. */
function readArguments(
  called: string,
  given: readonly TableFunctionArgument[],
  positional: 0 | 1,
  names: readonly string[],
): { readonly first: Cell | undefined; readonly named: Arguments } {
  const unnamed = given.filter(({ name }) => name === undefined);
  const stranger = given.find(({ name }) => name !== undefined && !names.includes(name));
  if (unnamed.length > positional || stranger !== undefined) {
    const known = [...(positional === 1 ? ["a name in quotes"] : []), ...names.map((name) => `${name} => …`)];
    throw invalidProperty(`${called}()`, `it takes ${known.join(", ")}`);
  }
  const values = given.flatMap(({ name, value }) =>
    name === undefined ? [] : [[name, asMoment(name, value)] as const],
  );
  return { first: unnamed[0]?.value, named: new Arguments(new Map(values)) };
}

/** Dates that are written as text. A (deviation): without a zone they are UTC. Throws 001008 for text that is none. */
function asMoment(name: string, value: Cell): Cell {
  if (!MOMENTS.has(name) || typeof value !== "string" || /^[\d.]+(?: \d+)?$/.test(value)) return value;
  const [, date = "", clock = "00:00:00", zone = "Z"] = MOMENT.exec(value.trim()) ?? [];
  const at = Date.parse(`${date}T${clock}${zone.replace(/^([+-]\d\d)(\d\d)$/, "$1:$2")}`);
  if (Number.isNaN(at)) throw invalidValue(value, name);
  return new Date(at);
}

/** The secondary group that is asked about. Throws 002003 for one that is not seen. */
function groupNamed({ access }: ExecutionContext, name: Cell | undefined): FailoverGroup {
  if (name === undefined || name === null) throw missingProperty("secondary_group_name");
  const cursor = new Cursor(tokenize(String(name)));
  const wanted = cursor.identifier();
  cursor.end();
  return access.require("FAILOVER_GROUP", wanted, "VISIBLE");
}

/**
 * The refreshes of the account's groups that the roles see, those under way too, the latest first. D: of secondary groups only; A:
 * also of those that have become primaries since.
 */
function refreshes({ access, account }: ExecutionContext, group?: FailoverGroup): readonly GroupRefreshRecord[] {
  const { state, groupRefreshes } = account;
  const seen = new Set(access.visible("FAILOVER_GROUP").map(({ id }) => id));
  return [...state.groupRefreshes.values(), ...groupRefreshes.all().map(({ record }) => record)]
    .filter(({ groupId }) => seen.has(groupId) && (group === undefined || groupId === group.id))
    .reverse()
    .sort((a, b) => b.startTime - a.startTime);
}

/** A window of time, milliseconds. `open`: its end was not given. */
interface Range {
  readonly from: number;
  readonly to: number;
  readonly open: boolean;
}

/** D: without dates the last 12 hours. A (deviation): the end is now where only the start is given. Throws 001008 beyond 14 days. */
function range(
  { account }: ExecutionContext,
  named: Arguments,
  length = 12 * HOUR,
  names: readonly [start: string, end: string] = ["DATE_RANGE_START", "DATE_RANGE_END"],
): Range {
  const now = account.clock.now();
  const end = named.time(names[1]);
  const to = end ?? now;
  const from = named.time(names[0]) ?? to - length;
  // The beginning of the day on which the window begins is within it.
  if (from < now - REFRESH_MEMORY - 24 * HOUR) throw invalidValue(new Date(from).toISOString(), names[0]);
  return { from, to, open: end === undefined };
}

/** Without an end there is none: a clock that was moved forward before a restart has left refreshes that are yet to come. */
const within = ({ from, to, open }: Range, { startTime }: GroupRefreshRecord) =>
  startTime >= from && (open || startTime <= to);

function answer<T>(plan: Plan<T>, found: readonly T[]) {
  return {
    columns: planColumns(plan).map(({ name, type }) => ({ name, type, nullable: true })),
    source: { kind: "rows" as const, rows: found.map((one) => planRow(plan, one)) },
  };
}

const DATES = ["DATE_RANGE_START", "DATE_RANGE_END"] as const;

const phasesOf = (record: GroupRefreshRecord) => record.phases.map((phase) => ({ record, phase }));

const history: InformationSchemaFunction = {
  name: "REPLICATION_GROUP_REFRESH_HISTORY",
  async bind(context, given) {
    const { first, named } = readArguments(this.name, given, 1, DATES);
    const group = groupNamed(context, first);
    const dates = range(context, named);
    return answer(
      HISTORY,
      refreshes(context, group).filter((one) => within(dates, one)),
    );
  },
};

const historyOfAll: InformationSchemaFunction = {
  name: "REPLICATION_GROUP_REFRESH_HISTORY_ALL",
  async bind(context, given) {
    const dates = range(context, readArguments(this.name, given, 0, DATES).named);
    return answer(
      { ...GROUP_COLUMNS, ...HISTORY },
      refreshes(context).filter((one) => within(dates, one)),
    );
  },
};

/** D: of the most recent refresh. */
const progress: InformationSchemaFunction = {
  name: "REPLICATION_GROUP_REFRESH_PROGRESS",
  async bind(context, given) {
    const { first } = readArguments(this.name, given, 1, []);
    const [last] = refreshes(context, groupNamed(context, first));
    return answer(PROGRESS, last === undefined ? [] : phasesOf(last));
  },
};

const progressByJob: InformationSchemaFunction = {
  name: "REPLICATION_GROUP_REFRESH_PROGRESS_BY_JOB",
  async bind(context, given) {
    const { first } = readArguments(this.name, given, 1, []);
    if (first === undefined) throw missingProperty("query_id");
    const found = refreshes(context).find(({ jobId }) => jobId === String(first));
    return answer(PROGRESS, found === undefined ? [] : phasesOf(found));
  },
};

const progressOfAll: InformationSchemaFunction = {
  name: "REPLICATION_GROUP_REFRESH_PROGRESS_ALL",
  async bind(context, given) {
    const dates = range(context, readArguments(this.name, given, 0, DATES).named);
    const found = refreshes(context).filter((one) => within(dates, one));
    const names = Object.fromEntries(
      Object.entries(GROUP_COLUMNS).map(([name, [type, value]]) => [
        name,
        [type, ({ record }: { readonly record: GroupRefreshRecord }) => value(record)] as const,
      ]),
    );
    return answer({ ...names, ...PROGRESS }, found.flatMap(phasesOf));
  },
};

const lag: InformationSchemaFunction = {
  name: "REPLICATION_GROUP_LAG_HISTORY",
  async bind(context, given) {
    const { named } = readArguments(this.name, given, 0, ["REPLICATION_GROUP_NAME", "START_TIME", "END_TIME"]);
    const name = named.text("REPLICATION_GROUP_NAME");
    if (name === undefined) throw missingProperty("REPLICATION_GROUP_NAME");
    const group = groupNamed(context, name);
    const { from, to } = range(context, named, 24 * HOUR, ["START_TIME", "END_TIME"]);
    return answer(LAG, lagPoints(refreshes(context, group), from, to));
  },
};

const usage: InformationSchemaFunction = {
  name: "REPLICATION_GROUP_USAGE_HISTORY",
  async bind(context, given) {
    const { access } = context;
    // D: ACCOUNTADMIN, or MONITOR USAGE.
    if (!access.isAccountAdmin() && !access.holds({ type: "ACCOUNT" }, "MONITOR USAGE")) {
      throw insufficientPrivileges("account", access.accountName);
    }
    const { named } = readArguments(this.name, given, 0, [...DATES, "REPLICATION_GROUP_NAME"]);
    const dates = range(context, named);
    const { from, to } = dates;
    const wanted = named.text("REPLICATION_GROUP_NAME")?.toUpperCase();
    const bytes = new Map<string, number>();
    for (const one of context.account.state.groupRefreshes.values()) {
      if (!within(dates, one) || (wanted !== undefined && one.groupName.toUpperCase() !== wanted)) continue;
      bytes.set(one.groupName, (bytes.get(one.groupName) ?? 0) + one.bytes);
    }
    return answer(
      USAGE,
      [...bytes].map(([name, sum]) => ({ from, to, name, bytes: sum })),
    );
  },
};

/** Table functions about the refreshes of secondary failover groups. */
export const groupRefreshFunctions: readonly InformationSchemaFunction[] = [
  history,
  historyOfAll,
  progress,
  progressByJob,
  progressOfAll,
  lag,
  usage,
];
