import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { setTimeout as wait } from "node:timers/promises";
import { type SnowflakeEmulator, startEmulator } from "../../packages/snowflake-emulator/src/emulator";
import { publish } from "../result";
import { BareSession } from "./bare-protocol";
import { MemoryLake } from "./memory-lake";
import { runBenchmark } from "./run-benchmark";
import { PASSWORD } from "./servers";

const TABLES = 10_000;
/** One in a hundred. */
const CHANGED = 100;
/** How long, in milliseconds, a discovery may hold up another session. */
const ALLOWED_HOLD_UP = 100;

/** How long is looked at what others wait when nothing runs, milliseconds. */
const IDLE_MS = 5000;

const INTEGRATION = `CREATE CATALOG INTEGRATION ci CATALOG_SOURCE = ICEBERG_REST TABLE_FORMAT = ICEBERG
  REST_CONFIG = (CATALOG_URI = 'https://glue.us-east-1.amazonaws.com/iceberg' CATALOG_API_TYPE = AWS_GLUE
    CATALOG_NAME = '123456789012' ACCESS_DELEGATION_MODE = VENDED_CREDENTIALS)
  REST_AUTHENTICATION = (TYPE = SIGV4 SIGV4_IAM_ROLE = 'arn:aws:iam::123456789012:role/lake') ENABLED = TRUE`;

interface Measured {
  /** Milliseconds. */
  readonly took: number;
  /** The longest that `SELECT 1` of another session took meanwhile, milliseconds. */
  readonly holdUp: number;
  /** Processor time that this process used in that time, milliseconds: what is missing was other processes'. */
  readonly processor: number;
}

/** Runs a statement that begins a discovery and measures until that has ended. */
async function discovery(emulator: SnowflakeEmulator, sql: string): Promise<Measured> {
  return measure(emulator, sql, () => emulator.control.scheduler.idle());
}

/** Runs a statement and measures how others fare until what it began has ended. */
async function measure(emulator: SnowflakeEmulator, sql: string, ended: () => Promise<void>): Promise<Measured> {
  const session = await BareSession.login(emulator.url, PASSWORD);
  const other = await BareSession.login(emulator.url, PASSWORD);
  // A session's first query opens its connection to the engine: that is no matter of discovery.
  await other.run("SELECT 1");
  const started = performance.now();
  await session.run(sql);
  let running = true;
  const end = ended().then(() => {
    running = false;
    return performance.now() - started;
  });
  let [holdUp, processor] = [0, 0];
  while (running) {
    const [asked, before] = [performance.now(), process.cpuUsage()];
    await other.run("SELECT 1");
    const waited = performance.now() - asked;
    const { user, system } = process.cpuUsage(before);
    if (waited > holdUp) [holdUp, processor] = [waited, (user + system) / 1000];
  }
  return { took: await end, holdUp, processor };
}

function tell(name: string, { took, holdUp, processor }: Measured): boolean {
  const missed = holdUp > ALLOWED_HOLD_UP;
  publish([{ what: `${name}: others wait, ms`, ours: holdUp, peer: null, wanted: { atMost: ALLOWED_HOLD_UP } }]);
  process.stdout.write(
    `${name.padEnd(40)} ${took.toFixed(0).padStart(6)} ms; others wait ${holdUp.toFixed(0)} ms at most (${processor.toFixed(0)} ms of processor), allowed ${ALLOWED_HOLD_UP}${missed ? "  MISSED" : ""}\n`,
  );
  return missed;
}

function tables(emulator: SnowflakeEmulator): number {
  return emulator.organization.accounts[0]?.state.objects.ICEBERG_TABLE.size ?? 0;
}

/** A catalog of 10,000 tables in memory, so that what is measured is the emulator's own work; state is kept on disk. */
async function main(): Promise<void> {
  const lake = new MemoryLake(TABLES);
  const stateDirectory = mkdtempSync(join(tmpdir(), "discovery-"));
  const emulator = await startEmulator({
    organization: "BENCH",
    accounts: [
      {
        name: "EAST",
        region: "AWS_US_EAST_1",
        edition: "BUSINESS_CRITICAL",
        administrator: { user: "ADMIN", password: PASSWORD },
      },
    ],
    port: 0,
    host: "127.0.0.1",
    remote: lake.services,
    stateDirectory,
  });
  try {
    await emulator.control.scheduler.freeze();
    const session = await BareSession.login(emulator.url, PASSWORD);
    await session.run(INTEGRATION);
    await session.run("SELECT 1");
    const idle = await measure(emulator, "SELECT 1", () => wait(IDLE_MS));
    process.stdout.write(`${"nothing runs".padEnd(40)}           others wait ${idle.holdUp.toFixed(0)} ms at most\n`);
    const missed: boolean[] = [];
    const create = "CREATE DATABASE lake LINKED_CATALOG = (CATALOG = 'ci')";
    missed.push(tell(`first discovery of ${TABLES} tables`, await discovery(emulator, create)));
    if (tables(emulator) !== TABLES) throw new Error(`${tables(emulator)} tables were found instead of ${TABLES}`);
    const again = "ALTER DATABASE lake RESUME DISCOVERY";
    missed.push(tell("nothing has changed", await discovery(emulator, again)));
    for (let number = 0; number < CHANGED; number += 1) lake.commit(number * (TABLES / CHANGED));
    missed.push(tell(`${CHANGED} tables have changed`, await discovery(emulator, again)));
    lake.clear();
    missed.push(tell("all tables are gone", await discovery(emulator, again)));
    if (tables(emulator) !== 0) throw new Error(`${tables(emulator)} tables are still there`);
    process.exitCode = missed.includes(true) ? 1 : 0;
  } finally {
    await emulator.close();
    rmSync(stateDirectory, { recursive: true, force: true });
  }
}

void runBenchmark(main);
