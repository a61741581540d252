// Before a driver is loaded: an import for its effect alone keeps its place.
import "../isolation";

import { existsSync } from "node:fs";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { Command } from "commander";
import { listenForInterrupts } from "../interrupts";
import { callerEnvironment } from "../isolation";
import { Supervisor } from "../process/supervisor";
import { freshCheckout } from "./checkout";
import { readBeginning, renderPage } from "./page";
import { type Step, stepsOf } from "./part";
import { record } from "./record";
import { WALK } from "./walk";

const root = path.resolve(__dirname, "..", "..");
const page = path.join(root, "docs", "first-day.md");

interface Options {
  readonly reusePython: boolean;
  readonly keep: boolean;
  readonly from?: string;
}

async function main({ reusePython, keep, from }: Options): Promise<void> {
  const steps = stepsOf(WALK);
  const first = from === undefined ? 0 : beginningOf(from, steps);
  const kept = first === 0 ? [] : readBeginning(steps.slice(0, first), await readFile(page, "utf8"));
  const venv = path.join(root, ".twinberg", "venv");
  const logs = path.join(root, ".twinberg", "first-day");
  await rm(logs, { recursive: true, force: true });
  await mkdir(logs, { recursive: true });
  const checkout = await freshCheckout(root, reusePython && existsSync(venv) ? venv : undefined);
  const supervisor = new Supervisor();
  const interrupts = listenForInterrupts(supervisor, process, (code) => process.exit(code));
  const tell = (text: string): void => void process.stdout.write(`${text}\n`);
  try {
    const input = { steps: steps.slice(first), checkout, supervisor, env: callerEnvironment, logs, tell };
    await writeFile(page, renderPage(WALK, [...kept, ...(await record(input))]));
    tell(`${path.relative(root, page)} is written`);
  } finally {
    await supervisor.stopAll();
    interrupts.dispose();
    if (!keep) await checkout.remove();
  }
}

/** Where a step is that needs nothing of those before it. @throws Error for another */
function beginningOf(id: string, steps: readonly Step[]): number {
  const at = steps.findIndex((step) => step.id === id);
  const step = steps[at];
  if (step?.kind === "command" && step.newShell === true) return at;
  const possible = steps.filter((one) => one.kind === "command" && one.newShell === true).map((one) => one.id);
  throw new Error(`--from ${id} needs what comes before it; these don't: ${possible.join(", ")}`);
}

new Command("first-day")
  .description(
    "Types every command of docs/first-day.md in a new checkout, against local clouds, and writes the page from what they print.",
  )
  .option("--reuse-python", "take this checkout's Python environment of the local AWS instead of making one", false)
  .option(
    "--from <step>",
    "record from this step on, which begins in a new shell, and keep what the page shows before it",
  )
  .option("--keep", "leave the new checkout there, for looking into it", false)
  .allowExcessArguments(false)
  .action(main)
  .parseAsync()
  .catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  });
