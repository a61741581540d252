import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { expectedCloudError } from "../cloud-errors";
import { type CommandContext, type GivenOptions, UsageError } from "../command";
import { exitCodes } from "../exit-codes";
import { untilInterrupted } from "../interruption";
import { openSession } from "../snowflake/session";
import { unlessAborted } from "../validate/account-access";
import { deployerSettings } from "../validate/deployers";
import { changeKeys, type KeyPair, type KeyPort } from "./change-keys";
import { configuredTableSync } from "./configured";
import { openKeys } from "./key-access";
import { type KeyPlan, type KeyState, type KeyStep, planCreation, planRotation } from "./key-rotation";
import { openSqlApi } from "./sql-api";

/** Keys that are open. */
export interface OpenedKeys {
  readonly port: KeyPort;
  readonly close: () => Promise<void>;
}

/** How keys are reached; tests give another way. @param waitSeconds undefined: as long as the function may run */
export type OpenTableSyncKeys = (
  context: Pick<CommandContext, "env" | "signal" | "progress">,
  waitSeconds: number | undefined,
) => Promise<OpenedKeys>;

/** Makes the first key. @param open tests give another way @returns the exit code */
export function createKey(context: CommandContext, open: OpenTableSyncKeys = openTableSyncKeys): Promise<number> {
  return change(planCreation, context, undefined, open);
}

/** Replaces the key by another one. @param open tests give another way @returns the exit code */
export async function rotateKey(
  context: CommandContext,
  options: GivenOptions,
  open: OpenTableSyncKeys = openTableSyncKeys,
): Promise<number> {
  return change(planRotation, context, waitOf(options), open);
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
    const { port, close } = await unlessAborted(signal, () => open(context, waitSeconds));
    try {
      const count = await unlessAborted(signal, () =>
        changeKeys(plan, port, (step, key) => progress(`${told(step, key)}\n`)),
      );
      write(count === 0 ? "the user has the secret's key already\n" : "done: the user has the secret's key\n");
      return exitCodes.ok;
    } catch (error) {
      if (signal.aborted) throw error;
      const cloud = expectedCloudError(error);
      const reason = cloud?.reason ?? (error instanceof Error ? error.message : String(error));
      progress(`stopped: ${reason}\n${cloud === undefined ? "" : `  fix: ${cloud.fix}\n`}`);
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
  { env, signal, progress }: Pick<CommandContext, "env" | "signal" | "progress">,
  waitSeconds: number | undefined,
): Promise<OpenedKeys> {
  const configured = configuredTableSync({ env, progress });
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
