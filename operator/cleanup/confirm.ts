import { createInterface } from "node:readline/promises";
import { type GivenOptions, UsageError } from "../command";
import { ALL_DATA_KINDS, type DataKind, isDataKind } from "./data-kinds";
import type { DataItem } from "./step";

/** How it is agreed to. */
export type Consent =
  | { readonly kind: "plan-only" }
  /** By the command line, with the name on it. */
  | { readonly kind: "given" }
  /** By a person who types the name. */
  | { readonly kind: "asked" };

/**
 * How it is to be agreed to, by the command line.
 * @param name what the configuration's organization is called
 * @throws UsageError for a name that isn't it, and where nobody could be asked
 */
export function consentOf(options: GivenOptions, name: string, isTerminal: boolean): Consent {
  const typed = options.get("--name");
  if (options.has("--plan") && options.has("--yes")) throw new UsageError("--plan and --yes exclude each other");
  if (typed !== undefined && typed !== name) {
    throw new UsageError(
      `--name ${JSON.stringify(typed)} is not the configuration's organization, which is ${name}: nothing was done`,
    );
  }
  if (options.has("--plan")) return { kind: "plan-only" };
  if (options.has("--yes")) {
    if (typed === undefined) {
      throw new UsageError(
        `--yes needs --name ${name} with it: the organization that the configuration names, so that nothing else is removed by mistake`,
      );
    }
    return { kind: "given" };
  }
  if (options.has("--json")) throw new UsageError("--json asks nobody: give --plan, or --yes and --name, with it");
  if (!isTerminal) {
    throw new UsageError(`nobody can be asked without a terminal: give --plan, or --yes and --name ${name}`);
  }
  return { kind: "asked" };
}

/** The data that are to go. @throws UsageError for a name that there isn't */
export function dataToDelete(options: GivenOptions): ReadonlySet<DataKind> {
  const typed = options.get("--delete-data");
  const names = (typed ?? "")
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");
  if (typed !== undefined && names.length === 0) throw new UsageError(`--delete-data: ${KNOWN}`);
  return new Set(
    names.map((name) => {
      if (!isDataKind(name)) throw new UsageError(`--delete-data: there is no ${JSON.stringify(name)}; ${KNOWN}`);
      return name;
    }),
  );
}

const KNOWN = `name what is to be deleted, separated by commas: ${ALL_DATA_KINDS.join(", ")}`;

/** What a person has to type to have data deleted, such as `delete lake, ops`. */
export function deletionWords(deletes: readonly DataItem[]): string {
  const kinds = ALL_DATA_KINDS.filter((kind) => deletes.some(({ data }) => data === kind));
  return `delete ${kinds.join(", ")}`;
}

/** Asks a person to type a text. */
export type AskTyped = (question: string, expected: string, signal: AbortSignal) => Promise<boolean>;

/**
 * Asks on standard error and reads a line of standard input. Only the very text is a yes; an empty line or the end of the
 * input is a no. @throws the signal's reason when interrupted
 */
export const askTyped: AskTyped = async (question, expected, signal) => {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  const ended = new Promise<string>((resolve) => lines.once("close", () => resolve("")));
  try {
    const answer = await Promise.race([
      lines.question(`${question} Type ${expected} to go on [no]: `, { signal }),
      ended,
    ]);
    return answer.trim() === expected;
  } finally {
    lines.close();
  }
};
