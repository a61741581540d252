/** One thing that is wrong with a configuration file. */
export interface ConfigProblem {
  /** The file, as it was named. */
  readonly file: string;
  /** The line of the value, or of the key where the value is missing; from 1. */
  readonly line: number;
  /** The column in that line; from 1. */
  readonly column: number;
  /** The keys that lead to the value, such as `accounts.primary.edition`; empty for the whole file. */
  readonly path: string;
  /** The wrong value and what is allowed. */
  readonly message: string;
}

/** A configuration file that can't be used; carries every problem that was found in it, in the file's order. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";

  constructor(
    readonly file: string,
    readonly problems: readonly ConfigProblem[],
  ) {
    super(
      [
        `${file} has ${problems.length} problem${problems.length === 1 ? "" : "s"}:`,
        ...problems.map((problem) => `  ${formatProblem(problem)}`),
      ].join("\n"),
    );
  }
}

/** `file:line:column path: message`, which editors and terminals make a link of. */
export function formatProblem(problem: ConfigProblem): string {
  const path = problem.path === "" ? "" : `${problem.path}: `;
  return `${problem.file}:${problem.line}:${problem.column} ${path}${problem.message}`;
}
