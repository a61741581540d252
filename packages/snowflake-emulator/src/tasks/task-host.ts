import type { TaskContext } from "./task-context";

/** What became of a task's statement. */
export interface StatementOutcome {
  /** null: it did not even begin. */
  readonly queryId: string | null;
  readonly error?: { readonly code: string; readonly message: string };
}

/** Carries out what tasks do: runs statements as their owners, on their warehouses. */
export interface TaskHost {
  /**
   * Runs a task's statement with its owner's rights. A failure of the statement is part of the outcome; what rejects is a defect.
   * @param context what the statement can ask about the run
   * @param signal aborted when the task's time is up
   */
  execute(context: TaskContext, signal: AbortSignal): Promise<StatementOutcome>;
}
