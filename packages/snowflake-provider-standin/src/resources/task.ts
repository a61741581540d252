import type { CtyRecord, CtyValue } from "../plugin/cty";
import type { ResourceDefinition, Suppressor } from "../plugin/definition";
import type { ResourceData } from "../plugin/resource-data";
import type { ResourceSession } from "../provider/session";
import type { Row } from "../snowflake/result";
import { identifier, identifierParts, parseName, qualified, trimQuotes } from "../sql/identifier";
import { literal } from "../sql/literal";
import { sql } from "../sql/statement";
import { checkAtLeast, checkBooleanText, checkIdentifier } from "./checks";
import { booleanText, keepConfigured, markDrift, setOutput } from "./common";
import { configuredPath, dropSafely, parsePath, type SchemaObjectPath, showSafely } from "./located-object";
import {
  parameterChanges,
  parameterChecks,
  parameterClauses,
  parameterSuppressors,
  parametersOutput,
  planParameters,
  type ShownParameters,
  showParametersIn,
  storeParameters,
} from "./object-parameters";
import { refuseArguments } from "./refusals";
import {
  suppressAny,
  suppressCase,
  suppressCurrent,
  suppressIdentifierQuoting,
  suppressStatement,
} from "./suppressors";
import {
  findTask,
  readTask,
  resumeTasks,
  type ShownTask,
  shownPredecessors,
  startTask,
  suspendRoots,
  suspendTask,
} from "./task-graph";
import { TASK_PARAMETERS, TASK_READ_PARAMETERS, TASK_SESSION_PARAMETERS } from "./task-parameters";

const SET_PARAMETERS = [...TASK_PARAMETERS, ...TASK_SESSION_PARAMETERS];
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
/** Orders in which statements list properties. */
const CREATE_ORDER = [...FIRST, ...SESSION_NAMES, ...MIDDLE, "FINALIZE", ...LAST];
const SET_ORDER = [...FIRST, ...MIDDLE, ...SESSION_NAMES, ...LAST];
const UNSET_ORDER = [...FIRST, ...MIDDLE, ...LAST, ...SESSION_NAMES];

/** Attributes on which the outputs depend. */
const SHOWN = [
  "name",
  "started",
  "warehouse",
  "user_task_managed_initial_warehouse_size",
  "schedule",
  "config",
  "allow_overlapping_execution",
  "error_integration",
  "comment",
  "finalize",
  "after",
  "when",
  "target_completion_interval",
];

/** The same tasks, whatever the quotes around their names. */
const suppressSameTasks: Suppressor = (before, after) => taskNames(before) === taskNames(after);

function taskNames(json: string): string {
  const list: unknown = JSON.parse(json);
  const names = Array.isArray(list) ? list.map((name) => (identifierParts(String(name)) ?? [name]).join("\0")) : [];
  return names.sort().join("\n");
}

/**
 * `snowflake_task`. A task is suspended while it is changed, and so are the roots of its graph, which are resumed in the end.
 * https://docs.snowflake.com/en/sql-reference/sql/create-task
 */
export const task: ResourceDefinition<ResourceSession> = {
  typeName: "snowflake_task",
  suppress: {
    ...parameterSuppressors(SET_PARAMETERS),
    database: suppressIdentifierQuoting,
    schema: suppressIdentifierQuoting,
    name: suppressIdentifierQuoting,
    started: suppressCurrent("show_output", "state", (state) => state === "started"),
    warehouse: suppressIdentifierQuoting,
    "schedule.using_cron": suppressCase,
    config: suppressCurrent("show_output", "config"),
    allow_overlapping_execution: suppressCurrent("show_output", "allow_overlapping_execution"),
    error_integration: suppressAny(suppressIdentifierQuoting, suppressCurrent("show_output", "error_integration")),
    finalize: suppressIdentifierQuoting,
    after: suppressSameTasks,
    when: suppressAny(suppressStatement, suppressCurrent("show_output", "condition")),
    sql_statement: suppressAny(suppressStatement, suppressCurrent("show_output", "definition")),
  },
  checks: {
    ...parameterChecks(SET_PARAMETERS),
    warehouse: checkIdentifier,
    error_integration: checkIdentifier,
    allow_overlapping_execution: checkBooleanText,
    config: (value) =>
      typeof value === "string" && value.includes("$$") ? "must not hold $$, with which it is quoted" : undefined,
    "schedule.seconds": checkAtLeast(1),
    "schedule.minutes": checkAtLeast(1),
    "schedule.hours": checkAtLeast(1),
    "target_completion_interval.seconds": checkAtLeast(1),
    "target_completion_interval.minutes": checkAtLeast(1),
    "target_completion_interval.hours": checkAtLeast(1),
  },

  validate: (config) => refuseArguments(config, ["autocommit"]),

  async customizePlan(draft, session) {
    draft.setUnknownIfChanged("show_output", SHOWN);
    draft.setUnknownIfChanged(
      "parameters",
      TASK_READ_PARAMETERS.map(({ name }) => name.toLowerCase()),
    );
    draft.setUnknownIfChanged("fully_qualified_name", ["name"]);
    const { prior } = draft.input;
    if (prior === null) return;
    const shown = await showParametersIn(session, `TASK ${qualified(...parsePath(String(prior.id)))}`);
    planParameters(draft, shown, "TASK", SET_PARAMETERS);
  },

  async create(data, session) {
    const path = configuredPath(data);
    const toResume: SchemaObjectPath[] = [];
    const properties = new Map(configuredProperties(data).map(({ name, clause }) => [name, clause]));
    if (data.isSet("finalize")) {
      const root = await findTask(session, parsePath(data.string("finalize")));
      if (root.started) {
        await suspendTask(session, root.path);
        toResume.push(root.path);
      }
      properties.set("FINALIZE", `FINALIZE = ${qualified(...root.path)}`);
    }
    const after = data.strings("after").map(parsePath);
    for (const parent of after) toResume.push(...(await suspendRoots(session, parent, path)));
    for (const clause of parameterClauses(data, SET_PARAMETERS)) properties.set(clause.split(" ")[0] ?? "", clause);
    const sessionClauses = SESSION_NAMES.flatMap((name) => properties.get(name) ?? []).join(", ");
    await session.execute(
      sql(
        `CREATE TASK ${qualified(...path)}`,
        ...FIRST.map((name) => properties.get(name)),
        sessionClauses,
        ...CREATE_ORDER.slice(FIRST.length + SESSION_NAMES.length).map((name) => properties.get(name)),
        after.length > 0 ? `AFTER ${after.map((parent) => qualified(...parent)).join(", ")}` : undefined,
        data.isSet("when") ? `WHEN ${data.string("when")}` : undefined,
        `AS ${data.string("sql_statement")}`,
      ),
    );
    data.setId(qualified(...path));
    if (data.boolean("started")) await startTask(session, path);
    await readState(data, session, false);
    await resumeAgain(data, session, toResume, "create");
  },

  async read(data, session) {
    await readState(data, session, true);
  },

  async update(data, session) {
    const path = parsePath(data.id);
    const before = await findTask(session, path);
    const toResume = [...(await suspendRoots(session, path, path))];
    try {
      if (before.started) await suspendTask(session, path);
      await alterTask(data, session, before, toResume);
      if (data.boolean("started")) await startTask(session, path);
      await readState(data, session, false);
    } finally {
      await resumeAgain(
        data,
        session,
        toResume.filter((root) => qualified(...root) !== qualified(...path)),
        "update",
      );
    }
  },

  async delete(data, session) {
    const path = parsePath(data.id);
    const toResume = await suspendRoots(session, path, path);
    try {
      await dropSafely(session, `DROP TASK IF EXISTS ${qualified(...path)}`, path);
    } finally {
      await resumeAgain(data, session, toResume, "delete");
    }
  },

  async importState(data, session) {
    const path = parsePath(data.id);
    const { row } = await findTask(session, path);
    const [database, schema, name] = path;
    data.set("database", database);
    data.set("schema", schema);
    data.set("name", name);
    data.set("allow_overlapping_execution", String(row.optional("allow_overlapping_execution") === "true"));
  },
};

interface Property {
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

/** Everything that an update changes, between suspending and resuming. @param toResume gets the roots that are suspended on the way */
async function alterTask(
  data: ResourceData,
  session: ResourceSession,
  before: ShownTask,
  toResume: SchemaObjectPath[],
): Promise<void> {
  const alter = (change: string): Promise<void> => session.execute(`ALTER TASK ${qualified(...before.path)} ${change}`);
  const changed = configuredProperties(data).filter(({ attribute }) => data.hasChange(attribute));
  const parameters = parameterChanges(data, SET_PARAMETERS);
  const set = new Map<string, string>();
  const unset = new Set<string>(parameters.unset);
  for (const { name, clause } of changed) {
    if (clause === undefined) unset.add(name);
    else set.set(name, clause);
  }
  for (const clause of parameters.set) set.set(clause.split(" ")[0] ?? "", clause);
  if (unset.size > 0) await alter(`UNSET ${UNSET_ORDER.filter((name) => unset.has(name)).join(", ")}`);
  if (data.hasChange("when")) await alter(data.isSet("when") ? `MODIFY WHEN ${data.string("when")}` : "REMOVE WHEN");
  if (data.hasChange("sql_statement")) await alter(`MODIFY AS ${data.string("sql_statement")}`);
  if (data.hasChange("finalize")) await alterFinalize(data, session, before, toResume);
  if (data.hasChange("after")) await alterAfter(data, session, before.path, toResume);
  if (set.size > 0) await alter(`SET ${SET_ORDER.flatMap((name) => set.get(name) ?? []).join(", ")}`);
}

async function alterFinalize(
  data: ResourceData,
  session: ResourceSession,
  before: ShownTask,
  toResume: SchemaObjectPath[],
): Promise<void> {
  const root = data.isSet("finalize") ? parsePath(data.string("finalize")) : before.links.finalizedRoot;
  if (root === undefined) throw new Error(`task ${qualified(...before.path)} finalizes nothing: refresh the state`);
  const { started } = await findTask(session, root);
  if (started) await suspendTask(session, root);
  const change = data.isSet("finalize") ? `SET FINALIZE = ${qualified(...root)}` : "UNSET FINALIZE";
  await session.execute(`ALTER TASK ${qualified(...before.path)} ${change}`);
  if (started && !toResume.some((path) => qualified(...path) === qualified(...root))) toResume.push(root);
}

async function alterAfter(
  data: ResourceData,
  session: ResourceSession,
  path: SchemaObjectPath,
  toResume: SchemaObjectPath[],
): Promise<void> {
  const before = data.stringsBefore("after");
  const after = data.strings("after");
  const listed = (names: readonly string[]): string => names.map((name) => qualified(...parsePath(name))).join(", ");
  const added = after.filter((name) => !before.includes(name));
  const removed = before.filter((name) => !after.includes(name));
  for (const name of added) toResume.push(...(await suspendRoots(session, parsePath(name), undefined)));
  const alter = (change: string): Promise<void> => session.execute(`ALTER TASK ${qualified(...path)} ${change}`);
  if (added.length > 0) await alter(`ADD AFTER ${listed(added)}`);
  if (removed.length > 0) await alter(`REMOVE AFTER ${listed(removed)}`);
}

async function resumeAgain(
  data: ResourceData,
  session: ResourceSession,
  tasks: readonly SchemaObjectPath[],
  operation: string,
): Promise<void> {
  const problems = await resumeTasks(session, tasks);
  if (problems.length === 0) return;
  data.warn(
    `Failed to resume tasks in ${operation} operation (id=${data.id})`,
    `Tasks can be resumed by applying the same configuration again: ${problems.join("; ")}`,
  );
}

async function readState(data: ResourceData, session: ResourceSession, refreshing: boolean): Promise<void> {
  const path = parsePath(data.id);
  const row = await showSafely(session, "TASKS", path);
  if (row === undefined) {
    data.warn("Failed to query task. Marking the resource as removed.", `Task id: ${qualified(...path)}`);
    data.remove();
    return;
  }
  const shown = readTask(row, path);
  const parameters = await showParametersIn(session, `TASK ${qualified(...path)}`);
  const overlapping = row.optional("allow_overlapping_execution") === "true";
  if (refreshing) {
    const attribute = "allow_overlapping_execution";
    markDrift(data, "show_output", [
      { field: attribute, attribute, current: overlapping, becomes: String(overlapping) },
    ]);
  } else keepConfigured(data, ["allow_overlapping_execution"]);
  storeTask(data, shown, overlapping, parameters);
}

function storeTask(data: ResourceData, shown: ShownTask, overlapping: boolean, parameters: ShownParameters): void {
  const { row, path, links } = shown;
  const optional = (column: string): string => row.optional(column) ?? "";
  data.set("finalize", links.finalizedRoot === undefined ? null : qualified(...links.finalizedRoot));
  data.set("error_integration", objectName(row, "error_integration"));
  data.set("warehouse", objectName(row, "warehouse"));
  data.set("schedule", scheduleBlocks(optional("schedule")));
  data.set("target_completion_interval", intervalBlocks(optional("target_completion_interval")));
  data.set("started", shown.started);
  data.set("when", optional("condition"));
  data.set("config", optional("config"));
  data.set("comment", optional("comment"));
  data.set("sql_statement", row.text("definition"));
  data.set(
    "after",
    links.predecessors.map((predecessor) => qualified(...predecessor)),
  );
  storeParameters(data, parameters, TASK_READ_PARAMETERS);
  data.set("fully_qualified_name", qualified(...path));
  setOutput(data, "show_output", shownTask(shown, overlapping));
  setOutput(
    data,
    "parameters",
    parametersOutput(
      parameters,
      TASK_READ_PARAMETERS.map(({ name }) => name),
    ),
  );
}

/** A column that holds an object's name, or the word null. */
function objectName(row: Row, column: string): CtyValue {
  const text = row.optional(column);
  return text === undefined || text === "null" ? null : parseName(text);
}

function scheduleBlocks(shown: string): readonly CtyRecord[] {
  if (shown === "") return [];
  const none = { seconds: 0, minutes: 0, hours: 0, using_cron: "" };
  if (/^USING CRON /i.test(shown)) return [{ ...none, using_cron: shown.slice("USING CRON ".length) }];
  return [{ ...none, ...amount(shown) }];
}

function intervalBlocks(shown: string): readonly CtyRecord[] {
  return shown === "" ? [] : [{ hours: 0, minutes: 0, seconds: 0, ...amount(shown) }];
}

/** `5 MINUTE` → minutes: 5. @throws Error when it isn't an amount of hours, minutes or seconds */
function amount(shown: string): CtyRecord {
  const match = /^(\d+) (H|HOURS?|M|MINUTES?|S|SECONDS?)$/i.exec(shown.trim());
  if (match === null) throw new Error(`invalid schedule format: ${shown}`);
  const unit = { H: "hours", M: "minutes", S: "seconds" }[(match[2] ?? "").charAt(0).toUpperCase()] ?? "";
  return { [unit]: Number(match[1]) };
}

function shownTask({ row, path, links }: ShownTask, overlapping: boolean): CtyRecord {
  const optional = (column: string): string => row.optional(column) ?? "";
  const names = (paths: readonly SchemaObjectPath[]): readonly string[] => paths.map((name) => qualified(...name));
  return {
    created_on: row.timeText("created_on"),
    name: row.text("name"),
    id: row.text("id"),
    database_name: row.text("database_name"),
    schema_name: row.text("schema_name"),
    owner: row.text("owner"),
    comment: optional("comment"),
    warehouse: objectName(row, "warehouse") ?? "",
    schedule: optional("schedule"),
    predecessors: names(shownPredecessors(row, path)),
    state: row.text("state"),
    definition: row.text("definition"),
    condition: optional("condition"),
    allow_overlapping_execution: overlapping,
    error_integration: objectName(row, "error_integration") ?? "",
    last_committed_on: row.timeText("last_committed_on"),
    last_suspended_on: row.timeText("last_suspended_on"),
    owner_role_type: row.text("owner_role_type"),
    config: optional("config"),
    budget: optional("budget"),
    task_relations: [
      {
        predecessors: names(links.predecessors),
        finalizer: links.finalizer,
        finalized_root_task: links.finalizedRoot === undefined ? "" : qualified(...links.finalizedRoot),
      },
    ],
    last_suspended_reason: optional("last_suspended_reason"),
    target_completion_interval: intervalBlocks(optional("target_completion_interval")),
  };
}
