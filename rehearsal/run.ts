import { rm } from "node:fs/promises";
import { exitCodes } from "./exit-codes";
import type { RehearsalHost } from "./host";
import { type Interrupts, listenForInterrupts } from "./interrupts";
import { acquireLock } from "./lock";
import { type PointedAt, pointingLines, writeEnvironmentFile } from "./pointing";
import { prepare } from "./prepare";
import { Supervisor } from "./process/supervisor";
import { rehearse } from "./rehearse";
import type { Report } from "./report/schema";
import { type Scenario, stepsOf } from "./scenarios/scenario";
import type { AccountsAtFirst } from "./snowflake/accounts-at-first";
import { startClouds } from "./steps/clouds";
import type { CloudFacts } from "./steps/step";
import type { SnowflakeProviderChoice } from "./terraform/providers";
import type { RehearsalTools } from "./tools";
import type { Workspace } from "./workspace";

/** What the command line asks for. */
export interface RunInput {
  /** Paths. */
  readonly workspace: Workspace;
  /** The caller's environment. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Which Snowflake provider. */
  readonly snowflakeProvider: SnowflakeProviderChoice;
  /** `--terraform`: the program's name or path. Default: what the environment names, else what is on the PATH. */
  readonly terraform?: string | undefined;
  /** Is told what goes on. */
  readonly host: RehearsalHost;
}

/** What is asked for a whole rehearsal. */
export interface RunRehearsalInput extends RunInput {
  /** True: nothing is destroyed, and the clouds stay up until the user interrupts. */
  readonly keep: boolean;
  /** Which steps. */
  readonly scenario: Scenario;
  /** Gets the report as soon as the last step has run. */
  readonly onReport: (report: Report) => void;
}

/** The whole rehearsal. @returns the exit code. @throws ConfigError, RehearsalError if it can't start. */
export async function runRehearsal(input: RunRehearsalInput): Promise<number> {
  const { keep, scenario, onReport } = input;
  return withTools(input, async (tools, interrupts) => {
    const steps = stepsOf(scenario, tools.config).filter(({ id }) => !keep || id !== "destroy");
    const { report, facts } = await rehearse({
      tools,
      steps,
      host: input.host,
      interrupts,
      now: () => new Date(),
    });
    const interrupted = interrupts.asked();
    await input.host.close();
    onReport(report);
    if (keep && facts.clouds !== undefined && !interrupted) {
      const stacks = [...(facts.synth?.manifest.stacks.keys() ?? [])];
      await keepUntilInterrupt(input.host, tools, facts.clouds, { accounts: "prepared", stacks }, interrupts);
    }
    if (interrupted) {
      return exitCodes.interrupted;
    }
    return report.ok ? exitCodes.ok : exitCodes.claimFailed;
  });
}

/** What is asked for just the clouds. */
export interface RunLocalCloudsInput extends RunInput {
  /** What the accounts are like at first. */
  readonly accounts: AccountsAtFirst;
}

/** Just the clouds, until the user interrupts. @returns the exit code. @throws ConfigError, RehearsalError if they can't start. */
export async function runLocalClouds(input: RunLocalCloudsInput): Promise<number> {
  return withTools(input, async (tools, interrupts) => {
    const facts = await startClouds(tools, (text) => input.host.tell({ kind: "note", text }), input.accounts);
    await keepUntilInterrupt(input.host, tools, facts, { accounts: input.accounts, stacks: [] }, interrupts);
    return exitCodes.ok;
  });
}

/** Holds the lock, owns the children, and cleans up in any case: processes, keys, lock. */
async function withTools(
  input: RunInput,
  work: (tools: RehearsalTools, interrupts: Interrupts) => Promise<number>,
): Promise<number> {
  const { workspace, host } = input;
  const lock = await acquireLock(workspace.lock);
  const supervisor = new Supervisor();
  const interrupts = listenForInterrupts(supervisor, process, (code) => process.exit(code));
  try {
    return await work(await prepare({ ...input, supervisor }), interrupts);
  } finally {
    await supervisor.stopAll();
    interrupts.dispose();
    await Promise.all(
      // cdktf leaves a plan in its output, and a plan holds the private key among its variables.
      [workspace.keys, workspace.environmentFile, workspace.cdktfOutput].map((entry) =>
        rm(entry, { recursive: true, force: true }),
      ),
    );
    await lock.release();
    await host.close();
  }
}

async function keepUntilInterrupt(
  host: RehearsalHost,
  tools: RehearsalTools,
  facts: CloudFacts,
  what: PointedAt,
  interrupts: Interrupts,
): Promise<void> {
  await writeEnvironmentFile(tools, facts, what.accounts);
  for (const text of pointingLines(tools, facts, what)) {
    host.tell({ kind: "note", text });
  }
  // A pending promise alone does not keep Node alive; the children's pipes do.
  await interrupts.whenAsked;
}
