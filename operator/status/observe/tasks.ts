import { z } from "zod";
import type { TaskDeclaration } from "../../../constructs/snowflake/declared/tasks";
import { qualifiedName } from "../../../sql/identifier";
import type { AccountPort } from "../../failover/account-port";
import { ask } from "../../failover/observe/ask";
import type { FailoverTopology } from "../../failover/topology";
import type { Judgement } from "../../validate/check";
import { foundTask, judgeTask, lastRunStatement, runSchema, taskSchema } from "../../validate/checks/tasks";
import { describeSchedule } from "../../validate/schedule";
import type { TaskSeen } from "../glance";

const shownSchema = z.array(taskSchema);
const runsSchema = z.array(runSchema);

/**
 * How each declared task is, as `twinberg validate` judges it.
 * @param now by the account's clock
 * @throws Unanswered when nobody answers
 */
export async function observeTasks(
  { monitoring: { name: database, schema } }: FailoverTopology,
  declared: readonly TaskDeclaration[],
  port: AccountPort,
  now: Date,
): Promise<readonly TaskSeen[]> {
  const sql = `SHOW TASKS IN SCHEMA ${qualifiedName(database, schema)}`;
  const shown = await ask(port, sql, (rows) => shownSchema.parse(rows));
  const seen: TaskSeen[] = [];
  for (const task of declared) {
    const named = { name: task.name, schedule: describeSchedule(task.schedule) };
    const found = shown.known ? shown.value.find(({ name }) => name === task.name) : undefined;
    if (!shown.known) {
      seen.push({ ...named, lastRun: null, judgement: cantTell("the tasks can't be listed", shown.reason) });
      continue;
    }
    if (found === undefined) {
      seen.push({ ...named, lastRun: null, judgement: missing(qualifiedName(database, schema)) });
      continue;
    }
    const runs = await ask(port, lastRunStatement(database, schema, task.name), (rows) => runsSchema.parse(rows));
    if (!runs.known) {
      seen.push({ ...named, lastRun: null, judgement: cantTell(`it is ${found.state}`, runs.reason) });
      continue;
    }
    const full = foundTask(found, runs.value[0]);
    const { lastRun } = full;
    seen.push({
      ...named,
      lastRun:
        lastRun === undefined ? null : { state: lastRun.state, at: new Date(lastRun.at), error: lastRun.error ?? null },
      judgement: judgeTask(qualifiedName(database, schema, task.name), task, full, now.getTime()),
    });
  }
  return seen;
}

function missing(schema: string): Judgement {
  return {
    verdict: "fail",
    seen: "there is no such task",
    reason: `it is declared, and not in ${schema}, or can't be seen there`,
    fix: "apply the data stack, which declares the task",
  };
}

function cantTell(seen: string, reason: string): Judgement {
  return {
    verdict: "unknown",
    seen,
    reason,
    fix: "see that the deployer may see the tasks and their history, and that the query warehouse runs",
  };
}
