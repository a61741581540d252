import { ACCOUNT_ROLES, type AccountRole, type TwinbergConfig } from "../../config/schema";
import { chosenConfig } from "../chosen-config";
import { type CommandContext, type GivenOptions, UsageError } from "../command";
import { exitCodes } from "../exit-codes";
import { type AccountPort, openAccountPort } from "../failover/account-port";
import type { JournalStore } from "../failover/journal";
import type { LeaseStore } from "../failover/lease";
import { askedDirection, isReady } from "../failover/status/facts";
import { openControllerBucket } from "../failover/stores/bucket";
import { BucketJournalStore } from "../failover/stores/bucket-journal";
import { BucketLeaseStore } from "../failover/stores/bucket-lease";
import { untilInterrupted } from "../interruption";
import { toJson } from "../json";
import { openSession, type SessionSettings, type SnowflakeSession } from "../snowflake/session";
import { unlessAborted } from "../validate/account-access";
import { deployerSettings } from "../validate/deployers";
import { glanceFacts } from "./facts";
import { Looker } from "./looker";
import type { TableSyncState } from "./observe/table-sync";
import { renderGlance } from "./render";
import { type ServeOptions, serveOptions } from "./serve/options";

/** What the controller keeps, for looking at. */
export interface ControllerState {
  readonly leases: Pick<LeaseStore, "read">;
  readonly journals: JournalStore;
  /** Lets go of connections. */
  close(): void;
}

/** What tests replace. */
export interface StatusTools {
  /** Opens a session of an account. */
  readonly open: (settings: SessionSettings) => Promise<SnowflakeSession>;
  /** Opens the controller's bucket. */
  readonly openState: (config: TwinbergConfig) => ControllerState;
  /** Opens the table sync's fact table and queues; undefined: none is configured. */
  readonly openTables: (config: TwinbergConfig) => TableSyncState | undefined;
  readonly clock: () => Date;
}

const realTools: StatusTools = {
  open: openSession,
  openState: (config) => {
    const bucket = openControllerBucket(config);
    return {
      leases: new BucketLeaseStore(bucket),
      journals: new BucketJournalStore(bucket),
      close: () => bucket.close(),
    };
  },
  openTables: (config) => loadTableSync().openTableSyncState(config),
  clock: () => new Date(),
};

// When they are needed, since the help needs neither AWS nor a server. By require(), as operator/snowflake/session.ts has it.
function loadTableSync(): typeof import("./observe/table-sync") {
  return require("./observe/table-sync");
}
function loadServePage(): typeof import("./serve/serve-page") {
  return require("./serve/serve-page");
}

/** Looks, and tells or serves it. @param tools how to reach accounts and bucket; tests give others @returns the exit code */
export function showStatus(
  context: CommandContext,
  options: GivenOptions,
  tools: StatusTools = realTools,
): Promise<number> {
  const to = targetOf(options);
  const serving = serveOptions(options);
  const { config } = chosenConfig(context);
  return untilInterrupted(context.signal, () =>
    serving === undefined
      ? printStatus(tools, context, config, to, options.has("--json"))
      : servePage(tools, context, config, serving),
  );
}

async function printStatus(
  tools: StatusTools,
  { env, signal, write }: CommandContext,
  config: TwinbergConfig,
  to: AccountRole | undefined,
  json: boolean,
): Promise<number> {
  const { looker, close } = openLooker(tools, config, env);
  try {
    const glance = await unlessAborted(signal, () => looker.look());
    const { status } = glance;
    const asked = to ?? askedDirection(status);
    write(json ? toJson(glanceFacts(glance, asked)) : renderGlance(glance));
    return isReady(status, asked) ? exitCodes.ok : exitCodes.unhealthy;
  } finally {
    await close();
  }
}

async function servePage(
  tools: StatusTools,
  { env, signal, write, progress }: CommandContext,
  config: TwinbergConfig,
  serving: ServeOptions,
): Promise<number> {
  const { looker, close } = openLooker(tools, config, env);
  try {
    await loadServePage().servePageUntil({ ...serving, looker, clock: tools.clock, signal, write, progress });
    return exitCodes.interrupted;
  } finally {
    await close();
  }
}

/** What looks at everything, and how it is let go of. */
function openLooker(tools: StatusTools, config: TwinbergConfig, env: CommandContext["env"]) {
  // Without one account's key the other can still be looked at.
  const open = async (account: AccountRole): Promise<AccountPort> =>
    openAccountPort({ config, account, settings: deployerSettings(config, account, env), open: tools.open });
  const tableSync = tools.openTables(config);
  const { leases, journals, close } = tools.openState(config);
  const looker = new Looker({ config, open, leases, journals, tableSync, clock: tools.clock });
  return {
    looker,
    close: async () => {
      close();
      tableSync?.close();
      await looker.close();
    },
  };
}

/** @throws UsageError for a name that is no account's */
function targetOf(options: GivenOptions): AccountRole | undefined {
  const typed = options.get("--to");
  if (typed === undefined) return undefined;
  const to = ACCOUNT_ROLES.find((account) => account === typed);
  if (to === undefined) throw new UsageError(`--to is primary or secondary, not ${JSON.stringify(typed)}`);
  return to;
}
