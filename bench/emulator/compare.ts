import { join } from "node:path";
import { publish } from "../result";
import { pythonConnector } from "./python-connector";
import { runBenchmark } from "./run-benchmark";
import { fakesnow, OURS, type Server, start } from "./servers";
import { median, percentile, spread } from "./statistics";
import { type Measurement, measure, prepare, type StatementName } from "./workload";

/** How often each server is started and measured; they take turns, so that a busy moment hits both. */
const ROUNDS = 3;
/** How often each statement runs in a round, over one connection and again over ten. */
const TIMES = 100;
/** What our median latency may be of fakesnow's. */
const ALLOWED_LATENCY = 1 / 3;
/** What our memory and our time to the first login may be of fakesnow's. */
const ALLOWED_MEMORY = 1;

const VENV = join(".twinberg", "venv-bench");

interface Run {
  readonly firstLogin: number;
  /** MiB, after the load. */
  readonly memory: number;
  readonly bare: Measurement;
  /** Median milliseconds through the Python connector. */
  readonly python: Readonly<Record<StatementName, number>>;
}

async function measureServer(server: Server): Promise<Run> {
  try {
    await prepare(server.url);
    const bare = await measure(server.url, TIMES);
    const python = await pythonConnector(VENV, server.url, TIMES);
    return { firstLogin: server.firstLogin, memory: server.residentMemory(), bare, python };
  } finally {
    await server.stop();
  }
}

const NAMES: readonly StatementName[] = ["SELECT 1", "CREATE TABLE", "INSERT 1 row", "SHOW TABLES (100)"];

interface Line {
  readonly what: string;
  readonly ours: readonly number[];
  readonly theirs: readonly number[];
  /** undefined: told, not judged. */
  readonly allowed?: number;
}

function lines(ours: readonly Run[], theirs: readonly Run[]): readonly Line[] {
  const both = (what: string, of: (run: Run) => number, allowed?: number): Line => ({
    what,
    ours: ours.map(of),
    theirs: theirs.map(of),
    ...(allowed === undefined ? {} : { allowed }),
  });
  return [
    both("start to first login, ms", (run) => run.firstLogin, ALLOWED_MEMORY),
    both("resident memory after the load, MiB", (run) => run.memory, ALLOWED_MEMORY),
    both("login p50, ms", (run) => median(run.bare.logins)),
    ...NAMES.map((name) => both(`${name} p50, ms`, (run) => median(run.bare.latencies[name]), ALLOWED_LATENCY)),
    ...NAMES.map((name) => both(`${name} p95, ms`, (run) => percentile(run.bare.latencies[name], 0.95))),
    ...NAMES.map((name) => both(`${name} a second, 1 connection`, (run) => run.bare.perSecond[name][0])),
    ...NAMES.map((name) => both(`${name} a second, 10 connections`, (run) => run.bare.perSecond[name][1])),
    ...NAMES.map((name) => both(`${name} p50, Python connector, ms`, (run) => run.python[name])),
  ];
}

async function main(): Promise<void> {
  const kinds = [OURS, fakesnow(VENV)] as const;
  const runs: [Run[], Run[]] = [[], []];
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [index, kind] of kinds.entries()) {
      process.stderr.write(`round ${round + 1} of ${ROUNDS}: ${kind.name}\n`);
      runs[index === 0 ? 0 : 1].push(await measureServer(await start(kind)));
    }
  }
  process.stdout.write(`min / median / max of ${ROUNDS} rounds, ${TIMES} times each; fakesnow beside\n`);
  let missed = 0;
  for (const { what, ours, theirs, allowed } of lines(...runs)) {
    publish([
      {
        what,
        ours: median(ours),
        peer: { name: "fakesnow 0.12.1", value: median(theirs) },
        wanted: allowed === undefined ? null : { atMost: allowed },
      },
    ]);
    const ratio = median(ours) / median(theirs);
    const judged = allowed !== undefined && ratio > allowed;
    if (judged) missed += 1;
    const limit = allowed === undefined ? "" : `, allowed ${allowed.toFixed(2)}${judged ? "  MISSED" : ""}`;
    const decimals = median(theirs) > 100 ? 0 : 2;
    process.stdout.write(
      `${what.padEnd(44)} ${spread(ours, decimals).padEnd(24)} ${spread(theirs, decimals).padEnd(24)} ratio ${ratio.toFixed(2)}${limit}\n`,
    );
  }
  process.exitCode = missed === 0 ? 0 : 1;
}

void runBenchmark(main);
