import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { publish } from "../result";

/** How often each way is run; the ways take turns, so that a busy moment hits them all. */
const ROUNDS = 5;

/** What `npm run synth` may take of what ts-node takes. */
const ALLOWED_RATIO = 0.25;

const WAYS = {
  "npm run synth": ["npm", "run", "--silent", "synth"],
  "ts-node, type-checking": [process.execPath, "node_modules/ts-node/dist/bin.js", "main.ts"],
} as const;

/** Runs one command from the repository's root into a throw-away output directory. @returns the seconds that it took */
function timed(command: readonly string[], outdir: string): number {
  const [program = "", ...args] = command;
  const started = performance.now();
  const { status, stderr } = spawnSync(program, args, {
    env: { ...process.env, CDKTF_OUTDIR: outdir },
    encoding: "utf8",
  });
  if (status !== 0) {
    throw new Error(`${command.join(" ")} ended with ${status}: ${stderr}`);
  }
  return (performance.now() - started) / 1000;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((left, right) => left - right);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

const outdir = mkdtempSync(join(tmpdir(), "twinberg-bench-"));
try {
  const seconds = Object.entries(WAYS).map(([name, command]) => ({ name, command, runs: [] as number[] }));
  for (const { command } of seconds) {
    timed(command, outdir);
  }
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const { command, runs } of seconds) {
      runs.push(timed(command, outdir));
    }
  }
  for (const { name, runs } of seconds) {
    const numbers = [Math.min(...runs), median(runs), Math.max(...runs)].map((value) => value.toFixed(2)).join(" / ");
    process.stdout.write(`${name.padEnd(24)} ${numbers} s (min / median / max of ${ROUNDS})\n`);
  }
  const [ours, theirs] = seconds.map(({ runs }) => median(runs));
  const ratio = (ours ?? Number.NaN) / (theirs ?? Number.NaN);
  publish([
    {
      what: "seconds",
      ours: ours ?? Number.NaN,
      peer: { name: "ts-node, type-checking", value: theirs ?? Number.NaN },
      wanted: { atMost: ALLOWED_RATIO },
    },
  ]);
  process.stdout.write(`ratio ${ratio.toFixed(2)}, allowed ${ALLOWED_RATIO}\n`);
  process.exitCode = ratio <= ALLOWED_RATIO ? 0 : 1;
} finally {
  rmSync(outdir, { recursive: true });
}
