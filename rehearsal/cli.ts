// Before a driver is loaded: an import for its effect alone keeps its place.
import "./isolation";

import { randomInt } from "node:crypto";
import path from "node:path";
import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { ConfigError } from "../config/config-error";
import { outliveReaders } from "../operator/closed-pipe";
import { RehearsalError } from "./errors";
import { exitCodes } from "./exit-codes";
import { formatDuration, type RehearsalHost } from "./host";
import { plainHost } from "./hosts/plain";
import { terminalHost } from "./hosts/terminal";
import { callerEnvironment } from "./isolation";
import { totalsOf } from "./report/claims";
import type { Report } from "./report/schema";
import { type RunInput, runLocalClouds, runRehearsal } from "./run";
import { SCENARIOS, type Scenario, type ScenarioName } from "./scenarios/scenario";
import type { AccountsAtFirst } from "./snowflake/accounts-at-first";
import { describeTerraform } from "./terraform/binary";
import { type SnowflakeProviderChoice, snowflakeProviderChoices } from "./terraform/providers";
import { type Workspace, workspaceAt } from "./workspace";

interface RehearseOptions {
  readonly snowflakeProvider: SnowflakeProviderChoice;
  readonly terraform?: string;
  readonly keep: boolean;
  readonly json: boolean;
  readonly scenario: ScenarioName;
  readonly seed?: number;
}

/** Seeds that one can still type. */
const MOST_SEEDS = 1_000_000;

const workspace = workspaceAt(path.resolve(__dirname, ".."));
const snowflakeProvider = new Option(
  "--snowflake-provider <choice>",
  "auto: a mirror, else the registry, else the stand-in; registry: never the stand-in; stand-in: always",
)
  .choices(snowflakeProviderChoices)
  .default("auto");
const terraform = new Option(
  "--terraform <program>",
  "Terraform or OpenTofu, by name or path, e.g. tofu (default: TWINBERG_TERRAFORM, TERRAFORM_BINARY_NAME, else terraform, else tofu on the PATH)",
);
const scenarioNames = Object.keys(SCENARIOS);
const scenario = new Option(
  "--scenario <name>",
  Object.entries(SCENARIOS)
    .map(([name, what]) => `${name}: ${what}`)
    .join("; "),
)
  .choices(scenarioNames)
  .default("full");
const seed = new Option(
  "--seed <number>",
  "for chaos: the same number lets the same things happen (default: a new one)",
).argParser(seedFrom);

const program = new Command("rehearse")
  .description(
    "Rehearse on this machine: real Terraform (or OpenTofu) against a local AWS and a local Snowflake organization of two accounts.\n" +
      "Converges, plans again, checks trust and privileges, makes drift and mends it, destroys, and reports what was seen.",
  )
  .addOption(snowflakeProvider)
  .addOption(terraform)
  .addOption(scenario)
  .addOption(seed)
  .option("--keep", "do not destroy: keep both clouds up until Ctrl-C and print how to use them", false)
  .option("--json", "print the report as JSON on standard output, progress on standard error", false)
  .allowExcessArguments(false)
  .showHelpAfterError("(--help lists what there is)")
  .exitOverride()
  .action((options: RehearseOptions) => end(rehearseCommand(options)));

program
  .command("local")
  .description("start just the two clouds, print how to use them, and keep them up until Ctrl-C")
  .option(
    "--new-accounts",
    "Snowflake accounts as they are handed over: an administrator, and nobody else; for trying twinberg init and bootstrap",
    false,
  )
  .allowExcessArguments(false)
  .action((own: { readonly newAccounts: boolean }, command: Command) => {
    return end(localCommand(command.optsWithGlobals<RehearseOptions>(), own.newAccounts ? "new" : "prepared"));
  });

// A rehearsal whose reader has gone (| head) goes on to its end, and takes its clouds down.
outliveReaders([process.stdout, process.stderr]);
program.parseAsync().catch((error: unknown) => {
  // Commander has written what is wrong, or the help that was asked for.
  process.exitCode = error instanceof CommanderError && error.exitCode === 0 ? exitCodes.ok : exitCodes.cannotStart;
});

function rehearseCommand(options: RehearseOptions): Promise<number> {
  const { keep, json } = options;
  const out = json ? process.stderr : process.stdout;
  const onReport = (report: Report): void => {
    out.write(summaryOf(report, workspace));
    if (json) {
      process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
    }
  };
  return runRehearsal({ ...inputFor(hostFor(out), options), keep, scenario: scenarioFrom(options), onReport });
}

function scenarioFrom({ scenario: name, seed: given }: RehearseOptions): Scenario {
  if (name === "chaos") return { name, seed: given ?? randomInt(MOST_SEEDS) };
  if (given !== undefined) program.error(`--seed ${given} is for --scenario chaos: ${name} has nothing random`);
  return { name };
}

function seedFrom(typed: string): number {
  const number = Number(typed);
  if (Number.isSafeInteger(number) && number >= 0) return number;
  throw new InvalidArgumentError("A seed is a whole number that isn't negative.");
}

function localCommand(options: RehearseOptions, accounts: AccountsAtFirst): Promise<number> {
  const host = plainHost((text) => process.stdout.write(text));
  return runLocalClouds({ ...inputFor(host, options), accounts });
}

function inputFor(host: RehearsalHost, options: RehearseOptions): RunInput {
  const { snowflakeProvider: choice, terraform: wanted } = options;
  return { workspace, env: callerEnvironment, snowflakeProvider: choice, terraform: wanted, host };
}

function hostFor(stream: NodeJS.WriteStream): RehearsalHost {
  const write = (text: string): void => void stream.write(text);
  // The redrawn list goes to standard output, which with --json is the report's, and needs room for its lines. It is made of
  // escape sequences, which who sets NO_COLOR, or has a terminal that knows none, doesn't want.
  const { NO_COLOR: noColor, TERM: terminal } = callerEnvironment;
  const redraws = stream === process.stdout && stream.isTTY && stream.columns >= 60;
  return redraws && (noColor === undefined || noColor === "") && terminal !== "dumb"
    ? terminalHost(write)
    : plainHost(write);
}

function summaryOf(report: Report, { reportHtml, reportJson }: Workspace): string {
  const { held, failed } = totalsOf(report.claims);
  const { terraform: applied, providers } = report;
  const { snowflake } = providers;
  const lines = [
    "",
    `${report.ok ? "✓ rehearsal passed" : "✗ rehearsal failed"}: ${held} claims hold, ${failed} failed, in ${formatDuration(report.durationMs)}`,
    `  ${describeTerraform(applied)}`,
    `  Snowflake provider: ${snowflake.version}, ${snowflake.source}${snowflake.source === "stand-in" ? " (does not prove the real provider)" : ""}`,
    `  report: ${reportHtml}`,
    `          ${reportJson}`,
  ];
  return `${lines.join("\n")}\n`;
}

/** The one place that sets the exit code. What the user can do something about is told in words, a bug with its stack. */
async function end(running: Promise<number>): Promise<void> {
  try {
    const exitCode = await running;
    process.exitCode = exitCode;
    if (exitCode === exitCodes.interrupted) {
      // Drivers that wait for an answer of a cloud that was stopped would keep the program up.
      process.exit();
    }
  } catch (error) {
    if (error instanceof RehearsalError) {
      process.stderr.write(`${error.message}\n  → ${error.remedy}\n`);
      process.exitCode = error.code === "INTERRUPTED" ? exitCodes.interrupted : exitCodes.cannotStart;
    } else {
      const known = error instanceof ConfigError;
      process.stderr.write(`${error instanceof Error ? (known ? error.message : error.stack) : String(error)}\n`);
      process.exitCode = exitCodes.cannotStart;
    }
  }
}
