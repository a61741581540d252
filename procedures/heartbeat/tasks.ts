import { qualifiedName } from "../../sql/identifier";
import type { Observation } from "../runtime/observation";
import type { DeclaredTask } from "../settings";
import type { Check } from "./check";

/** A task as SHOW TASKS tells it. */
export interface ObservedTask {
  readonly name: string;
  /** started or suspended. */
  readonly state: string;
  /** Why Snowflake suspended it; `""`: it says none. */
  readonly suspendedReason: string;
}

/** The tasks of a schema, by {@link schemaKey}. */
export type ObservedTasks = ReadonlyMap<string, Observation<readonly ObservedTask[]>>;

/** A schema as a key. */
export const schemaKey = ({ database, schema }: Pick<DeclaredTask, "database" | "schema">): string =>
  JSON.stringify([database, schema]);

/** Compares each declared task's state with what it is. What differs is reported, and left to whoever did it. */
export function checkTasks(declared: readonly DeclaredTask[], observed: ObservedTasks): readonly Check[] {
  return declared.map((task) => {
    const at = { check: "task", object: qualifiedName(task.database, task.schema, task.task) };
    const tasks = observed.get(schemaKey(task)) ?? { known: false, reason: "the schema's tasks were not read" };
    if (!tasks.known) return { ...at, verdict: "unknown", reason: tasks.reason };
    const found = tasks.value.find(({ name }) => name === task.task);
    if (found === undefined)
      return { ...at, verdict: "bad", reason: "there is no such task, or none that can be seen" };
    const { state, suspendedReason } = found;
    if (state === task.state) return { ...at, verdict: "good", reason: state };
    const why = suspendedReason === "" ? "" : ` (${suspendedReason})`;
    return { ...at, verdict: "bad", reason: `it is ${state}${why}, declared is ${task.state}` };
  });
}
