/** What a command may use: nothing is taken from globals, so that tests can give their own. */
export interface CommandContext {
  /** Environment of the caller. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Folder of the checkout. */
  readonly root: string;
  /** Takes text for standard output. */
  readonly write: (text: string) => void;
  /** Takes text for standard error: what long work is at. */
  readonly progress: (text: string) => void;
  /** Aborted by Ctrl-C: what was begun is ended cleanly. */
  readonly signal: AbortSignal;
}

/** An option of a command. */
export interface CommandOption {
  /** As typed, e.g. `--json`. */
  readonly name: string;
  /** Name of its value for the help, e.g. `number`. Default: it takes none. */
  readonly value?: string;
  /** It can be given more than once: its value is then all of them, separated by commas. Default: the last one counts. */
  readonly repeatable?: true;
  /** What it does, with its default. */
  readonly description: string;
}

/** The options that were given: by name as typed, with the value, which is empty where an option takes none. */
export type GivenOptions = ReadonlyMap<string, string>;

/** A command of `twinberg` as data: the command line is built from it, and only there. */
export interface CommandDefinition {
  /** As typed. */
  readonly name: string;
  /** One line for `--help`. */
  readonly description: string;
  /** What its own `--help` says besides. Default: nothing. */
  readonly details?: string;
  /** What may follow it without a name. It is given under its own, like an option. Default: nothing may. */
  readonly argument?: { readonly name: string; readonly description: string };
  /** Its options. */
  readonly options: readonly CommandOption[];
  /** Commands below it, e.g. `append` of `seed append`. Default: none. */
  readonly commands?: readonly CommandDefinition[];
  /**
   * Does it.
   * @returns the exit code, one of exit-codes.ts
   * @throws UsageError for values that can't be used
   */
  run(context: CommandContext, options: GivenOptions): Promise<number>;
}

/** What the user typed or configured can't be used: told without a stack, with exit code 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
