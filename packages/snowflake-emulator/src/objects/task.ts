import type { ObjectId, SnowflakeObject } from "./snowflake-object";

export const OVERLAP_POLICIES = ["NO_OVERLAP", "ALLOW_CHILD_OVERLAP", "ALLOW_ALL_OVERLAP"] as const;

/** May runs of a graph overlap: never, apart from their root tasks, or altogether (D: task graphs). */
export type OverlapPolicy = (typeof OVERLAP_POLICIES)[number];

/** Where a task's statement runs: on a warehouse, or serverless. */
export type TaskCompute = { readonly kind: "warehouse"; readonly id: ObjectId } | { readonly kind: "serverless" };

/** A task as the catalog keeps it: plain data. */
export interface Task extends SnowflakeObject {
  /** What SHOW TASKS shows as id and TASK_HISTORY as ROOT_TASK_ID. */
  readonly uuid: string;
  compute: TaskCompute;
  /** As written; null: none. */
  schedule: string | null;
  /** When the schedule came into force: intervals count from here. Milliseconds. */
  scheduleSince: number;
  /** JSON object as text; null: none. */
  config: string | null;
  overlap: OverlapPolicy;
  errorIntegration: string | null;
  /** Tasks that run before it, sorted. Empty: a root, a standalone task or a finalizer. */
  predecessors: readonly ObjectId[];
  /** The root task that it finalizes; null: it is no finalizer. */
  finalizes: ObjectId | null;
  /** The WHEN expression as written; null: none. */
  condition: string | null;
  /** The statement as written. */
  definition: string;
  /** The user that it runs as; null: the system user. */
  executeAsUserId: ObjectId | null;
  /** Session and task parameters set on the task, by name. */
  readonly parameters: Map<string, string>;
  targetCompletionInterval: string | null;
  started: boolean;
  /** When it was last resumed or executed after a change; null: never. */
  lastCommittedOn: number | null;
  lastSuspendedOn: number | null;
  lastSuspendedReason: SuspendedReason | null;
  /** Of a root: how often the graph got a new version; 0: never run. */
  graphVersion: number;
  /** Of a root: has the graph been changed since it got its version? */
  graphChanged: boolean;
}

export type SuspendedReason = "USER_SUSPENDED" | "SUSPENDED_DUE_TO_ERRORS";
