/** How much of a long output the page shows. */
export interface Shown {
  /** Lines from the beginning. */
  readonly head: number;
  /** Lines from the end. */
  readonly tail: number;
}

/** Something that is typed. */
export interface TypedStep {
  readonly kind: "command";
  /** Name for messages, unlike all others. */
  readonly id: string;
  /** As typed, one line or several; `{aws}`, `{snowflake}` and `{control}` stand for what the local clouds said of themselves. */
  readonly line: string;
  /** The exit code that it must end with. Default: 0 */
  readonly exit?: number;
  /** How much of the output is shown. Default: all of it */
  readonly shown?: Shown;
  /** True: it is for the shell (`export`, `source`), so every later command is run after it. It prints nothing. */
  readonly setting?: boolean;
  /** True: a new shell is opened for it, in which nothing is set. */
  readonly newShell?: boolean;
}

/** What starts the local clouds, in a shell of its own, and goes on. */
export interface CloudsStep {
  readonly kind: "clouds";
  readonly id: string;
  readonly line: string;
  readonly shown?: Shown;
}

/** What ends the local clouds: Ctrl-C in their shell. */
export interface EndStep {
  readonly kind: "end";
  readonly id: string;
}

/** Something that is done, and recorded. */
export type Step = TypedStep | CloudsStep | EndStep;

/** A part of the page: words in Markdown, or a step. */
export type Part = { readonly kind: "words"; readonly text: string } | Step;

/** What a step came to. */
export interface Recording {
  readonly id: string;
  /** What it printed, standard output and standard error as a terminal shows them, stable and cut. */
  readonly output: string;
}

/** Words of the page. */
export function words(text: string): Part {
  return { kind: "words", text: text.trim() };
}

/** The steps of a page, in their order. */
export function stepsOf(parts: readonly Part[]): readonly Step[] {
  return parts.filter((part) => part.kind !== "words");
}
