import { randomBytes } from "node:crypto";
import { appendFileSync, readFileSync } from "node:fs";
import { Command, CommanderError, InvalidArgumentError } from "commander";
import type { AdministratorOptions } from "../account";
import { startSnowflake } from "../index";
import { type AccountSpec, readAccountList, UsageError, withAdministrator } from "./account-list";

/** What the command uses of its process. */
export interface CliHost {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly out: (text: string) => void;
  readonly error: (text: string) => void;
  /** Resolves when the command shall end: a signal, or the end of stdin where that was asked for. */
  readonly untilStopped: (options: { readonly withStdin: boolean }) => Promise<void>;
}

interface Options {
  readonly organization: string;
  readonly accounts: readonly AccountSpec[];
  readonly port: number;
  readonly controlPort?: number;
  readonly state?: string;
  readonly adminUser: string;
  readonly adminPublicKey?: string;
  readonly awsEndpoint?: string;
  readonly json?: boolean;
  readonly exitWithStdin?: boolean;
  readonly logStatements?: string;
}

/** Turns a reader's UsageError into the message that commander prints. */
function argument<T>(read: (text: string) => T): (text: string) => T {
  return (text) => {
    try {
      return read(text);
    } catch (error) {
      if (error instanceof UsageError) throw new InvalidArgumentError(error.message);
      throw error;
    }
  };
}

function readPort(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) throw new UsageError(`"${text}" is no TCP port: 0 (any free one) to 65535`);
  return port;
}

function readUrl(text: string): string {
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol)) {
    throw new UsageError(`"${text}" is no http or https URL`);
  }
  return text;
}

function createCommand(host: CliHost, start: (options: Options) => Promise<void>): Command {
  return new Command("snowflake-emulator")
    .description("A local Snowflake organization of several accounts, for drivers and Terraform, over plain http.")
    .requiredOption("--organization <name>", "organization name: letters and digits", "LOCAL")
    .requiredOption(
      "--accounts <list>",
      "accounts, separated by commas: NAME[:REGION[:EDITION]] (AWS_US_EAST_1, BUSINESS_CRITICAL unless given)",
      argument(readAccountList),
    )
    .option("--port <number>", "port on 127.0.0.1; 0 takes any free one", argument(readPort), 0)
    .option(
      "--control-port <number>",
      "port of the control endpoint; 0 takes any free one (default: none)",
      argument(readPort),
    )
    .option("--state <dir>", "keep everything in this folder; an emulator started with it goes on there")
    .option("--admin-user <name>", "login name of each account's administrator", "ADMIN")
    .option("--admin-public-key <file>", "RSA public key (PEM) by which the administrator logs in")
    .option("--aws-endpoint <url>", "AWS endpoint where IAM roles and bucket policies are read", argument(readUrl))
    .option("--json", "print exactly one line of JSON when ready")
    .option("--exit-with-stdin", "end when stdin closes (the parent process died)")
    .option("--log-statements <file>", "append every statement to this file as a line of JSON, secrets taken out")
    .addHelpText(
      "after",
      `
Without --admin-public-key the administrator's password is taken from the environment variable
SNOWFLAKE_EMULATOR_ADMIN_PASSWORD; without that, a random one is made and printed.

Example:
  $ snowflake-emulator --organization ACME --accounts EAST,WEST:AWS_US_WEST_2 --port 8085
Then point a driver to account ACME-EAST, host 127.0.0.1, port 8085, protocol http.

Ends with 0 after Ctrl-C, 1 when it can't run (a port in use), 2 when it was called wrongly.`,
    )
    .exitOverride()
    .configureOutput({ writeOut: host.out, writeErr: host.error })
    .allowExcessArguments(false)
    .action(start);
}

/** The administrator, and the password that has to be told when it was made up here. */
function administratorOf(options: Options, host: CliHost): { who: AdministratorOptions; made: string | undefined } {
  const user = options.adminUser;
  if (options.adminPublicKey !== undefined) {
    return { who: { user, rsaPublicKey: readFileSync(options.adminPublicKey, "utf8") }, made: undefined };
  }
  const given = host.environment.SNOWFLAKE_EMULATOR_ADMIN_PASSWORD;
  if (given !== undefined && given !== "") return { who: { user, password: given }, made: undefined };
  const made = randomBytes(18).toString("base64url");
  return { who: { user, password: made }, made };
}

async function serve(options: Options, host: CliHost): Promise<void> {
  const { who, made } = administratorOf(options, host);
  const file = options.logStatements;
  const emulator = await startSnowflake({
    organization: options.organization,
    accounts: withAdministrator(options.accounts, who),
    port: options.port,
    ...(options.controlPort === undefined ? {} : { controlPort: options.controlPort }),
    ...(options.state === undefined ? {} : { stateDirectory: options.state }),
    ...(options.awsEndpoint === undefined ? {} : { awsEndpoint: options.awsEndpoint }),
    ...(file === undefined ? {} : { log: (line: string) => appendFileSync(file, `${line}\n`) }),
  });
  const { name, accounts } = emulator.organization;
  if (options.json === true) {
    const told = accounts.map((account) => ({
      name: account.name,
      locator: account.identity.locator,
      region: account.region,
      awsPrincipalArn: account.identity.awsPrincipalArn,
    }));
    if (made !== undefined) host.error(`password of ${who.user}: ${made}\n`);
    const { url, controlUrl } = emulator;
    host.out(`${JSON.stringify({ url, organization: name, accounts: told, controlUrl })}\n`);
  } else {
    const lines = accounts.map(
      (account) => `  ${account.identifier}  ${account.identity.locator}  ${account.region}  ${account.edition}\n`,
    );
    host.out(`Snowflake organization ${name} on ${emulator.url}\n${lines.join("")}`);
    if (emulator.controlUrl !== undefined) host.out(`control endpoint: ${emulator.controlUrl}\n`);
    host.out(made === undefined ? `administrator: ${who.user}\n` : `administrator: ${who.user}, password: ${made}\n`);
  }
  await host.untilStopped({ withStdin: options.exitWithStdin === true });
  await emulator.close();
}

/** Runs the command line and resolves to the exit code: 0, 1 (could not run) or 2 (called wrongly). */
export async function runCli(argumentsAfterName: readonly string[], host: CliHost): Promise<number> {
  try {
    await createCommand(host, (options) => serve(options, host)).parseAsync([...argumentsAfterName], { from: "user" });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    host.error(`error: ${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  }
}
