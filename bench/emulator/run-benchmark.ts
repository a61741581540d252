import { closeConnections } from "./bare-protocol";

/** Runs a benchmark to its end. The process ends with what it set, or with 2 and the reason when it could not be run. */
export async function runBenchmark(benchmark: () => Promise<void>): Promise<void> {
  try {
    await benchmark();
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 2;
  } finally {
    closeConnections();
  }
}
