import { notEmulated } from "../../../errors";
import type { ObjectId, SnowflakeObject } from "../../../objects/snowflake-object";
import type { Task } from "../../../objects/task";
import { newQueryId } from "../../../randomness";
import { readCondition } from "../../../tasks/condition";
import { finalizerOf, isRoot } from "../../../tasks/graph";
import { markChanged, relink, tasksIn } from "../../../tasks/task-catalog";
import { finalizedBecomesNonRoot, notServerless } from "../../../tasks/task-errors";
import { checkPlace, checkSuspended } from "../../../tasks/task-rules";
import { type ResultTable, statusResult } from "../../../wire/result-table";
import type { Cursor } from "../../cursor";
import type { Path } from "../../names";
import { type CreateHead, checkCreate, createObject, readCreateHead } from "../../object-statements";
import type { ExecutionContext, StatementKind } from "../../statement";
import { readTagClause, type TagSetting } from "../../tag-clause";
import { isKeyword, type SourceText, sourceOf, takeSource } from "../source-text";
import { finalizedId, predecessorIds, taskName } from "./find-task";
import {
  applyTaskProperties,
  readTaskPath,
  readTaskPaths,
  readTaskProperties,
  type TaskProperties,
} from "./task-clauses";

/** Everything between the name and AS. */
interface Clauses {
  readonly given: TaskProperties;
  after: readonly Path[];
  finalize: Path | undefined;
  user: string | undefined;
  condition: SourceText | undefined;
  copyGrants: boolean;
  readonly tags: TagSetting[];
}

/** Properties that only serverless tasks have. */
const SERVERLESS = [
  "USER_TASK_MANAGED_INITIAL_WAREHOUSE_SIZE",
  "SERVERLESS_TASK_MIN_STATEMENT_SIZE",
  "SERVERLESS_TASK_MAX_STATEMENT_SIZE",
];

function readClauses(cursor: Cursor): Clauses {
  const clauses: Clauses = {
    given: { parameters: new Map() },
    after: [],
    finalize: undefined,
    user: undefined,
    condition: undefined,
    copyGrants: false,
    tags: [],
  };
  const seen = new Set<string>();
  while (!cursor.isWords("AS")) {
    if (cursor.isWords("CLONE")) throw notEmulated("CREATE TASK … CLONE");
    if (cursor.isWords("WITH", "CONTACT")) throw notEmulated("contacts of tasks");
    readTaskProperties(cursor, clauses.given, seen, ["FINALIZE"]);
    const tags = readTagClause(cursor);
    clauses.tags.push(...tags);
    if (cursor.isWords("AS")) break;
    if (tags.length > 0) continue;
    if (cursor.take("COPY GRANTS")) clauses.copyGrants = true;
    else if (cursor.take("FINALIZE")) {
      cursor.expectSymbol("=");
      clauses.finalize = readTaskPath(cursor);
    } else if (cursor.take("AFTER")) clauses.after = readTaskPaths(cursor);
    else if (cursor.take("EXECUTE AS USER")) clauses.user = cursor.identifier();
    else if (cursor.take("WHEN")) clauses.condition = takeSource(cursor, isKeyword("AS"));
    else throw cursor.unexpected();
    cursor.takeSymbol(",");
  }
  return clauses;
}

/** Throws for a property that goes with serverless tasks only. */
export function checkServerless(task: Task): void {
  if (task.compute.kind === "serverless") return;
  const found = SERVERLESS.find((name) => task.parameters.has(name));
  if (found !== undefined) throw notServerless(found);
  if (task.targetCompletionInterval !== null) throw notServerless("TARGET_COMPLETION_INTERVAL");
}

/** The user that a task shall run as (D: EXECUTE AS USER needs IMPERSONATE on the user). */
export function impersonated({ access }: ExecutionContext, name: string): ObjectId {
  return access.require("USER", name, ["IMPERSONATE"]).id;
}

function build(
  context: ExecutionContext,
  base: SnowflakeObject,
  clauses: Clauses,
  definition: string,
  condition: string | null,
): Task {
  const { account } = context;
  const task: Task = {
    ...base,
    uuid: newQueryId(account.random),
    compute: { kind: "serverless" },
    schedule: null,
    scheduleSince: base.createdOn,
    config: null,
    overlap: "NO_OVERLAP",
    errorIntegration: null,
    predecessors: predecessorIds(context, clauses.after, base.parentId),
    finalizes: clauses.finalize === undefined ? null : finalizedId(context, clauses.finalize, base.parentId),
    condition,
    definition,
    executeAsUserId: clauses.user === undefined ? null : impersonated(context, clauses.user),
    parameters: new Map(),
    targetCompletionInterval: null,
    started: false,
    lastCommittedOn: null,
    lastSuspendedOn: null,
    lastSuspendedReason: null,
    graphVersion: 0,
    graphChanged: true,
  };
  applyTaskProperties(context, task, clauses.given);
  checkServerless(task);
  return task;
}

function create(context: ExecutionContext, head: CreateHead, clauses: Clauses, definition: SourceText): ResultTable {
  const { state } = context.account;
  const check = checkCreate(context, "TASK", head, "CREATE TASK");
  if (check.kind === "exists") return check.result;
  const tasks = tasksIn(state, check.location.parentId);
  const old = state.objects.TASK.get(head.name, check.location.parentId);
  const named = taskName(context);
  if (old !== undefined) checkSuspended(tasks, old, named);
  const condition = clauses.condition === undefined ? null : sourceOf(context.sqlText, clauses.condition);
  if (condition !== null) readCondition(condition);
  createObject(
    context,
    "TASK",
    head,
    "CREATE TASK",
    (base) => {
      const task = build(context, base, clauses, sourceOf(context.sqlText, definition), condition);
      // What hangs on the replaced task will hang on this one.
      const place = old === undefined ? task : { ...task, id: old.id };
      if (old !== undefined && !isRoot(task) && finalizerOf(tasks, old.id) !== undefined) {
        throw finalizedBecomesNonRoot(named(old));
      }
      checkPlace(tasks, place, named);
      checkSuspended({ ...tasks, byId: (id) => (id === place.id ? place : tasks.byId(id)) }, place, named);
      return task;
    },
    { copyGrants: clauses.copyGrants, tags: clauses.tags },
  );
  const task = state.objects.TASK.get(head.name, check.location.parentId);
  if (task === undefined) throw new Error(`task ${head.name} was created and is not there`);
  if (old !== undefined) relink(state, old, task);
  markChanged(state, task);
  return statusResult(`Task ${head.name} successfully created.`);
}

/**
 * CREATE [OR REPLACE] TASK [IF NOT EXISTS] name [WAREHOUSE = …] [SCHEDULE = '…'] [parameter = value …] [FINALIZE = root]
 * [AFTER task, …] [EXECUTE AS USER user] [WHEN condition] AS statement
 */
export const createTask: StatementKind = {
  leading: "CREATE TASK",
  remark: "no streams or scripting blocks",
  parse(cursor) {
    const head = readCreateHead(cursor, "TASK", 3);
    const clauses = readClauses(cursor);
    cursor.expect("AS");
    const definition = takeSource(cursor);
    return (context) => create(context, head, clauses, definition);
  },
};
