import type { GraphTask } from "./graph-version";
import * as say from "./task-errors";
import { readConfig } from "./task-rules";
import type { TaskRun } from "./task-run";

/** D: SYSTEM$SET_RETURN_VALUE. Bytes. */
const LARGEST_RETURN_VALUE = 10 * 1024;

/** What the run of a graph tells each of its tasks. */
export interface GraphContext {
  readonly root: GraphTask;
  /** When the first attempt was planned for, milliseconds. */
  readonly originalScheduledTime: number;
  readonly runGroupId: string;
  readonly config: string | null;
  /** The last group of runs of this graph that succeeded; undefined: none did yet. */
  readonly lastSuccess: { readonly groupId: string; readonly scheduledTime: number } | undefined;
  /** Every task of the graph by name, with what it returned in this group. */
  returnValue(taskName: string): string | null | undefined;
}

/** What a statement that a task runs can ask: the functions that Snowflake offers within tasks only. */
export class TaskContext {
  #returned: string | null = null;

  constructor(
    readonly task: GraphTask,
    readonly run: TaskRun,
    private readonly graph: GraphContext,
    /** The names of the task's predecessors. */
    private readonly predecessors: readonly string[],
  ) {}

  get returned(): string | null {
    return this.#returned;
  }

  /** SYSTEM$CURRENT_USER_TASK_NAME */
  get taskName(): string {
    return this.task.fullName;
  }

  /** SYSTEM$SET_RETURN_VALUE. Throws when the value has more than 10 kB. */
  setReturnValue(value: string): void {
    if (Buffer.byteLength(value) > LARGEST_RETURN_VALUE) throw say.returnValueTooLarge();
    this.#returned = value;
  }

  /**
   * SYSTEM$GET_PREDECESSOR_RETURN_VALUE: by exact name (perhaps with database and schema); without a name, of the only
   * predecessor. null: it has set none. Throws when it is not clear which is meant, or there is no such predecessor.
   */
  predecessorReturnValue(name: string | undefined): string | null {
    const only = this.predecessors.length === 1 ? this.predecessors[0] : undefined;
    const wanted = name ?? only;
    if (wanted === undefined) throw say.predecessorNotNamed();
    const found = this.predecessors.find((one) => one === wanted || wanted.endsWith(`.${one}`));
    if (found === undefined) throw say.noSuchPredecessor(wanted);
    return this.graph.returnValue(found) ?? null;
  }

  /** SYSTEM$GET_TASK_GRAPH_CONFIG: the whole configuration, or what a path with dots names in it; null: nothing there. */
  graphConfig(path: string | undefined): string | null {
    let value: unknown = this.graph.config === null ? undefined : readConfig(this.graph.config);
    if (path !== undefined && path !== "") {
      for (const step of path.split(".")) {
        value =
          typeof value === "object" && value !== null
            ? Object.entries(value).find(([key]) => key === step)?.[1]
            : undefined;
      }
    }
    if (value === undefined || value === null) return null;
    return typeof value === "string" ? value : JSON.stringify(value);
  }

  /** SYSTEM$TASK_RUNTIME_INFO. Throws for a name that it does not know. */
  runtimeInfo(name: string): string | null {
    const { graph } = this;
    const time = (at: number) => new Date(at).toISOString().replace("T", " ").replace("Z", " +0000");
    switch (name.toUpperCase()) {
      case "CURRENT_TASK_NAME":
        return this.task.name;
      case "CURRENT_ROOT_TASK_NAME":
        return graph.root.name;
      case "CURRENT_ROOT_TASK_UUID":
        return graph.root.uuid;
      case "CURRENT_TASK_GRAPH_RUN_GROUP_ID":
        return graph.runGroupId;
      case "CURRENT_TASK_GRAPH_ORIGINAL_SCHEDULED_TIMESTAMP":
        return time(graph.originalScheduledTime);
      case "LAST_SUCCESSFUL_TASK_GRAPH_RUN_GROUP_ID":
        return graph.lastSuccess?.groupId ?? null;
      case "LAST_SUCCESSFUL_TASK_GRAPH_ORIGINAL_SCHEDULED_TIMESTAMP":
        return graph.lastSuccess === undefined ? null : time(graph.lastSuccess.scheduledTime);
      default:
        throw say.noSuchRuntimeInfo(name);
    }
  }
}

/** Puts one configuration over another: matching members of the second win, objects are merged (D: EXECUTE TASK). */
export function mergeConfig(base: string | null, over: string | null): string | null {
  if (base === null || over === null) return over ?? base;
  return JSON.stringify(merge(readConfig(base) ?? {}, readConfig(over) ?? {}));
}

type Members = Readonly<Record<string, unknown>>;

function isMembers(value: unknown): value is Members {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function merge(base: Members, over: Members): Members {
  const result: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(over)) {
    const under = Object.hasOwn(base, key) ? base[key] : undefined;
    const merged = isMembers(under) && isMembers(value) ? merge(under, value) : value;
    Object.defineProperty(result, key, { value: merged, enumerable: true, configurable: true, writable: true });
  }
  return result;
}
