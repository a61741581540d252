/** A value as all clients can give it: see README.md for how each type is written. */
export type Plain = string | number | boolean | null | readonly Plain[] | { readonly [key: string]: Plain };

/** What a step must answer: rows (and perhaps the names of their columns), or an error. */
export type Expected =
  | {
      readonly rows: readonly (readonly Plain[])[];
      readonly columns?: readonly string[];
    }
  /** Only these cells of each row, by column name: for SHOW, which has many. */
  | { readonly cells: readonly Readonly<Record<string, Plain>>[] }
  /** Only so many rows, and these cells of the last one. */
  | { readonly count: number; readonly last: readonly Plain[] }
  /** Six-digit code, SQLSTATE and a part of the message. */
  | { readonly error: { readonly code: string; readonly sqlState?: string; readonly message?: string } };

/** One statement of a case. */
export interface Step {
  readonly sql: string;
  /** Values for `?`, in order. */
  readonly binds?: readonly (string | number | boolean | null)[];
  /** Rows of values for `?`: array binding. */
  readonly bindRows?: readonly (readonly (string | number | null)[])[];
  /** Begin it, then ask for the result. Default: wait for it. */
  readonly asynchronous?: boolean;
  /** The text holds several statements; the rows of the last one are looked at. Default: false. */
  readonly several?: boolean;
  /** Default: it must succeed. */
  readonly expected?: Expected;
}

export type ClientName = "snowflake-sdk" | "snowflake-connector-python" | "SQL API";

/** What a client must be able to do. Every case runs in a session of its own, against an emulator or a real account. */
export interface ClientCase {
  readonly name: string;
  /** Its steps need one session; the SQL API has none. Default: false. */
  readonly session?: boolean;
  readonly steps: readonly Step[];
  /** Run at the end, whatever happened before; failures don't matter. */
  readonly cleanup?: readonly string[];
}

/** What a step answered. */
export type Observed =
  | { readonly columns: readonly string[]; readonly rows: readonly (readonly Plain[])[] }
  | { readonly error: { readonly code: string; readonly sqlState: string; readonly message: string } };

/** A client that runs a case and tells what each of its steps answered, up to the first that failed unexpectedly. */
export interface CaseRunner {
  readonly client: ClientName;
  run(one: ClientCase): Promise<readonly Observed[]>;
}
