import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { type CommandContext, type CommandDefinition, type GivenOptions, UsageError } from "../command";
import { exitCodes } from "../exit-codes";
import { untilInterrupted } from "../interruption";
import { openSession } from "../snowflake/session";
import { changeKeys, type KeyPair, type KeyPort } from "../table-sync/change-keys";
import { configuredTableSync } from "../table-sync/configured";
import { openKeys } from "../table-sync/key-access";
import { type KeyPlan, type KeyState, type KeyStep, planCreation, planRotation } from "../table-sync/key-rotation";
import { openSqlApi } from "../table-sync/sql-api";
import { deployerSettings } from "../validate/deployers";

const DETAILS = `The private key of the table sync's user is in Secrets Manager and nowhere else: not in the configuration, not in
Terraform's state, not on a disk. Needs the account's deployer, by TF_VAR_<account>_snowflake_private_key, and AWS
credentials that may read and write the secret.

  create   makes a key pair, gives the user the public key, logs in with it, stores the private key. Does nothing when
           the user has the secret's key already; a user that was made anew gets it again
  rotate   gives the user a second key, logs in with it, stores it, waits until whatever was begun with the old key has
           ended, and takes the old key away. The function reads the secret again when its key is refused

Either may be killed anywhere and run again: it goes on from what is there. Not two of them at once.

Exit code 0: done. 1: stopped, and why; run it again. 2: the command line or the configuration can't be used.
130: interrupted.`;

/** Keys that are open. */
export interface OpenedKeys {
  readonly port: KeyPort;
  readonly close: () => Promise<void>;
}

/** How keys are reached; tests give another way. @param waitSeconds undefined: as long as the function may run */
export type OpenTableSyncKeys = (
  context: Pick<CommandContext, "env" | "signal">,
  waitSeconds: number | undefined,
) => Promise<OpenedKeys>;

/** `twinberg keys create|rotate`. */
export function keysCommand(open: OpenTableSyncKeys = openTableSyncKeys): CommandDefinition {
  return {
    name: "keys",
    description: "make or rotate the key that the table sync logs in with",
    details: DETAILS,
    options: [],
    commands: [
      {
        name: "create",
        description: "make the first key",
        details: DETAILS,
        options: [],
        run: (context) => change(planCreation, context, undefined, open),
      },
      {
        name: "rotate",
        description: "replace the key by another one, without a sync that fails",
        details: DETAILS,
        options: [
          {
            name: "--wait",
            value: "seconds",
            description: "how long the old key stays (default: as long as the function may run)",
          },
        ],
        run: (context, options) => change(planRotation, context, waitOf(options), open),
      },
    ],
    run: () => Promise.reject(new UsageError("say keys create or keys rotate")),
  };
}

function waitOf(options: GivenOptions): number | undefined {
  const typed = options.get("--wait");
  if (typed === undefined) return undefined;
  const seconds = Number(typed);
  if (!/^\d+$/.test(typed) || seconds > 3600) {
    throw new UsageError(`--wait is a number of seconds from 0 to 3600, not ${JSON.stringify(typed)}`);
  }
  return seconds;
}

async function change(
  plan: (state: KeyState) => KeyPlan,
  context: CommandContext,
  waitSeconds: number | undefined,
  open: OpenTableSyncKeys,
): Promise<number> {
  const { signal, write, progress } = context;
  return untilInterrupted(signal, async () => {
    const { port, close } = await open(context, waitSeconds);
    try {
      const count = await changeKeys(plan, port, (step, key) => progress(`${told(step, key)}\n`));
      write(count === 0 ? "the user has the secret's key already\n" : "done: the user has the secret's key\n");
      return exitCodes.ok;
    } catch (error) {
      if (signal.aborted) throw error;
      progress(`stopped: ${error instanceof Error ? error.message : String(error)}\n`);
      return exitCodes.unhealthy;
    } finally {
      await close();
    }
  });
}

function told(step: KeyStep, key: KeyPair | undefined): string {
  switch (step.kind) {
    case "REGISTER":
      return `${step.slot} is ${key?.fingerprint ?? ""}`;
    case "VERIFY":
      return "logged in with it";
    case "STORE":
      return "stored it in the secret";
    case "WAIT":
      return "waited for what was begun with the old key";
    case "REMOVE":
      return `${step.slot} is taken away`;
  }
}

/** For how long Snowflake is waited for when a key is tried, in milliseconds. */
const PATIENCE_MS = 30_000;

/** @throws UsageError without a table sync, with workload identity, and without the deployer's key */
async function openTableSyncKeys(
  { env, signal }: Pick<CommandContext, "env" | "signal">,
  waitSeconds: number | undefined,
): Promise<OpenedKeys> {
  const configured = configuredTableSync(env);
  const { config, tableSync, settings, names, aws } = configured;
  if (settings.snowflake.authentication !== "KEY_PAIR") {
    throw new UsageError("tableSync.authentication is workload-identity: the function proves who it is by its role");
  }
  const session = await openSession(deployerSettings(config, tableSync.account, env));
  const secrets = new SecretsManagerClient(aws);
  const { user } = settings.snowflake;
  return {
    port: openKeys({
      ...{ user, secret: names.secret, secrets, session, signal },
      login: (key) => openSqlApi(configured, { user, readKey: async () => key }, "twinberg:keys", PATIENCE_MS),
      waitSeconds: waitSeconds ?? tableSync.functionTimeoutSeconds,
    }),
    close: async () => {
      secrets.destroy();
      await session.close();
    },
  };
}
