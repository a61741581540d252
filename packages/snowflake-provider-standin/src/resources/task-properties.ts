import type { ResourceData } from "../plugin/resource-data";
import { identifier, trimQuotes } from "../sql/identifier";
import { literal } from "../sql/literal";
import { booleanText } from "./common";
import { parameterChanges, parameterClauses } from "./object-parameters";
import { TASK_PARAMETERS, TASK_SESSION_PARAMETERS } from "./task-parameters";

/** Parameters that a task can be given. */
export const TASK_SET_PARAMETERS = [...TASK_PARAMETERS, ...TASK_SESSION_PARAMETERS];
const SESSION_NAMES = TASK_SESSION_PARAMETERS.map(({ name }) => name);
const FIRST = [
  "WAREHOUSE",
  "USER_TASK_MANAGED_INITIAL_WAREHOUSE_SIZE",
  "SCHEDULE",
  "CONFIG",
  "ALLOW_OVERLAPPING_EXECUTION",
];
const MIDDLE = ["USER_TASK_TIMEOUT_MS", "SUSPEND_TASK_AFTER_NUM_FAILURES", "ERROR_INTEGRATION", "COMMENT"];
const LAST = [
  "TASK_AUTO_RETRY_ATTEMPTS",
  "USER_TASK_MINIMUM_TRIGGER_INTERVAL_IN_SECONDS",
  "TARGET_COMPLETION_INTERVAL",
  "SERVERLESS_TASK_MIN_STATEMENT_SIZE",
  "SERVERLESS_TASK_MAX_STATEMENT_SIZE",
];
/** Orders in which statements list properties; CREATE puts the session's parameters behind the first, with commas. */
const CREATE_ORDER = [...MIDDLE, "FINALIZE", ...LAST];
const SET_ORDER = [...FIRST, ...MIDDLE, ...SESSION_NAMES, ...LAST];
const UNSET_ORDER = [...FIRST, ...MIDDLE, ...LAST, ...SESSION_NAMES];

/** The clauses of CREATE TASK between name and AFTER. @param finalize the root that the task finalizes, as in SQL; undefined = none */
export function createClauses(data: ResourceData, finalize: string | undefined): readonly string[] {
  const clauses = new Map<string, string>(finalize === undefined ? [] : [["FINALIZE", `FINALIZE = ${finalize}`]]);
  for (const { name, clause } of configuredProperties(data)) if (clause !== undefined) clauses.set(name, clause);
  for (const clause of parameterClauses(data, TASK_SET_PARAMETERS)) clauses.set(nameOf(clause), clause);
  const listed = (names: readonly string[]): readonly string[] => names.flatMap((name) => clauses.get(name) ?? []);
  return [...listed(FIRST), listed(SESSION_NAMES).join(", "), ...listed(CREATE_ORDER)];
}

/** What an update has to SET (clauses) and UNSET (names), in the order of the statements. */
export function taskChanges(data: ResourceData): {
  readonly set: readonly string[];
  readonly unset: readonly string[];
} {
  const parameters = parameterChanges(data, TASK_SET_PARAMETERS);
  const set = new Map(parameters.set.map((clause) => [nameOf(clause), clause]));
  const unset = new Set(parameters.unset);
  for (const { name, clause, attribute } of configuredProperties(data)) {
    if (!data.hasChange(attribute)) continue;
    if (clause === undefined) unset.add(name);
    else set.set(name, clause);
  }
  return {
    set: SET_ORDER.flatMap((name) => set.get(name) ?? []),
    unset: UNSET_ORDER.filter((name) => unset.has(name)),
  };
}

/** `NAME = value` → NAME. */
function nameOf(clause: string): string {
  return clause.split(" ")[0] ?? clause;
}

interface Property {
  /** Name in upper case. */
  readonly name: string;
  /** `NAME = value`; undefined = not set. */
  readonly clause: string | undefined;
  /** Attribute that it comes from. */
  readonly attribute: string;
}

/** Properties other than parameters, as the plan has them. */
function configuredProperties(data: ResourceData): readonly Property[] {
  const property = (attribute: string, value: string | undefined): Property => {
    const name = attribute.toUpperCase();
    return { name, attribute, clause: value === undefined ? undefined : `${name} = ${value}` };
  };
  const text = (attribute: string, write: (value: string) => string): Property =>
    property(attribute, data.isSet(attribute) ? write(data.string(attribute)) : undefined);
  const name = (value: string): string => identifier(trimQuotes(value));
  const overlapping = booleanText(data, "allow_overlapping_execution");
  return [
    text("warehouse", name),
    property("schedule", scheduleSql(data)),
    text("config", (config) => `$$${config}$$`),
    property("allow_overlapping_execution", overlapping === undefined ? undefined : String(overlapping)),
    text("error_integration", name),
    text("comment", literal),
    property("target_completion_interval", intervalSql(data)),
  ];
}

function scheduleSql(data: ResourceData): string | undefined {
  const [schedule] = data.blocks("schedule");
  if (schedule === undefined) return undefined;
  for (const [field, unit] of Object.entries({ seconds: "SECOND", minutes: "MINUTE", hours: "HOUR" }))
    if (Number(schedule[field] ?? 0) > 0) return literal(`${Number(schedule[field])} ${unit}`);
  return typeof schedule.using_cron === "string" && schedule.using_cron !== ""
    ? literal(`USING CRON ${schedule.using_cron}`)
    : undefined;
}

function intervalSql(data: ResourceData): string | undefined {
  const [interval] = data.blocks("target_completion_interval");
  const unit = ["hours", "minutes", "seconds"].find((field) => Number(interval?.[field] ?? 0) > 0);
  return unit === undefined ? undefined : literal(`${Number(interval?.[unit])} ${unit.toUpperCase()}`);
}
