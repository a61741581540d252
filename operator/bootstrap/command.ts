import path from "node:path";
import { ACCOUNT_ROLES, type AccountRole, type TwinbergConfig } from "../../config/schema";
import type { BucketPort } from "../aws/bucket";
import { AwsClients } from "../aws/clients";
import { S3Buckets } from "../aws/s3-buckets";
import { chosenConfig } from "../chosen-config";
import { type CommandContext, type GivenOptions, UsageError } from "../command";
import { exitCodes } from "../exit-codes";
import { askPerson } from "../failover/ask-person";
import { untilInterrupted } from "../interruption";
import { toJson } from "../json";
import { keepSessions } from "../snowflake/kept-sessions";
import { openSession, type SessionSettings, type SnowflakeSession } from "../snowflake/session";
import { unlessAborted } from "../validate/account-access";
import { deployerSettings, privateKeyEnvironment } from "../validate/deployers";
import { openAdministrators } from "./administrator-sessions";
import { exportLine, findKey, KEY_FOLDER, makeKey, readKey } from "./key-pair";
import { observeBootstrap } from "./observe";
import { type DeployerKeys, planBootstrap } from "./plan";
import { bootstrapFacts, renderBootstrap, type ShownKey } from "./render";
import { runSteps, StepFailed } from "./run";
import { missingKey, renderScript } from "./script";
import type { BootstrapPlan } from "./step";

/** What tests replace. */
export interface BootstrapCommandTools {
  readonly open: (settings: SessionSettings) => Promise<SnowflakeSession>;
  readonly openBuckets: (config: TwinbergConfig) => { readonly buckets: BucketPort; close(): void };
  /** Asks a person. @throws the signal's reason when interrupted */
  readonly ask: (question: string, signal: AbortSignal) => Promise<boolean>;
}

const realTools: BootstrapCommandTools = {
  open: openSession,
  openBuckets: (config) => {
    const clients = new AwsClients(config.local);
    const { accountId, rolePrefix } = config.aws;
    return { buckets: new S3Buckets(clients, accountId, rolePrefix), close: () => clients.close() };
  },
  ask: askPerson,
};

/** Looks, plans, asks and does what is missing. @param tools tests give others @returns the exit code */
export function prepareAccounts(
  context: CommandContext,
  options: GivenOptions,
  tools: BootstrapCommandTools = realTools,
): Promise<number> {
  if (options.has("--plan") && options.has("--yes")) throw new UsageError("--plan and --yes exclude each other");
  if (options.has("--json") && !options.has("--plan") && !options.has("--yes")) {
    throw new UsageError("--json asks nobody: give --plan or --yes with it");
  }
  const { config } = chosenConfig(context);
  const folder = path.resolve(context.root, options.get("--keys") ?? KEY_FOLDER);
  return untilInterrupted(context.signal, () =>
    options.has("--statements")
      ? printStatements(config, context, folder)
      : bootstrap(config, context, options, folder, tools),
  );
}

async function findKeys(config: TwinbergConfig, context: CommandContext, folder: string): Promise<DeployerKeys> {
  const find = (account: AccountRole) =>
    config.accounts[account].deployer.login.type === "workload-identity"
      ? undefined
      : findKey(config, account, context, folder);
  return { primary: await find("primary"), secondary: await find("secondary") };
}

async function printStatements(config: TwinbergConfig, context: CommandContext, folder: string): Promise<number> {
  const keys = await findKeys(config, context, folder);
  const bodies = new Map<AccountRole, string>();
  for (const account of ACCOUNT_ROLES) {
    const key = keys[account];
    const made =
      key?.place.kind === "file" && key.publicKey === undefined ? await makeKey(key.place.file) : key?.publicKey;
    if (made !== undefined) bodies.set(account, made.body);
  }
  context.write(renderScript(config, (account) => bodies.get(account)));
  context.progress(renderExports(await findKeys(config, context, folder)));
  return exitCodes.ok;
}

async function bootstrap(
  config: TwinbergConfig,
  context: CommandContext,
  options: GivenOptions,
  folder: string,
  tools: BootstrapCommandTools,
): Promise<number> {
  const { signal, write, progress } = context;
  const json = options.has("--json");
  const sessions = keepSessions(tools.open);
  const sessionOf = openAdministrators(config, context.env, options.has("--browser"), sessions.open);
  const { buckets, close } = tools.openBuckets(config);
  const look = async () => {
    const keys = await findKeys(config, context, folder);
    const observation = await unlessAborted(signal, () => observeBootstrap(config, sessionOf, buckets));
    const shown: ShownKey = (account) => keys[account]?.publicKey?.body ?? missingKey(config, account);
    return { keys, plan: planBootstrap(config, observation, keys), shown };
  };
  try {
    const before = await look();
    const planned = () =>
      json ? toJson(bootstrapFacts(before.plan, before.shown)) : renderBootstrap(before.plan, before.shown);
    if (options.has("--plan") || before.plan.steps.length === 0) {
      write(planned());
      return before.plan.steps.length > 0 || before.plan.byHand.length > 0
        ? exitCodes.unhealthy
        : await loggedIn(config, context, before.keys, tools, json);
    }
    if (!json) write(planned());
    if (!options.has("--yes") && !(await tools.ask(`Do ${before.plan.steps.length} steps?`, signal))) {
      progress("nothing was done\n");
      return exitCodes.unhealthy;
    }
    await runSteps(before.plan.steps, before.keys, {
      sessionOf,
      buckets,
      signal,
      onStep: ({ title }) => progress(`▸ ${title}\n`),
    });
    const after = await look();
    if (json) write(toJson(bootstrapFacts(after.plan, after.shown)));
    else write(renderDone(after.plan, after.shown));
    progress(renderExports(after.keys));
    return after.plan.steps.length > 0 || after.plan.byHand.length > 0
      ? exitCodes.unhealthy
      : await loggedIn(config, context, after.keys, tools, json);
  } catch (error) {
    if (!(error instanceof StepFailed)) throw error;
    progress(`✗ ${error.message}\n  what was done before stays; the same command goes on from here\n`);
    return exitCodes.unhealthy;
  } finally {
    close();
    await sessions.close();
  }
}

function renderDone(plan: BootstrapPlan, shown: ShownKey): string {
  if (plan.steps.length === 0 && plan.byHand.length === 0) return "Done: everything is there.\n";
  return `Done, and this is left.\n${renderBootstrap(plan, shown)}`;
}

/** How Terraform is given the keys that are in files. */
function renderExports(keys: DeployerKeys): string {
  const lines = ACCOUNT_ROLES.flatMap((account) => {
    const place = keys[account]?.place;
    return place?.kind === "file" ? [exportLine(account, place.file)] : [];
  });
  return lines.length === 0 ? "" : `Give Terraform the keys:\n${lines.map((line) => `  ${line}\n`).join("")}`;
}

/** The environment in which an account's deployer has its key, wherever that is kept. */
async function withKey(
  account: AccountRole,
  env: CommandContext["env"],
  keys: DeployerKeys,
): Promise<CommandContext["env"]> {
  const place = keys[account]?.place;
  const pem = place?.kind === "file" ? await readKey(place.file) : undefined;
  return pem === undefined ? env : { ...env, [privateKeyEnvironment(account)]: pem };
}

/** Logs in as each deployer: what was set up is only good if it lets one in. */
async function loggedIn(
  config: TwinbergConfig,
  { env, progress, signal }: CommandContext,
  keys: DeployerKeys,
  tools: BootstrapCommandTools,
  quiet: boolean,
): Promise<number> {
  let refused = 0;
  for (const account of ACCOUNT_ROLES) {
    const { deployer, name } = config.accounts[account];
    const who = `${deployer.user} in ${config.organization}-${name}`;
    try {
      const settings = deployerSettings(config, account, await withKey(account, env, keys));
      const session = await unlessAborted(signal, () => tools.open(settings));
      await session.close();
      if (!quiet) progress(`✓ ${who} logs in\n`);
    } catch (error) {
      signal.throwIfAborted();
      refused += 1;
      progress(`✗ ${who} can't log in: ${error instanceof Error ? error.message : String(error)}\n`);
    }
  }
  return refused === 0 ? exitCodes.ok : exitCodes.unhealthy;
}
