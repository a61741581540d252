import { z } from "zod";
import type { AccountRole } from "../../../config/schema";
import type { AccountPort, AccountPorts } from "../account-port";
import type { AccountObservation, Observation, SeenAccount } from "../observation";
import type { FailoverTopology } from "../topology";
import { ask, Unanswered } from "./ask";
import { observeCatalogWrites } from "./catalog-writes";
import { observeConnection } from "./connection";
import { observeGroups } from "./groups";
import { observeEpoch, observeHeartbeat, observeRecoveryPoint } from "./records";
import { within } from "./within";
import { observeWriterTasks } from "./writer-tasks";

/** How long one account may take to tell everything, in milliseconds. */
export const OBSERVATION_LIMIT_MS = 30_000;

/**
 * Looks at both accounts at once, and changes nothing. An account that can't be logged in to, doesn't answer, or not within
 * the limit, is unreachable, with the reason; it never throws.
 *
 * @param clock the controller's
 */
export async function observe(
  topology: FailoverTopology,
  ports: AccountPorts,
  clock: () => Date,
  limitMs = OBSERVATION_LIMIT_MS,
): Promise<Observation> {
  const at = clock();
  const [primary, secondary] = await Promise.all([
    see(topology, "primary", ports.primary, limitMs),
    see(topology, "secondary", ports.secondary, limitMs),
  ]);
  return { at, accounts: { primary, secondary } };
}

async function see(
  topology: FailoverTopology,
  account: AccountRole,
  open: () => Promise<AccountPort>,
  limitMs: number,
): Promise<SeenAccount> {
  const look = async () => observeAccount(topology, await open());
  try {
    return { reachable: true, ...(await within(limitMs, look)) };
  } catch (error) {
    return { reachable: false, account, reason: error instanceof Error ? error.message : String(error) };
  }
}

const clockSchema = z.tuple([z.looseObject({ NOW: z.coerce.number() })]);

/**
 * Looks at one account, one statement after another.
 * @throws Unanswered when nobody answers, or it doesn't tell its time
 */
export async function observeAccount(topology: FailoverTopology, port: AccountPort): Promise<AccountObservation> {
  const sql = "SELECT DATE_PART(EPOCH_MILLISECOND, CURRENT_TIMESTAMP()) AS NOW";
  const now = await ask(port, sql, (rows) => new Date(clockSchema.parse(rows)[0].NOW));
  if (!now.known) throw new Unanswered(`it doesn't tell its time: ${now.reason}`);
  return {
    account: port.account,
    now: now.value,
    groups: await observeGroups(topology, port),
    connectionIsPrimary: await observeConnection(topology, port),
    catalogWrites: await observeCatalogWrites(topology, port),
    writerTasks: await observeWriterTasks(topology, port),
    epoch: await observeEpoch(topology, port),
    heartbeat: await observeHeartbeat(topology, port),
    recoveryPoint: await observeRecoveryPoint(topology, port),
  };
}
