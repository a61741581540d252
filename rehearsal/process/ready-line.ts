import { readFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import type { z } from "zod";
import { describeError, RehearsalError } from "../errors";
import { tail } from "./command";
import type { SupervisedChild } from "./supervisor";

/**
 * Waits for the one JSON line by which a server says that it is up, and reads the rest of its output away.
 *
 * @param schema what the line must hold
 * @param timeoutMs milliseconds to wait
 * @throws RehearsalError CHILD_FAILED if it ends first or says nothing in time, BAD_OUTPUT if the line isn't as agreed.
 */
export async function readReadyLine<T>(child: SupervisedChild, schema: z.ZodType<T>, timeoutMs: number): Promise<T> {
  const { output } = child;
  if (output === null) {
    throw new RehearsalError(
      "BAD_OUTPUT",
      `output of ${child.spec.name} isn't captured`,
      "start it with captureOutput",
    );
  }
  const lines = createInterface({ input: output });
  let timer: NodeJS.Timeout | undefined;
  const line = await Promise.race([
    new Promise<string>((resolve) => lines.once("line", resolve)),
    child.exited.then((exit) => ({ reason: `ended with ${exit.signal ?? `exit code ${exit.code}`} before it was up` })),
    new Promise<{ reason: string }>((resolve) => {
      timer = setTimeout(
        () => resolve({ reason: `did not say that it is up within ${timeoutMs / 1000} s` }),
        timeoutMs,
      );
    }),
  ]);
  clearTimeout(timer);
  if (typeof line !== "string") {
    const log = tail(await readFile(child.spec.logFile, "utf8"), 15);
    throw new RehearsalError(
      "CHILD_FAILED",
      `${child.spec.name} ${line.reason}${log === "" ? "" : `:\n${log}`}`,
      `see ${child.spec.logFile}`,
    );
  }
  lines.on("line", () => undefined);
  try {
    return schema.parse(JSON.parse(line));
  } catch (error) {
    throw new RehearsalError(
      "BAD_OUTPUT",
      `first line of ${child.spec.name} is not the JSON that was agreed: ${describeError(error)}`,
      `see ${child.spec.logFile}`,
      { cause: error },
    );
  }
}
