/** What a command may use: nothing is taken from globals, so that tests can give their own. */
export interface CommandContext {
  /** Environment of the caller. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Folder of the checkout. */
  readonly root: string;
  /** Takes text for standard output. */
  readonly write: (text: string) => void;
}

/** A switch of a command, without a value. */
export interface CommandFlag {
  /** As typed, e.g. `--json`. */
  readonly flag: string;
  /** What it does. */
  readonly description: string;
}

/** A command of `twinberg` as data: the command line is built from it, and only there. */
export interface CommandDefinition {
  /** As typed. */
  readonly name: string;
  /** One line for `--help`. */
  readonly description: string;
  /** Its switches. */
  readonly flags: readonly CommandFlag[];
  /**
   * Does it.
   * @param flags switches that were given, e.g. `--json`
   * @returns the exit code, one of exit-codes.ts
   */
  run(context: CommandContext, flags: ReadonlySet<string>): Promise<number>;
}
