import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { runBenchmark } from "../emulator/run-benchmark";
import { median, spread } from "../emulator/statistics";
import { publish } from "../result";
import { type LocalAws, startLocalAws } from "./local-aws";
import { PARTITIONS, ROWS, writeSample } from "./sample";

/** How often each side does each work; they take turns, so that a busy moment hits both. */
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 5);
const COMMITS = 50;

const VENV = join(".twinberg", "venv-bench-iceberg");
const AWS_VENV = join(".twinberg", "venv-bench-local-aws");
/** The faster of pyiceberg's two ways to S3. */
const FILE_IO = process.env.BENCH_FILE_IO ?? "pyiceberg.io.fsspec.FsspecFileIO";

/** `streamed` is `flat` with the rows in a file: it is what memory is measured with. pyiceberg reads the file whole, then appends. */
const WORKLOADS = ["flat", "streamed", "partitioned", "commits"] as const;
type Workload = (typeof WORKLOADS)[number];

interface Outcome {
  /** Seconds of each append. */
  readonly times: readonly number[];
  readonly rows: number;
  /** MiB, resident, of the whole process. */
  readonly peak: number;
}

interface Side {
  readonly name: string;
  readonly outcomes: Record<Workload, Outcome[]>;
  run(url: string, sample: string, workload: Workload): Promise<string>;
}

const started = async (command: string, args: readonly string[]): Promise<string> =>
  (await promisify(execFile)(command, args, { timeout: 300_000 })).stdout;

const sides: readonly [Side, Side] = [
  {
    name: "ours",
    outcomes: { flat: [], streamed: [], partitioned: [], commits: [] },
    run: (url, sample, workload) => {
      const script = join(__dirname, "our-writer.ts");
      return started(process.execPath, ["-r", "esbuild-register", script, url, sample, workload, String(COMMITS)]);
    },
  },
  {
    name: "pyiceberg",
    outcomes: { flat: [], streamed: [], partitioned: [], commits: [] },
    run: (url, sample, workload) => {
      const script = join(__dirname, "pyiceberg_writer.py");
      return started(join(VENV, "bin", "python"), [script, url, sample, workload, String(COMMITS), FILE_IO]);
    },
  },
];

async function measure(aws: LocalAws, side: Side, sample: string, workload: Workload): Promise<void> {
  await aws.reset();
  const outcome = JSON.parse(await side.run(aws.url, sample, workload)) as Outcome;
  const expected = workload === "commits" ? COMMITS * 10 : ROWS;
  if (outcome.rows !== expected) throw new Error(`${side.name} wrote ${outcome.rows} rows, not ${expected}`);
  side.outcomes[workload].push(outcome);
}

const total = ({ times }: Outcome): number => times.reduce((sum, each) => sum + each, 0);

interface Line {
  readonly what: string;
  readonly of: (side: Side) => readonly number[];
  /** Our median through theirs has to be at least this; below 1: at most. */
  readonly allowed?: number;
}

const rate = (workload: Workload, count: number) => (side: Side) =>
  side.outcomes[workload].map((outcome) => count / total(outcome));
const peak = (workload: Workload) => (side: Side) => side.outcomes[workload].map((outcome) => outcome.peak);
const milliseconds = (share: number) => (side: Side) =>
  side.outcomes.commits.map(({ times }) => {
    const sorted = times.toSorted((left, right) => left - right);
    return 1000 * (sorted[Math.floor(sorted.length * share)] ?? Number.NaN);
  });

const LINES: readonly Line[] = [
  { what: `${ROWS} rows, unpartitioned: k rows/s`, of: rate("flat", ROWS / 1000), allowed: 1 },
  { what: `${ROWS} rows, ${PARTITIONS} partitions: k rows/s`, of: rate("partitioned", ROWS / 1000), allowed: 2 },
  { what: `${COMMITS} appends of 10 rows: commits/s`, of: rate("commits", COMMITS), allowed: 2 },
  { what: "  p50 of a commit, ms", of: milliseconds(0.5) },
  { what: "  p95 of a commit, ms", of: milliseconds(0.95) },
  { what: "peak memory, rows from a file: MiB", of: peak("streamed"), allowed: 0.5 },
  { what: "peak memory, rows in memory: MiB", of: peak("flat") },
  { what: "peak memory, partitioned: MiB", of: peak("partitioned") },
  { what: "peak memory, small appends: MiB", of: peak("commits") },
];

function print(): number {
  const [ours, theirs] = sides;
  let missed = 0;
  process.stdout.write(`min / median / max of ${ROUNDS} rounds; pyiceberg 0.12.0 beside, ${FILE_IO}\n`);
  for (const { what, of, allowed } of LINES) {
    const ratio = median(of(ours)) / median(of(theirs));
    publish([
      {
        what: what.trim(),
        ours: median(of(ours)),
        peer: { name: "pyiceberg 0.12.0", value: median(of(theirs)) },
        wanted: allowed === undefined ? null : allowed < 1 ? { atMost: allowed } : { atLeast: allowed },
      },
    ]);
    const passes = allowed === undefined || (allowed < 1 ? ratio <= allowed : ratio >= allowed);
    if (!passes) missed += 1;
    const sign = allowed !== undefined && allowed < 1 ? "at most" : "at least";
    const verdict = allowed === undefined ? "" : `, ${sign} ${allowed}: ${passes ? "pass" : "FAIL"}`;
    const decimals = median(of(theirs)) > 100 ? 0 : 1;
    process.stdout.write(
      `${what.padEnd(42)} ${spread(of(ours), decimals).padEnd(24)} ${spread(of(theirs), decimals).padEnd(24)} ratio ${ratio.toFixed(2)}${verdict}\n`,
    );
  }
  return missed;
}

async function main(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "bench-iceberg-"));
  const aws = await startLocalAws(AWS_VENV);
  try {
    const sample = join(folder, "sample.parquet");
    await writeSample(sample);
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const workload of WORKLOADS) {
        for (const side of sides) {
          process.stderr.write(`round ${round + 1} of ${ROUNDS}: ${workload}, ${side.name}\n`);
          await measure(aws, side, sample, workload);
        }
      }
    }
    process.exitCode = print() === 0 ? 0 : 1;
  } finally {
    await aws.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

void runBenchmark(main);
