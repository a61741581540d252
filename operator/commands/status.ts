import { configPath, loadConfig } from "../../config/load";
import { ACCOUNT_ROLES, type AccountRole, type TwinbergConfig } from "../../config/schema";
import { type CommandDefinition, type GivenOptions, UsageError } from "../command";
import { exitCodes } from "../exit-codes";
import { type AccountPort, keepPorts, openAccountPort } from "../failover/account-port";
import type { JournalStore } from "../failover/journal";
import type { LeaseStore } from "../failover/lease";
import { askedDirection, isReady, statusFacts } from "../failover/status/facts";
import { renderStatus } from "../failover/status/render";
import { readStatus } from "../failover/status/status";
import { openControllerBucket } from "../failover/stores/bucket";
import { BucketJournalStore } from "../failover/stores/bucket-journal";
import { BucketLeaseStore } from "../failover/stores/bucket-lease";
import { topologyOf } from "../failover/topology";
import { untilInterrupted } from "../interruption";
import { toJson } from "../json";
import { openSession, type SessionSettings, type SnowflakeSession } from "../snowflake/session";
import { unlessAborted } from "../validate/account-access";
import { deployerSettings } from "../validate/deployers";

const DETAILS = `Says of both accounts what is active and since which epoch, who has the controller's lease, each failover
group's state and lag against the recovery point objective, the connection, who may write the lake, the
tasks that write, heartbeats with their reasons, the drill that is unfinished and how to go on with it,
and what would block a failover or a failback now, each with what to do about it:

  ✓ so   ✗ not so   ? can't be told, which is as good as not so
  blocks: any                         no failover begins
  blocks: planned only                an unplanned one does without it
  blocks: waived by --accept-data-loss  an operator may take the loss, whose figure the plan tells

It looks, and changes nothing: as each account's deployer, by the private keys that Terraform takes,
  TF_VAR_primary_snowflake_private_key and TF_VAR_secondary_snowflake_private_key,
and in the controller's bucket by the AWS credentials of the environment. What has no key, or doesn't
answer within 30 s, is told as out of reach, with all the rest: it works with an account dead. The same
preconditions are looked at by the heartbeat in each account all the time, and by a failover before it
begins: docs/readiness.md lists them.

  twinberg status                     how it is, and whether the standby could take over
  twinberg status --to primary        the exit code is about a failback
  twinberg status --json | jq '.directions.secondary.blockers[] | {id, reason, fix}'
  twinberg failover --to secondary --plan   what a failover would do, step by step

Exit code 0: ready, a planned failover could begin now (or everything is there already). 1: something
blocks it, or can't be told. 2: the command line or the configuration can't be used.
130: interrupted.
`;

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
  clock: () => new Date(),
};

/** `twinberg status`. @param tools how to reach accounts and bucket; tests give others */
export function statusCommand(tools: StatusTools = realTools): CommandDefinition {
  return {
    name: "status",
    description: "say which account is active, how both are, and what would block a failover now",
    details: DETAILS,
    options: [
      {
        name: "--to",
        value: "account",
        description: "primary or secondary: which way the exit code is about (default: away from the active account)",
      },
      { name: "--json", description: "print JSON" },
    ],
    run({ env, signal, write }, options) {
      const to = targetOf(options);
      const config = loadConfig(configPath(env));
      // Without one account's key the other can still be looked at.
      const open = async (account: AccountRole): Promise<AccountPort> =>
        openAccountPort({ config, account, settings: deployerSettings(config, account, env), open: tools.open });
      return untilInterrupted(signal, async () => {
        const { ports, close } = keepPorts(open);
        const state = tools.openState(config);
        try {
          const status = await unlessAborted(signal, () =>
            readStatus({
              topology: topologyOf(config),
              ports,
              leases: state.leases,
              journals: state.journals,
              clock: tools.clock,
            }),
          );
          const asked = to ?? askedDirection(status);
          write(options.has("--json") ? toJson(statusFacts(status, asked)) : renderStatus(status));
          return isReady(status, asked) ? exitCodes.ok : exitCodes.unhealthy;
        } finally {
          state.close();
          await close();
        }
      });
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
