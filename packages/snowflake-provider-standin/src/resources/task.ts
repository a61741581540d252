import type { ResourceDefinition, Suppressor } from "../plugin/definition";
import type { ResourceData } from "../plugin/resource-data";
import type { ResourceSession } from "../provider/session";
import { identifierParts, qualified } from "../sql/identifier";
import { sql } from "../sql/statement";
import { checkAtLeast, checkBooleanText, checkIdentifier } from "./checks";
import { configuredPath, dropSafely, parsePath, type SchemaObjectPath } from "./located-object";
import { parameterChecks, parameterSuppressors, planParameters, showParametersIn } from "./object-parameters";
import { refuseArguments } from "./refusals";
import {
  suppressAny,
  suppressCase,
  suppressCurrent,
  suppressIdentifierQuoting,
  suppressStatement,
} from "./suppressors";
import { alterTask } from "./task-alter";
import { findTask, resumeTasks, startTask, suspendRoots, suspendTask } from "./task-graph";
import { TASK_READ_PARAMETERS } from "./task-parameters";
import { createClauses, TASK_SET_PARAMETERS } from "./task-properties";
import { readState } from "./task-read";

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
    ...parameterSuppressors(TASK_SET_PARAMETERS),
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
    ...parameterChecks(TASK_SET_PARAMETERS),
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
    planParameters(draft, shown, "TASK", TASK_SET_PARAMETERS);
  },

  async create(data, session) {
    const path = configuredPath(data);
    const toResume: SchemaObjectPath[] = [];
    let finalize: string | undefined;
    if (data.isSet("finalize")) {
      const root = await findTask(session, parsePath(data.string("finalize")));
      if (root.started) {
        await suspendTask(session, root.path);
        toResume.push(root.path);
      }
      finalize = qualified(...root.path);
    }
    const after = data.strings("after").map(parsePath);
    for (const parent of after) toResume.push(...(await suspendRoots(session, parent, path)));
    await session.execute(
      sql(
        `CREATE TASK ${qualified(...path)}`,
        ...createClauses(data, finalize),
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
