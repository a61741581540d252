import { z } from "zod";
import type { TwinbergConfig } from "../../../config/schema";
import { declaredTasks, type TaskDeclaration } from "../../../constructs/snowflake/declared/tasks";
import { qualifiedName } from "../../../sql/identifier";
import { stringLiteral } from "../../../sql/literal";
import type { AccountAccess } from "../account-access";
import { ask, unreached, unreadable } from "../answer";
import type { AccountCheck, Judgement } from "../check";
import { recencyOf } from "../recency";
import { describeSchedule } from "../schedule";

/** A row of SHOW TASKS. */
export const taskSchema = z.looseObject({
  name: z.string(),
  state: z.string(),
  created_on: z.coerce.date(),
  last_suspended_reason: z.string().nullish(),
});
const nowSchema = z.tuple([z.looseObject({ NOW: z.coerce.number() })]);
/** A row of {@link lastRunStatement}. */
export const runSchema = z.looseObject({
  STATE: z.string(),
  ERROR_MESSAGE: z.string().nullish(),
  COMPLETED: z.coerce.number(),
});

/** A task as it was found. Times in milliseconds since 1970. */
export interface FoundTask {
  /** started or suspended. */
  readonly state: string;
  readonly createdAt: number;
  /** Why Snowflake suspended it. */
  readonly suspendedReason: string | undefined;
  /** The last run that has ended, of the last seven days. */
  readonly lastRun: { readonly state: string; readonly error: string | undefined; readonly at: number } | undefined;
}

/** Each declared task is in its declared state, and if that is started, its last run succeeded not long ago. */
export function taskChecks(config: TwinbergConfig): readonly AccountCheck[] {
  const { name: database, schema } = config.databases.monitoring;
  return declaredTasks(config).map((task) => ({
    id: `task.${task.name}`,
    expected:
      task.state === "suspended"
        ? `${task.name} is suspended`
        : `${task.name} is started, and its last run succeeded at most two intervals ago (${describeSchedule(task.schedule)})`,
    look: (access) => lookAtTask(access, database, schema, task),
  }));
}

/** The last run of a task. Of other schemas' tasks of the same name the runs come along; those planned, running or skipped are no runs that ended. */
export function lastRunStatement(database: string, schema: string, task: string): string {
  return `SELECT STATE, ERROR_MESSAGE, DATE_PART(EPOCH_MILLISECOND, COMPLETED_TIME) AS COMPLETED
    FROM TABLE(${qualifiedName(database, "INFORMATION_SCHEMA")}.TASK_HISTORY(TASK_NAME => ${stringLiteral(task)}, RESULT_LIMIT => 1000))
    WHERE DATABASE_NAME = ${stringLiteral(database)} AND SCHEMA_NAME = ${stringLiteral(schema)} AND NAME = ${stringLiteral(task)}
      AND COMPLETED_TIME IS NOT NULL AND STATE <> 'SKIPPED'
    ORDER BY COMPLETED_TIME DESC LIMIT 1`;
}

async function lookAtTask(
  access: AccountAccess,
  database: string,
  schema: string,
  declared: TaskDeclaration,
): Promise<Judgement> {
  const name = qualifiedName(database, schema, declared.name);
  const fix = "apply the data stack, which declares the task";
  const pattern = stringLiteral(declared.name.replace(/[\\_%]/g, "\\$&"));
  const shown = await ask(access, "admin", `SHOW TASKS LIKE ${pattern} IN SCHEMA ${qualifiedName(database, schema)}`);
  if (shown.kind === "unreached") return unreached(name, shown.reason);
  if (shown.kind === "refused") return unreadable(name, shown, fix);
  const task = z
    .array(taskSchema)
    .parse(shown.rows)
    .find((one) => one.name === declared.name);
  if (task === undefined) {
    return { verdict: "fail", seen: "there is no such task", reason: "it is declared, and not there", fix };
  }
  const runs = await ask(access, "admin", lastRunStatement(database, schema, declared.name));
  if (runs.kind !== "rows") return noHistory(name, runs);
  // Snowflake's own clock, which is another than this machine's.
  const clock = await ask(access, "admin", "SELECT DATE_PART(EPOCH_MILLISECOND, CURRENT_TIMESTAMP()) AS NOW");
  if (clock.kind !== "rows") return noHistory(name, clock);
  const [run] = z.array(runSchema).parse(runs.rows);
  return judgeTask(name, declared, foundTask(task, run), nowSchema.parse(clock.rows)[0].NOW);
}

/** A task as it was found. @param run its last; undefined: none has ended */
export function foundTask(task: z.infer<typeof taskSchema>, run: z.infer<typeof runSchema> | undefined): FoundTask {
  return {
    state: task.state,
    createdAt: task.created_on.getTime(),
    suspendedReason: task.last_suspended_reason || undefined,
    lastRun:
      run === undefined ? undefined : { state: run.STATE, error: run.ERROR_MESSAGE ?? undefined, at: run.COMPLETED },
  };
}

function noHistory(name: string, answer: Parameters<typeof unreadable>[1] | { readonly reason: string }): Judgement {
  return "reason" in answer
    ? unreached(`the runs of ${name}`, answer.reason)
    : {
        verdict: "unknown",
        seen: `the runs of ${name} can't be read`,
        reason: answer.message,
        fix: "see that the task is the admin's, and that the query warehouse runs",
      };
}

/** Judges a task. @param now milliseconds since 1970, by Snowflake's clock. @throws RangeError for a cron expression that isn't understood */
export function judgeTask(
  name: string,
  { state: declared, schedule }: Pick<TaskDeclaration, "state" | "schedule">,
  { state, suspendedReason, createdAt, lastRun }: FoundTask,
  now: number,
): Judgement {
  if (state !== declared) {
    const why = suspendedReason === undefined ? "" : ` (${suspendedReason})`;
    const alter = `ALTER TASK ${name} ${declared === "started" ? "RESUME" : "SUSPEND"}`;
    return {
      verdict: "fail",
      seen: `it is ${state}${why}`,
      reason: `it is declared ${declared}, and an apply leaves that to you`,
      fix: `${alter}, unless somebody changed it on purpose`,
    };
  }
  if (state === "suspended") return { verdict: "pass", seen: state };
  if (lastRun === undefined) return notYet(name, recencyOf(schedule, createdAt, now), describeSchedule(schedule));
  const { age, tooOld } = recencyOf(schedule, lastRun.at, now);
  const seen = `the last run ended ${age}: ${lastRun.state}`;
  if (lastRun.state !== "SUCCEEDED") {
    const reason = lastRun.error ?? "Snowflake doesn't tell why";
    return { verdict: "fail", seen, reason, fix: `cure that, then EXECUTE TASK ${name}, or wait for its next run` };
  }
  return tooOld === undefined
    ? { verdict: "pass", seen }
    : { verdict: "fail", seen, reason: tooOld, fix: whyNoRun(name) };
}

function notYet(name: string, { age, tooOld }: ReturnType<typeof recencyOf>, schedule: string): Judgement {
  const seen = "no run of the last seven days has ended";
  return tooOld === undefined
    ? {
        verdict: "unknown",
        seen,
        reason: `it was made ${age} and runs ${schedule}: it may not have been due`,
        fix: `validate again after its first run, or EXECUTE TASK ${name}`,
      }
    : { verdict: "fail", seen, reason: `it was made ${age}, and ${tooOld}`, fix: whyNoRun(name) };
}

const whyNoRun = (name: string): string =>
  `see why it doesn't run: EXECUTE TASK ${name}, the privilege EXECUTE TASK ON ACCOUNT, the warehouse and its resource monitor`;
