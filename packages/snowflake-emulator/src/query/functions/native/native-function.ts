/** What a native function takes and gives, by name. A question mark: null is passed on instead of answered with null. */
export interface NativeTypes {
  readonly TEXT: string;
  readonly INTEGER: bigint;
  readonly FLOAT: number;
  readonly BOOLEAN: boolean;
  readonly "TEXT?": string | null;
  readonly "INTEGER?": bigint | null;
}

/**
 * What a native function can answer. Lists and structs are not among them: the engine's binding writes lists beyond their
 * memory. They go as JSON text.
 */
export interface NativeResults {
  readonly TEXT: string;
  readonly INTEGER: bigint;
  readonly FLOAT: number;
  readonly BOOLEAN: boolean;
}

export type NativeParameter = keyof NativeTypes;
export type NativeResult = keyof NativeResults;
export type NativeValue = NativeTypes[NativeParameter];
export type NativeAnswer = NativeResults[NativeResult] | null;

/** A function in JavaScript that DuckDB calls, row by row. */
export interface NativeFunction {
  /** As DuckDB knows it: `sf_…`. */
  readonly name: string;
  readonly parameters: readonly NativeParameter[];
  /** The type of any further arguments; they come as one list at the end. */
  readonly rest?: NativeParameter;
  readonly returns: NativeResult;
  /** Gives another answer each time: not folded, not shared. */
  readonly volatile: boolean;
  readonly evaluate: (values: readonly NativeValue[]) => NativeAnswer;
}

type Values<P extends readonly NativeParameter[]> = { -readonly [K in keyof P]: NativeTypes[P[K]] };

/** Declares a native function with a fixed list of parameters. Null in, null out, but for parameters with a question mark. */
export function native<const P extends readonly NativeParameter[], R extends NativeResult>(
  name: string,
  parameters: P,
  returns: R,
  evaluate: (...values: Values<P>) => NativeResults[R] | null,
  volatile = false,
): NativeFunction {
  return {
    name: `sf_${name}`,
    parameters,
    returns,
    volatile,
    // The installer passes as many values as there are parameters, each of its type.
    evaluate: (values) => evaluate(...(values as Values<P>)),
  };
}

/** Declares a native function of any number of text values, nulls among them. */
export function nativeOfTexts<R extends NativeResult>(
  name: string,
  returns: R,
  evaluate: (values: readonly (string | null)[]) => NativeResults[R] | null,
): NativeFunction {
  return {
    name: `sf_${name}`,
    parameters: [],
    rest: "TEXT?",
    returns,
    volatile: false,
    evaluate: (values) => evaluate(values.map((value) => (typeof value === "string" ? value : null))),
  };
}

/** A value that can't be computed: becomes a SnowflakeError with this code. See data-errors.ts for what the codes mean. */
export class DataError extends Error {
  override readonly name = "DataError";

  constructor(
    /** Six digits. */
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}
