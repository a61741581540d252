import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { runBenchmark } from "../emulator/run-benchmark";
import { median, spread } from "../emulator/statistics";
import { publish } from "../result";

/** How often each way is run; the ways take turns. */
const ROUNDS = 3;
/** How many times as fast as row by row in Python sample data must be. */
const WANTED_RATIO = 30;
/** How much more memory ten times the rows may take. */
const ALLOWED_GROWTH = 1.25;
const IMPRESSIONS = 10_000;

interface Run {
  readonly rows: number;
  readonly seconds: number;
  readonly peakMiB: number;
}

/** Peak resident memory of a process that runs, in MiB; 0 once it has ended. */
function peakMemory(pid: number): number {
  try {
    return Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0) / 1024;
  } catch (error) {
    if (error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ESRCH")) return 0;
    throw error;
  }
}

/** Runs a command to its end. Its last line of output tells the rows in a group of the pattern. */
function run(command: readonly string[], rowsPattern: RegExp): Promise<Run> {
  const [program = "", ...args] = command;
  const started = performance.now();
  const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"] });
  let [output, errors, peakMiB] = ["", "", 0];
  child.stdout.on("data", (data: Buffer) => {
    output += data.toString();
  });
  child.stderr.on("data", (data: Buffer) => {
    errors += data.toString();
  });
  const watch = setInterval(() => {
    if (child.pid !== undefined) peakMiB = Math.max(peakMiB, peakMemory(child.pid));
  }, 20);
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => {
      clearInterval(watch);
      const rows = Number((rowsPattern.exec(output)?.[1] ?? "").replaceAll(",", ""));
      if (code !== 0 || !(rows > 0)) reject(new Error(`${command.join(" ")} ended with ${code}: ${errors}${output}`));
      else resolve({ rows, seconds: (performance.now() - started) / 1000, peakMiB });
    });
  });
}

async function main(python: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "twinberg-bench-"));
  let made = 0;
  const fresh = () => {
    made += 1;
    return mkdtempSync(join(folder, `run-${made}-`));
  };
  const ours = (impressions: number) =>
    run(
      [
        process.execPath,
        "-r",
        "esbuild-register",
        "operator/cli.ts",
        "seed",
        "--csv",
        fresh(),
        "--impressions",
        String(impressions),
      ],
      /^([\d,]+) rows/m,
    );
  const theirs = () => run([python, "bench/seed/row_by_row.py", fresh(), String(IMPRESSIONS)], /^(\d+)$/m);
  try {
    const runs: Record<"ours" | "large" | "theirs", Run[]> = { ours: [], large: [], theirs: [] };
    for (let round = 0; round < ROUNDS; round += 1) {
      runs.ours.push(await ours(IMPRESSIONS * 10));
      runs.large.push(await ours(IMPRESSIONS * 100));
      runs.theirs.push(await theirs());
    }
    const names = { ours: "twinberg seed", large: "twinberg seed, ten times the rows", theirs: "row by row in Python" };
    for (const key of ["ours", "large", "theirs"] as const) {
      const rates = runs[key].map(({ rows, seconds }) => rows / seconds);
      const text = spread(
        rates.map((rate) => rate / 1000),
        0,
      );
      const memory = median(runs[key].map(({ peakMiB }) => peakMiB)).toFixed(0);
      process.stdout.write(
        `${names[key].padEnd(36)} ${text} thousand rows/s (min / median / max of ${ROUNDS}), ${median(runs[key].map(({ rows }) => rows))} rows, ${memory} MiB at most\n`,
      );
    }
    const rate = (key: keyof typeof runs) => median(runs[key].map(({ rows, seconds }) => rows / seconds));
    const ratio = rate("ours") / rate("theirs");
    const peak = (key: keyof typeof runs) => median(runs[key].map(({ peakMiB }) => peakMiB));
    const growth = peak("large") / peak("ours");
    publish([
      {
        what: "rows/s",
        ours: rate("ours"),
        peer: { name: "row by row in Python", value: rate("theirs") },
        wanted: { atLeast: WANTED_RATIO },
      },
      {
        what: "peak memory of ten times the rows, MiB",
        ours: peak("large"),
        peer: { name: "of the rows once", value: peak("ours") },
        wanted: { atMost: ALLOWED_GROWTH },
      },
    ]);
    process.stdout.write(
      `${ratio.toFixed(0)} times as fast, wanted ${WANTED_RATIO}; memory for ten times the rows ${growth.toFixed(2)} times, allowed ${ALLOWED_GROWTH}\n`,
    );
    process.exitCode = ratio >= WANTED_RATIO && growth <= ALLOWED_GROWTH ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

void runBenchmark(() => main(process.argv[2] ?? "python3"));
