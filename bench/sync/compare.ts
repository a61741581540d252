import { runBenchmark } from "../emulator/run-benchmark";
import { publish } from "../result";
import { BenchAccount, type Cycle } from "./account";
import { BenchLake } from "./lake";

const TABLES = 10_000;
/** Statements of a cycle that has nothing to do: what it reads, and its log row. */
const ALLOWED_IDLE = 10;
/** Statements for each view that is changed: the change, and its share of the log's. */
const ALLOWED_A_CHANGE = 1.05;

interface Line {
  readonly what: string;
  readonly cycle: Cycle;
  /** Views that change; undefined: the demo's way, which isn't judged. */
  readonly changes?: number;
}

const allowed = (changes: number) => ALLOWED_IDLE + ALLOWED_A_CHANGE * changes;

async function measure(): Promise<readonly Line[]> {
  const lake = new BenchLake(TABLES);
  await lake.fill();
  const account = await BenchAccount.start(lake);
  try {
    const lines: Line[] = [];
    const sync = async (what: string, changes: number) => {
      process.stderr.write(`${what}\n`);
      lines.push({ what, cycle: await account.call("SYNC_PROD"), changes });
    };
    await sync("SYNC_PROD, first time", TABLES);
    await sync("SYNC_PROD, nothing changed", 0);
    process.stderr.write("the demo's way\n");
    lines.push({ what: "the demo's way, first time", cycle: await account.call("DEMO") });
    lines.push({ what: "the demo's way, nothing changed", cycle: await account.call("DEMO") });
    for (const [version, share] of [0.01, 1].entries()) {
      const changes = await lake.evolve(share, version + 1);
      await account.discover();
      await sync(`SYNC_PROD, ${share * 100} % changed`, changes);
    }
    return lines;
  } finally {
    await account.close();
  }
}

async function main(): Promise<void> {
  const lines = await measure();
  process.stdout.write(`${TABLES} tables of 16 columns without rows, in one process with the emulator\n`);
  let missed = 0;
  for (const { what, cycle, changes } of lines) {
    const bad = changes !== undefined && cycle.statements > allowed(changes);
    if (bad) missed += 1;
    publish([
      {
        what: `${what}: statements`,
        ours: cycle.statements,
        peer: null,
        wanted: changes === undefined ? null : { atMost: allowed(changes) },
      },
    ]);
    const limit = changes === undefined ? "" : `, allowed ${allowed(changes).toFixed(0)}${bad ? "  MISSED" : ""}`;
    process.stdout.write(
      `${what.padEnd(34)} ${cycle.seconds.toFixed(1).padStart(7)} s ${String(cycle.statements).padStart(7)} statements${limit}\n`,
    );
  }
  const [idle, demo] = [
    lines.find(({ changes }) => changes === 0),
    lines.findLast(({ changes }) => changes === undefined),
  ];
  if (idle !== undefined && demo !== undefined) {
    publish([
      {
        what: "nothing changed: seconds",
        ours: idle.cycle.seconds,
        peer: { name: "the demo's way", value: demo.cycle.seconds },
        wanted: null,
      },
    ]);
  }
  process.exitCode = missed === 0 ? 0 : 1;
}

void runBenchmark(main);
