import { z } from "zod";
import type { AccountRole } from "../../../config/schema";
import type { TaskDeclaration } from "../../../constructs/snowflake/declared/tasks";
import type { AccountPort } from "../../failover/account-port";
import type { Known } from "../../failover/observation";
import { ask, Unanswered } from "../../failover/observe/ask";
import { within } from "../../failover/observe/within";
import type { FailoverTopology } from "../../failover/topology";
import type { AccountWorkings } from "../glance";
import { observeDrift, observeEpochSince, observeHistory, observeRuns } from "./records";
import { observeTasks } from "./tasks";

const clockSchema = z.tuple([z.looseObject({ NOW: z.coerce.number() })]);

/** What goes on in an account, or why that isn't known: it can't be reached, or not within the limit. Never throws. */
export async function observeWorkings(
  topology: FailoverTopology,
  tasks: readonly TaskDeclaration[],
  account: AccountRole,
  open: () => Promise<AccountPort>,
  limitMs: number,
): Promise<Known<AccountWorkings>> {
  try {
    return { known: true, value: await within(limitMs, async () => look(topology, tasks, account, await open())) };
  } catch (error) {
    return { known: false, reason: error instanceof Error ? error.message : String(error) };
  }
}

/** @throws Unanswered when nobody answers, or it doesn't tell its time */
async function look(
  topology: FailoverTopology,
  declared: readonly TaskDeclaration[],
  account: AccountRole,
  port: AccountPort,
): Promise<AccountWorkings> {
  const sql = "SELECT DATE_PART(EPOCH_MILLISECOND, CURRENT_TIMESTAMP()) AS NOW";
  const now = await ask(port, sql, (rows) => new Date(clockSchema.parse(rows)[0].NOW));
  if (!now.known) throw new Unanswered(`it doesn't tell its time: ${now.reason}`);
  return {
    account,
    now: now.value,
    epoch: await observeEpochSince(topology, port),
    tasks: await observeTasks(topology, declared, port, now.value),
    runs: await observeRuns(topology, port),
    drift: await observeDrift(topology, port),
    history: await observeHistory(topology, port),
  };
}
