import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { arch, availableParallelism, cpus, loadavg, release, tmpdir, totalmem, type } from "node:os";
import path from "node:path";
import { performance } from "node:perf_hooks";
import { Command, CommanderError } from "commander";
import { outliveReaders } from "../operator/closed-pipe";
import { BENCHES, type Bench } from "./benches";
import { type BenchResult, RESULTS_FILE } from "./result";
import { allHeld, type BenchRun, benchFacts, type Conditions, renderPage, renderTable } from "./table";

const ROOT = path.join(__dirname, "..");

interface Options {
  readonly json: boolean;
  readonly write?: string;
}

/** Stops what runs when it is interrupted; npm and what it started are a group of their own. */
let running: ChildProcess | undefined;
let interrupted = false;
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => {
    interrupted = true;
    if (running?.pid !== undefined) process.kill(-running.pid, "SIGTERM");
  });
}

/** Runs one benchmark by its script; what it prints goes to standard error. */
async function run({ name }: Bench, folder: string): Promise<BenchRun> {
  const file = path.join(folder, `${name.replaceAll(":", "-")}.jsonl`);
  writeFileSync(file, "");
  const load = loadavg();
  const began = performance.now();
  process.stderr.write(`▸ ${name}\n`);
  const child = spawn("npm", ["run", "--silent", `bench:${name}`], {
    cwd: ROOT,
    env: { ...process.env, [RESULTS_FILE]: file },
    stdio: ["ignore", process.stderr, process.stderr],
    detached: true,
  });
  running = child;
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  running = undefined;
  const results: BenchResult[] = readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line));
  // 1: it was measured, and something was missed, which its results tell.
  const failure =
    code === 0 || (code === 1 && results.length > 0)
      ? null
      : `npm run bench:${name} ended with ${code}: what it printed says why`;
  return { bench: name, seconds: (performance.now() - began) / 1000, results, failure, load };
}

function conditions(): Conditions {
  const git = spawnSync("git", ["rev-parse", "--short", "HEAD"], { cwd: ROOT, encoding: "utf8" });
  return {
    at: new Date().toISOString(),
    processor: cpus()[0]?.model ?? "unknown processor",
    processors: availableParallelism(),
    memoryGiB: Math.round(totalmem() / 1024 ** 3),
    system: `${type()} ${release()} ${arch()}`,
    node: process.versions.node,
    commit: git.status === 0 ? git.stdout.trim() : null,
  };
}

/** The benchmarks that were named; all when none is. */
function chosen(names: readonly string[], program: Command): readonly Bench[] {
  const stranger = names.find((name) => !BENCHES.some((bench) => bench.name === name));
  if (stranger !== undefined) {
    program.error(
      `there is no benchmark ${JSON.stringify(stranger)}; there are ${BENCHES.map(({ name }) => name).join(", ")}`,
    );
  }
  return names.length === 0 ? BENCHES : BENCHES.filter(({ name }) => names.includes(name));
}

async function bench(names: readonly string[], { json, write }: Options, program: Command): Promise<number> {
  const benches = chosen(names, program);
  const at = conditions();
  const folder = mkdtempSync(path.join(tmpdir(), "twinberg-bench-"));
  const runs: BenchRun[] = [];
  try {
    for (const one of benches) {
      runs.push(await run(one, folder));
      if (interrupted) return 130;
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  process.stdout.write(json ? `${JSON.stringify(benchFacts(runs, at), undefined, 2)}\n` : renderTable(runs));
  if (write !== undefined) writeFileSync(path.resolve(write), renderPage(runs, at));
  return allHeld(runs) ? 0 : 1;
}

outliveReaders([process.stdout, process.stderr]);
const program = new Command("bench")
  .description(
    "Run the benchmarks of this project, and print one table: ours, the peer's, their ratio, and whether it is as wanted.",
  )
  .argument("[names...]", "which ones (default: all)")
  .option("--json", "print JSON", false)
  .option("--write <file>", "write the table with the conditions as a page, e.g. docs/performance.md")
  .addHelpText(
    "after",
    `\n${BENCHES.map(({ name, compares, python }) => `  ${name.padEnd(20)} ${compares}${python ? " (needs Python 3 and PyPI)" : ""}`).join("\n")}

They run one after the other, unattended; each is npm run bench:<name> as well. What they print goes to
standard error. A busy machine makes figures worse: nothing else should run.

Exit code 0: everything is as wanted. 1: something was missed, or could not be run. 2: the command line.
130: interrupted.`,
  )
  .exitOverride()
  .action(async (names: readonly string[], options: Options) => {
    process.exitCode = await bench(names, options, program);
  });
program.parseAsync().catch((error: unknown) => {
  if (!(error instanceof CommanderError)) throw error;
  process.exitCode = error.exitCode === 0 ? 0 : 2;
});
