import { createInterface } from "node:readline/promises";

/**
 * Asks on standard error and reads a line of standard input. Only `yes` is a yes: a wrong key, an empty line or the end of
 * the input is a no.
 * @throws the signal's reason when interrupted
 */
export async function askPerson(question: string, signal: AbortSignal): Promise<boolean> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  const ended = new Promise<string>((resolve) => lines.once("close", () => resolve("")));
  try {
    const answer = await Promise.race([lines.question(`${question} Type yes to go on [no]: `, { signal }), ended]);
    return answer.trim().toLowerCase() === "yes";
  } finally {
    lines.close();
  }
}
