import { exitCodes } from "./exit-codes";

/** Runs until done or Ctrl-C. */
export async function untilInterrupted(signal: AbortSignal, work: () => Promise<number>): Promise<number> {
  try {
    return await work();
  } catch (error) {
    if (signal.aborted) return exitCodes.interrupted;
    throw error;
  }
}
