import { SnowflakeError } from "../errors";

/*
 * What Snowflake says of tasks and alerts. Marks as in errors/snowflake-error.ts: D documented, O observed in public logs and test suites that
 * run on real accounts, A assumed. Where only the text is known, the code is an assumption.
 */

const refused = (code: string, text: string, sqlState = "22000") =>
  new SnowflakeError(code, sqlState, "EXECUTION", text);

/** O: the root of the graph is started, so nothing in the graph can be changed. `root`: fully qualified. */
export const rootNotSuspended = (root: string) =>
  refused("091421", `Unable to update graph with root task ${root} since that root task is not suspended.`);

/** O: the owner lacks EXECUTE TASK or EXECUTE MANAGED TASK. */
export const ownerLacksExecuteTask = (privilege: "EXECUTE TASK" | "EXECUTE MANAGED TASK") =>
  refused("091089", `Cannot execute task, ${privilege} privilege must be granted to owner role`, "23001");

/** A: the owner lacks USAGE on the warehouse of its task. */
export const ownerLacksWarehouse = (kind: "task" | "alert") =>
  refused(
    "091090",
    `Cannot execute ${kind}, USAGE privilege on the ${kind}'s warehouse must be granted to owner role`,
    "23001",
  );

/** O: EXECUTE TASK on a child or finalizer. */
export const executeNonRoot = (task: string) =>
  refused(
    "091435",
    `Execute task cannot be called on non-root task ${task}. Call EXECUTE TASK on the root task of its graph instead.`,
  );

/** O: RETRY LAST of a graph that has not run. */
export const noRunToRetry = (root: string) =>
  refused("091457", `Cannot perform retry: no suitable run of graph with root task ${root} to retry.`);

/** O (beginning and code), A (reason): the run has no failures, or can't be retried any more. */
export const runNotRetryable = (groupId: string, reason: string) =>
  refused("091456", `Cannot perform retry: run (graph_run_group_id = ${groupId}) ${reason}.`);

/** O (text). */
export const runGroupNotFound = (groupId: string) =>
  refused("091457", `Cannot perform retry: Graph run group with ID ${groupId} not found.`);

/** O (text and code). */
export const scheduleAndPredecessor = (task: string) =>
  refused("091400", `Task ${task} cannot have both a schedule and a predecessor.`);

/** O (text). */
export const scheduleAndFinalizer = (task: string) =>
  refused("091400", `Task ${task} cannot have a schedule and be a finalizer task.`);

/** O (text). `name` as written. */
export const invalidPredecessor = (name: string) => refused("091401", `Invalid predecessor ${name} was specified.`);

/** O (text). */
export const invalidFinalized = (name: string) =>
  refused("091401", `Invalid finalized root task ${name} was specified.`);

/** O (text). */
export const predecessorElsewhere = (task: string) =>
  refused("091401", `Cannot have predecessor ${task} from a different schema.`);

/** O (text). */
export const finalizedElsewhere = (task: string) =>
  refused("091401", `Cannot finalize graph ${task} in a different schema.`);

/** O (text). */
export const notAPredecessor = (task: string, predecessor: string) =>
  refused("091401", `Task ${task} does not have predecessor ${predecessor}.`);

/** O (text). */
export const ownPredecessor = (task: string) => refused("091402", `Task ${task} cannot use itself as its predecessor.`);

/** D (rule: no loops), A (text). */
export const graphCycle = (task: string) =>
  refused("091402", `Task ${task} cannot have these predecessors: the graph would have a cycle.`);

/** D (rule: same owner), A (text). */
export const graphOwners = (task: string) =>
  refused("091402", `Task ${task} cannot be part of a graph whose tasks have a different owner.`);

/** D (limits), A (text). */
export const graphTooLarge = (what: string, most: number) =>
  refused("091402", `Too many ${what} in a task graph: at most ${most} are allowed.`);

/** A: a graph with several roots can't be started. */
export const severalRoots = (root: string) =>
  refused("091422", `The graph has more than one root task (one of which is ${root}).`);

/** O (text). */
export const cannotFinalizeNonRoot = (task: string, target: string) =>
  refused("091403", `Task ${task} cannot finalize a non-root task ${target}.`);

/** O (text). */
export const cannotFinalizeItself = (task: string) => refused("091403", `Task ${task} cannot finalize itself.`);

/** O (text). */
export const alreadyFinalized = (root: string) => refused("091403", `Finalize target ${root} already have finalizer.`);

/** O (text). */
export const finalizerHasPredecessors = (task: string) =>
  refused("091403", `Task ${task} cannot have predecessors as a finalizer task.`);

/** O (text). */
export const finalizerHasChildren = (task: string) =>
  refused("091403", `Task ${task} cannot have children as a finalizer task.`);

/** O (text). */
export const finalizedBecomesChild = () =>
  refused(
    "091403",
    "This task has a finalizer and cannot be made a child task. Please remove the finalizer before adding a predecessor.",
  );

/** O (text). */
export const configOnNonRoot = (task: string) =>
  refused("091404", `Task ${task} cannot both be a non-root task and have a config.`);

/** O (text). */
export const overlapOnNonRoot = (task: string, property: "allow_overlapping_execution" | "overlap policy") =>
  refused("091404", `Cannot set ${property} on non-root task ${task}.`);

/** O (text). */
export const overlapContradiction = () =>
  refused(
    "091404",
    "Cannot specify ALLOW_OVERLAPPING_EXECUTION and OVERLAP_POLICY to different values in the same command.",
  );

/** O (text). */
export const retriesOnNonRoot = (task: string) =>
  refused(
    "091404",
    `Cannot set parameter TASK_AUTO_RETRY_ATTEMPTS on non-root task ${task}. Non-root tasks use the parameter setting ` +
      "from their root task. Please set this on the root task for this task instead.",
  );

/** O (text). */
export const invalidConfig = () =>
  refused("091405", "Invalid config. Must be a string representation of a valid JSON Object.");

/** O (text). */
export const invalidSchedule = () =>
  refused("091406", "Invalid schedule was specified. Please refer to the docs on what constitutes a valid schedule.");

/** O (text). */
export const unknownScheduleZone = (zone: string) =>
  refused(
    "091406",
    `Invalid schedule was specified. "${zone}" is not a recognized time zone. Please specify time zones accepted by the TIMEZONE parameter.`,
  );

/** O (text). */
export const scheduleWithoutTime = () =>
  refused("091406", "No valid time could be found under the schedule and/or interval specified");

/** O (text). */
export const invalidCondition = () =>
  refused(
    "091407",
    "Invalid expression for task condition expression. Only some data type conversions and the following functions are " +
      "allowed: [SYSTEM$GET_PREDECESSOR_RETURN_VALUE, SYSTEM$STREAM_HAS_DATA].",
  );

/** O (text). */
export const nonexistentWarehouse = (name: string) =>
  refused("091408", `Nonexistent warehouse ${name} was specified.`, "02000");

/** O (text). */
export const parameterNotForTasks = (what: string) =>
  refused("091409", `The parameter ${what} is not supported with Tasks. Remove the parameter and try again.`);

/** O (text of GET_TASK_GRAPH_CONFIG; the others speak alike): a function that only a task may call. */
export const outsideOfTask = (name: string) => refused("091410", `Function ${name} must be called from within a task.`);

/** A: which predecessor's value is meant. */
export const predecessorNotNamed = () =>
  refused("091411", "The task has several predecessors: name the one whose return value is wanted.");

/** A: there is no such predecessor. */
export const noSuchPredecessor = (name: string) => refused("091411", `The task has no predecessor ${name}.`);

/** D (limit), A (text). */
export const returnValueTooLarge = () => refused("091412", "The return value of a task is limited to 10 kB.");

/** A: a graph without a root that could be found any more. */
export const noSuchRuntimeInfo = (name: string) =>
  refused("001044", `invalid argument for function [SYSTEM$TASK_RUNTIME_INFO]: '${name}'`, "42601");

/** O. */
export const ownerLacksExecuteAlert = () =>
  refused("392000", "Cannot execute alert, EXECUTE ALERT privilege must be granted to owner role", "23001");

/** O (text), A (code). */
export const invalidTaskProperty = (name: string) =>
  refused("001420", `SQL compilation error:\ninvalid property '${name}' for 'TASK'`, "22023");

/** O (text), A (code). */
export const duplicateProperty = (name: string) =>
  refused("001424", `SQL compilation error:\nduplicate property '${name}';`, "42601");

/** O (text). `what`: a serverless property. */
export const notServerless = (what: string) => refused("091413", `Cannot set ${what} on a non-serverless task.`);

/** O (text). */
export const sizesOutOfOrder = (larger: string, smaller: string) =>
  refused("091413", `${larger} cannot be greater than ${smaller}.`);

/** O (text). */
export const finalizedBecomesNonRoot = (task: string) =>
  refused(
    "091403",
    `Cannot replace task ${task} with a non-root task because it has a finalizer task. Please remove the finalizer task first.`,
  );

/** O: recipients that are no user's address. Indexes count from 1. */
export const recipientsNotAllowed = (indexes: readonly number[]) =>
  refused(
    "394209",
    `Email recipients in the given list at indexes [${indexes.join(", ")}] are not allowed. Either these email addresses are ` +
      "not yet validated or do not belong to any user in the current account.",
    "22023",
  );

/** D (text), A (code): recipients that the integration does not list. */
export const recipientsNotInIntegration = (integration: string, addresses: readonly string[]) =>
  refused(
    "394210",
    `Following email address(es) are not allowed by the email integration ${integration}: [${addresses.join(", ")}]`,
  );

/** A: an integration that is not enabled. */
export const integrationDisabled = (name: string) => refused("394211", `Integration '${name}' is not enabled.`);

/** D (rule), A (text): an email needs a subject and a body. */
export const emptyMail = (what: string) => refused("394212", `The ${what} of an email must not be empty.`, "22023");
