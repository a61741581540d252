import path from "node:path";
import { configPath, loadConfig } from "../../config/load";
import { ACCOUNT_ROLES, type AccountRole, type TwinbergConfig } from "../../config/schema";
import type { BucketPort } from "../aws/bucket";
import { AwsClients } from "../aws/clients";
import { S3Buckets } from "../aws/s3-buckets";
import { openAdministrators } from "../bootstrap/administrator-sessions";
import { exportLine, findKey, KEY_FOLDER, makeKey, readKey } from "../bootstrap/key-pair";
import { observeBootstrap } from "../bootstrap/observe";
import { type DeployerKeys, planBootstrap } from "../bootstrap/plan";
import { bootstrapFacts, renderBootstrap, type ShownKey } from "../bootstrap/render";
import { runSteps, StepFailed } from "../bootstrap/run";
import { missingKey, renderScript } from "../bootstrap/script";
import type { BootstrapPlan } from "../bootstrap/step";
import { type CommandContext, type CommandDefinition, type GivenOptions, UsageError } from "../command";
import { exitCodes } from "../exit-codes";
import { askPerson } from "../failover/ask-person";
import { untilInterrupted } from "../interruption";
import { toJson } from "../json";
import { keepSessions } from "../snowflake/kept-sessions";
import { openSession, type SessionSettings, type SnowflakeSession } from "../snowflake/session";
import { unlessAborted } from "../validate/account-access";
import { deployerSettings, privateKeyEnvironment } from "../validate/deployers";

const DETAILS = `Prepares real accounts, once, before the first plan: in each Snowflake account the user that Terraform logs
in as, its key pair and its role; ENABLE_ACCOUNT_DATABASE_REPLICATION for both; and, where the state is in
S3, its bucket (versioned, encrypted, closed to the public, TLS only) and the copy in another region.

It looks first, plans only what is missing, shows that and asks; the answer is no unless it is yes. However
it ended before, the same command goes on from there. Nothing that is there is replaced: a user that has
another key gets this one beside it.

The deployers' keys: what is in the variables that Terraform takes,
  TF_VAR_primary_snowflake_private_key and TF_VAR_secondary_snowflake_private_key,
else files of --keys, with mode 0600, which are made when they are missing. A private key is never printed:
the lines at the end read it from its file.

The administrators log in by, for each account (PRIMARY, SECONDARY) that is to be prepared from here:
  TWINBERG_<ACCOUNT>_ADMIN_USER, and one of
  TWINBERG_<ACCOUNT>_ADMIN_PRIVATE_KEY, TWINBERG_<ACCOUNT>_ADMIN_TOKEN, TWINBERG_<ACCOUNT>_ADMIN_PASSWORD
  or --browser
For an account without, the statements are printed for its administrator to run. --statements prints all of
them and logs in nowhere. AWS takes the credentials of the environment.

Exit code 0: everything is there. 1: something is left to do: planned only, declined, failed, or by hand.
2: the command line, a key or the configuration can't be used. 130: interrupted; the same command goes on.
`;

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

/** `twinberg bootstrap`. @param tools tests give others */
export function bootstrapCommand(tools: BootstrapCommandTools = realTools): CommandDefinition {
  return {
    name: "bootstrap",
    description: "prepare real accounts once: who Terraform is, replication, the state's bucket",
    details: DETAILS,
    options: [
      { name: "--plan", description: "only print what would be done; nothing is changed" },
      { name: "--yes", description: "don't ask before beginning" },
      { name: "--statements", description: "make the key pairs, print what administrators run, and log in nowhere" },
      { name: "--browser", description: "administrators log in by single sign-on, in the browser that opens" },
      { name: "--keys", value: "folder", description: `where key files are (default: ${KEY_FOLDER})` },
      { name: "--json", description: "print the plan as JSON; with --yes, what is left when it is done" },
    ],
    run(context, options) {
      if (options.has("--plan") && options.has("--yes")) throw new UsageError("--plan and --yes exclude each other");
      if (options.has("--json") && !options.has("--plan") && !options.has("--yes")) {
        throw new UsageError("--json asks nobody: give --plan or --yes with it");
      }
      const config = loadConfig(configPath(context.env));
      const folder = path.resolve(context.root, options.get("--keys") ?? KEY_FOLDER);
      return untilInterrupted(context.signal, () =>
        options.has("--statements")
          ? printStatements(config, context, folder)
          : bootstrap(config, context, options, folder, tools),
      );
    },
  };
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
