import { appendFileSync } from "node:fs";

/** What a measurement must be. A ratio is ours through the peer's; without a peer it is what we measured, in its unit. */
export type Wanted = { readonly atMost: number } | { readonly atLeast: number };

/** One thing that was measured: what every benchmark tells of it, whatever it prints besides. */
export interface BenchResult {
  /** What was measured, with its unit, e.g. `SELECT 1 p50, ms`. */
  readonly what: string;
  /** Our median. */
  readonly ours: number;
  /** With what it is compared; null: with a limit of its own. */
  readonly peer: { readonly name: string; readonly value: number } | null;
  /** null: told, not judged. */
  readonly wanted: Wanted | null;
}

/** Where results go, a JSON object a line: what `npm run bench` sets. Without it they are only printed. */
export const RESULTS_FILE = "TWINBERG_BENCH_RESULTS";

/** Hands results to `npm run bench`, when that is who runs the benchmark. */
export function publish(results: readonly BenchResult[]): void {
  const file = process.env[RESULTS_FILE];
  if (file === undefined || file === "") return;
  appendFileSync(file, results.map((result) => `${JSON.stringify(result)}\n`).join(""));
}

/** Ours through the peer's; null without a peer. */
export function ratioOf({ ours, peer }: BenchResult): number | null {
  return peer === null ? null : ours / peer.value;
}

/** Whether it is as wanted; null: nothing is. What isn't a number isn't. */
export function isHeld(result: BenchResult): boolean | null {
  if (result.wanted === null) return null;
  const value = ratioOf(result) ?? result.ours;
  return "atMost" in result.wanted ? value <= result.wanted.atMost : value >= result.wanted.atLeast;
}
