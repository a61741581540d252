import { chosenConfig } from "../chosen-config";
import { type CommandContext, type GivenOptions, UsageError } from "../command";
import { exitCodes } from "../exit-codes";
import { askPerson } from "../failover/ask-person";
import { toJson } from "../json";
import { deploy } from "./deploy";
import type { DeployReport, StackReport } from "./deploy-json";
import { describeCutRun, RunRecord, readLastRun } from "./last-run";
import { openRun } from "./open-run";
import { deployPlace } from "./place";
import { progressLines } from "./progress";
import { renderReport, renderStacks } from "./render";
import { Interrupted } from "./run-process";

/** How many stacks at once: each takes a Terraform and its providers. */
const LIMIT = 4;

/** What tests replace. */
export interface DeployTools {
  /** True: there is somebody at a terminal who can be asked. */
  readonly attended: () => boolean;
  /** Asks a person. @throws the signal's reason when interrupted */
  readonly ask: (question: string, signal: AbortSignal) => Promise<boolean>;
  /** The time. */
  readonly now: () => Date;
}

const realTools: DeployTools = {
  attended: () => process.stdin.isTTY === true,
  ask: askPerson,
  now: () => new Date(),
};

/** Runs `twinberg deploy`. @param tools tests give others */
export async function deployStacks(
  context: CommandContext,
  options: GivenOptions,
  tools: DeployTools = realTools,
): Promise<number> {
  const consent = consentIn(options, tools);
  const limit = limitIn(options.get("--limit"));
  const { root, signal, write, progress } = context;
  const { config } = chosenConfig(context);
  const place = deployPlace(root);
  const json = options.has("--json");
  try {
    const run = await openRun({
      context,
      place,
      stacks: namesIn(options, "--stack"),
      allowDestroy: namesIn(options, "--allow-destroy"),
    });
    const onInterrupt = (): void => progress("Ctrl-C: Terraform ends what it is at, which can take a while\n");
    signal.addEventListener("abort", onInterrupt, { once: true });
    try {
      progress(
        `${run.terraformName}, ${run.graph.size} ${run.graph.size === 1 ? "stack" : "stacks"}, state: ${config.backend.type}\n`,
      );
      const cut = describeCutRun(await readLastRun(place.lastRun));
      if (cut !== undefined) progress(`${cut}\n`);
      const record = consent === "plan-only" ? undefined : new RunRecord(place.lastRun, tools.now);
      const tellPerson = progressLines(progress, tools.now);
      const ask = (plans: readonly StackReport[]): Promise<boolean> => {
        write(`Plan\n${renderStacks(plans)}`);
        return askUnlessInterrupted(question(plans), signal, tools);
      };
      const outcome = await deploy({
        ...run,
        limit,
        signal,
        consent: consent === "ask" ? { kind: "ask", ask } : { kind: consent },
        tell: (event) => {
          tellPerson(event);
          if (event.kind === "applying") record?.set(event.stack, "was being applied");
          if (event.kind === "ended") record?.set(event.stack, event.deployed.kind);
        },
      });
      await record?.end();
      const report: DeployReport = {
        result: outcome.result,
        terraform: run.terraformName,
        backend: config.backend.type,
        stacks: [...outcome.stacks],
      };
      // What was declined was shown already.
      if (json) write(toJson(report));
      else write(report.result === "declined" ? "Nothing was done.\n" : renderReport(report));
      return exitCodeOf(report);
    } finally {
      signal.removeEventListener("abort", onInterrupt);
      await run.close();
    }
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
    progress("interrupted; nothing was changed\n");
    return exitCodes.interrupted;
  }
}

function consentIn(options: GivenOptions, tools: DeployTools): "plan-only" | "given" | "ask" {
  if (options.has("--plan-only") && options.has("--yes"))
    throw new UsageError("--plan-only and --yes exclude each other");
  if (options.has("--plan-only")) return "plan-only";
  if (options.has("--yes")) return "given";
  if (options.has("--json")) throw new UsageError("--json asks nobody: give --plan-only or --yes with it");
  if (!tools.attended()) {
    throw new UsageError("nobody can be asked, because there is no terminal: give --plan-only, or --yes");
  }
  return "ask";
}

function limitIn(given: string | undefined): number {
  if (given === undefined) return LIMIT;
  const limit = Number(given);
  if (!Number.isInteger(limit) || limit < 1) throw new UsageError(`--limit: ${given} is no whole number of 1 or more`);
  return limit;
}

/** Values of an option that can be given more than once; undefined: it wasn't. */
function namesIn(options: GivenOptions, name: string): readonly string[] | undefined {
  return options.get(name)?.split(",");
}

function question(plans: readonly StackReport[]): string {
  const number = (wanted: StackReport["result"]) => plans.filter(({ result }) => result === wanted).length;
  const later = number("later");
  const also = later === 0 ? "" : `, and ${later} more that are planned when what they need is there`;
  return `Apply ${number("planned")} stacks${also}?`;
}

async function askUnlessInterrupted(text: string, signal: AbortSignal, tools: DeployTools): Promise<boolean> {
  try {
    return await tools.ask(text, signal);
  } catch (error) {
    if (signal.aborted) return false;
    throw error;
  }
}

function exitCodeOf({ result }: DeployReport): number {
  switch (result) {
    case "unchanged":
    case "applied":
      return exitCodes.ok;
    case "changes":
      return exitCodes.changes;
    case "declined":
    case "incomplete":
      return exitCodes.unhealthy;
    case "interrupted":
      return exitCodes.interrupted;
  }
}
