import { setTimeout as delay } from "node:timers/promises";
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

/** How long what an interrupt has told to end may take for it, in milliseconds. */
const GRACE_MS = 5000;

/**
 * Work that ends by itself when the signal is aborted, at a point where nothing is half done; where it can't, since a cloud
 * doesn't answer, it is left after a while.
 * @throws the signal's reason when it is left, or what the work throws
 */
export async function unlessOverdue<T>(signal: AbortSignal, work: () => Promise<T>, graceMs = GRACE_MS): Promise<T> {
  signal.throwIfAborted();
  const ended = new AbortController();
  const overdue = new Promise<never>((_resolve, reject) => {
    const begin = () =>
      void delay(graceMs, undefined, { signal: ended.signal }).then(
        () => reject(signal.reason),
        // The work has ended meanwhile.
        () => undefined,
      );
    signal.addEventListener("abort", begin, { once: true, signal: ended.signal });
  });
  try {
    return await Promise.race([work(), overdue]);
  } finally {
    ended.abort();
  }
}
