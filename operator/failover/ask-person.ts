import { createInterface } from "node:readline/promises";
import { UsageError } from "../command";

/** Whether there is somebody to ask: a terminal on standard input. */
export function canAsk(): boolean {
  return process.stdin.isTTY === true;
}

/**
 * Asks on standard error and reads a line of standard input. Only `yes` is a yes: a wrong key, an empty line or the end of
 * the input is a no.
 * @throws the signal's reason when interrupted, UsageError without a terminal: an input that isn't one may never end
 */
export async function askPerson(question: string, signal: AbortSignal): Promise<boolean> {
  if (!canAsk()) throw nobodyToAsk(question);
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  const ended = new Promise<string>((resolve) => lines.once("close", () => resolve("")));
  try {
    const answer = await Promise.race([lines.question(`${question} Type yes to go on [no]: `, { signal }), ended]);
    return answer.trim().toLowerCase() === "yes";
  } finally {
    lines.close();
  }
}

/** What can't be asked, and how to go on without. */
export function nobodyToAsk(question: string): UsageError {
  return new UsageError(
    `there is no terminal to ask on: ${question} Nothing was done: give --yes to go on without being asked, or --plan to only look`,
  );
}
