import { doesNotExist, invalidValue, notEmulated } from "../../../errors";
import { OVERLAP_POLICIES, type OverlapPolicy, type Task, type TaskCompute } from "../../../objects/task";
import { PARAMETERS } from "../../../parameters/definitions";
import { checkParameter, readScalar } from "../../../parameters/read-parameters";
import {
  duplicateProperty,
  invalidTaskProperty,
  nonexistentWarehouse,
  overlapContradiction,
  parameterNotForTasks,
} from "../../../tasks/task-errors";
import { checkConfig, checkSchedule } from "../../../tasks/task-rules";
import { readInterval } from "../../../time/schedule";
import type { Cursor } from "../../cursor";
import { resolveIdentifier } from "../../identifiers";
import type { Path } from "../../names";
import { boolean, text } from "../../properties";
import type { ExecutionContext } from "../../statement";

/** The properties that CREATE TASK and ALTER TASK … SET gave. undefined: not given. */
export interface TaskProperties {
  warehouse?: string;
  schedule?: string;
  config?: string;
  allowOverlap?: boolean;
  overlapPolicy?: OverlapPolicy;
  errorIntegration?: string;
  comment?: string;
  targetCompletionInterval?: string;
  /** Session and task parameters by name, checked. */
  readonly parameters: Map<string, string>;
}

/** D: serverless sizes; X2LARGE and the like are other names. */
const SIZES = ["XSMALL", "SMALL", "MEDIUM", "LARGE", "XLARGE", "XXLARGE", "X2LARGE", "X3LARGE", "XXXLARGE", "X4LARGE"];
const SIZE_PARAMETERS = [
  "USER_TASK_MANAGED_INITIAL_WAREHOUSE_SIZE",
  "SERVERLESS_TASK_MIN_STATEMENT_SIZE",
  "SERVERLESS_TASK_MAX_STATEMENT_SIZE",
];

/** The name in a property: an identifier, or the same in a string literal. */
function readName(cursor: Cursor): string {
  return cursor.peek().kind === "string" ? resolveIdentifier(cursor.string()) : cursor.identifier();
}

/** A task's name in FINALIZE and AFTER: a path, or the same in a string literal. */
export function readTaskPath(cursor: Cursor): Path {
  if (cursor.peek().kind !== "string") return cursor.path(3);
  return (cursor.string().match(/"(?:[^"]|"")*"|[^."]+/g) ?? []).map(resolveIdentifier);
}

/** Reads `name, name …`. */
export function readTaskPaths(cursor: Cursor): readonly Path[] {
  const paths: Path[] = [];
  do paths.push(readTaskPath(cursor));
  while (cursor.takeSymbol(","));
  return paths;
}

function readOverlapPolicy(cursor: Cursor): OverlapPolicy {
  const quoted = cursor.peek().kind !== "word";
  const written = quoted && cursor.peek().kind === "string" ? cursor.string() : cursor.identifier();
  const found = OVERLAP_POLICIES.find((policy) => policy === written);
  if (found === undefined) throw invalidValue(written, "OVERLAP_POLICY");
  return found;
}

/** D: ten seconds to one day. */
function readCompletionInterval(cursor: Cursor): string {
  const written = cursor.string();
  const milliseconds = readInterval(written);
  if (milliseconds === undefined || milliseconds < 10_000 || milliseconds > 86_400_000) {
    throw invalidValue(written, "TARGET_COMPLETION_INTERVAL");
  }
  return written;
}

function readParameter(cursor: Cursor, name: string): string {
  if (PARAMETERS.get(name)?.scopes.includes("TASK") !== true) throw invalidTaskProperty(name);
  const value = checkParameter(name, readScalar(cursor), "TASK");
  if (name === "SEARCH_PATH") throw parameterNotForTasks(name);
  if (name === "AUTOCOMMIT" && value === "false") throw parameterNotForTasks("AUTOCOMMIT = false");
  if (SIZE_PARAMETERS.includes(name) && !SIZES.includes(value.toUpperCase())) throw invalidValue(value, name);
  return value;
}

function readProperty(cursor: Cursor, name: string, into: TaskProperties): void {
  switch (name) {
    case "WAREHOUSE":
      into.warehouse = readName(cursor);
      break;
    case "SCHEDULE":
      into.schedule = text(cursor, name);
      break;
    case "CONFIG":
      into.config = text(cursor, name);
      break;
    case "ALLOW_OVERLAPPING_EXECUTION":
      into.allowOverlap = boolean(cursor, name);
      break;
    case "OVERLAP_POLICY":
      into.overlapPolicy = readOverlapPolicy(cursor);
      break;
    case "ERROR_INTEGRATION":
      into.errorIntegration = readName(cursor);
      break;
    case "SUCCESS_INTEGRATION":
      throw notEmulated("SUCCESS_INTEGRATION of tasks");
    case "COMMENT":
      into.comment = text(cursor, name);
      break;
    case "TARGET_COMPLETION_INTERVAL":
      into.targetCompletionInterval = readCompletionInterval(cursor);
      break;
    default:
      into.parameters.set(name, readParameter(cursor, name));
  }
}

/** Reads `NAME = value` with or without commas until something else. `stop`: names that are the caller's. */
export function readTaskProperties(
  cursor: Cursor,
  into: TaskProperties,
  seen: Set<string>,
  stop: readonly string[],
): void {
  for (;;) {
    const token = cursor.peek();
    const follows = cursor.peek(1);
    if (token.kind !== "word" || follows.kind !== "symbol" || follows.value !== "=") return;
    if (stop.includes(token.value)) return;
    cursor.next();
    cursor.expectSymbol("=");
    if (seen.has(token.value)) throw duplicateProperty(token.value);
    seen.add(token.value);
    readProperty(cursor, token.value, into);
    cursor.takeSymbol(",");
  }
}

/** The warehouse of a name, as a place to run on. Throws when it is missing or can't be used. */
export function computeOf({ access, account }: ExecutionContext, name: string): TaskCompute {
  const warehouse = account.state.objects.WAREHOUSE.get(name);
  if (warehouse === undefined || !access.may("WAREHOUSE", warehouse, ["USAGE"])) throw nonexistentWarehouse(name);
  return { kind: "warehouse", id: warehouse.id };
}

/** Puts properties on a task. Throws when a value is no good; whether they fit the graph is checked elsewhere. */
export function applyTaskProperties(context: ExecutionContext, task: Task, given: TaskProperties): void {
  if (given.warehouse !== undefined) task.compute = computeOf(context, given.warehouse);
  if (given.schedule !== undefined) {
    checkSchedule(given.schedule);
    task.schedule = given.schedule;
    task.scheduleSince = context.account.clock.now();
  }
  if (given.config !== undefined) {
    checkConfig(given.config);
    task.config = given.config;
  }
  const legacy =
    given.allowOverlap === undefined ? undefined : given.allowOverlap ? "ALLOW_CHILD_OVERLAP" : "NO_OVERLAP";
  if (legacy !== undefined && given.overlapPolicy !== undefined && legacy !== given.overlapPolicy) {
    throw overlapContradiction();
  }
  task.overlap = given.overlapPolicy ?? legacy ?? task.overlap;
  if (given.errorIntegration !== undefined)
    task.errorIntegration = requireNotification(context, given.errorIntegration);
  task.comment = given.comment ?? task.comment;
  task.targetCompletionInterval = given.targetCompletionInterval ?? task.targetCompletionInterval;
  for (const [name, value] of given.parameters) task.parameters.set(name, value);
}

function requireNotification({ access }: ExecutionContext, name: string): string {
  const integration = access.require("INTEGRATION", name, ["USAGE"]);
  if (integration.kind !== "NOTIFICATION") throw doesNotExist("Integration", name);
  return integration.name;
}
