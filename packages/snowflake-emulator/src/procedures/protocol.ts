import type { Binding } from "../sql/binds";
import type { JsonValue, LogLevel } from "./host";
import type { WireType } from "./wire-type";

/** The session's formats by type: how `getColumnValueAsString` writes dates and times. */
export interface OutputFormats {
  readonly DATE: string;
  readonly TIME: string;
  readonly TIMESTAMP_NTZ: string;
  readonly TIMESTAMP_LTZ: string;
  readonly TIMESTAMP_TZ: string;
}

/** One argument: its type and its value in wire text. */
export interface ThreadArgument extends WireType {
  readonly cell: string | null;
}

/** What the thread is told to run. */
export interface ThreadCall {
  /** The name of the function that the body becomes: the procedure's own. */
  readonly handler: string;
  /** What stands before the body in its source, on its first line. */
  readonly prefix: string;
  readonly body: string;
  readonly args: readonly ThreadArgument[];
  /** The procedure returns text: whatever it returns is made text inside. */
  readonly returnsText: boolean;
  readonly formats: OutputFormats;
  /** The session's TIMEZONE. */
  readonly timeZone: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** What the thread asks and tells. EXECUTE and ROWS block it until they are answered. */
export type ThreadMessage =
  | { readonly kind: "EXECUTE"; readonly sqlText: string; readonly binds: readonly Binding[] }
  | { readonly kind: "ROWS"; readonly resultId: number; readonly from: number }
  | { readonly kind: "LOG"; readonly level: LogLevel; readonly message: string; readonly attributes: JsonValue }
  | { readonly kind: "EVENT"; readonly name: string; readonly attributes: JsonValue }
  | { readonly kind: "SPAN_ATTRIBUTE"; readonly key: string; readonly value: JsonValue }
  | { readonly kind: "DONE"; readonly outcome: ThreadOutcome };

/** A place in the body: lines count from 1, positions from 0. */
export interface BodyPlace {
  readonly line: number;
  readonly position: number;
}

/** What was thrown: the API's own error, or anything else as V8 writes it after "Uncaught". */
export type Thrown =
  | { readonly api: { readonly message: string; readonly stackTraceTxt: string } }
  | { readonly text: string };

/** How a call ended. */
export type ThreadOutcome =
  /** `value` is the JSON text of a ReturnedValue. */
  | { readonly kind: "RETURNED"; readonly value: string }
  | {
      /** SYNTAX: the body is no JavaScript. */
      readonly kind: "THROWN" | "SYNTAX";
      readonly what: Thrown;
      /** Absent when it was thrown outside of the body. */
      readonly at?: BodyPlace;
      /** The body's functions on the way, innermost first. */
      readonly frames: readonly (BodyPlace & { readonly name: string })[];
    };

/** What a body returned. */
export type ReturnedValue =
  | { readonly type: "undefined" | "null" | "promise" }
  /** Objects and arrays as JSON, bytes as hexadecimal digits, the rest as JavaScript writes it. */
  | {
      readonly type: "string" | "number" | "bigint" | "boolean" | "object" | "array" | "bytes" | "function" | "symbol";
      readonly value: string;
    }
  /** Milliseconds since the epoch; null: an invalid date. */
  | { readonly type: "date"; readonly value: number | null }
  /** Nanoseconds since the epoch, and minutes ahead of UTC. */
  | { readonly type: "timestamp"; readonly value: string; readonly offset: number };

/** Rows in wire text. */
export interface RowSlice {
  /** Index of the first of them. */
  readonly from: number;
  readonly rows: readonly (readonly (string | null)[])[];
}

/** How many rows a DML statement changed. */
export interface AffectedRows {
  readonly total: number;
  readonly inserted: number;
  readonly updated: number;
  readonly deleted: number;
  /** Multi-joined rows. */
  readonly duplicates: number;
}

/** The answer to EXECUTE. */
export type ExecuteReply = { readonly now: number } & (
  | { readonly error: { readonly code: number; readonly state: string; readonly message: string } }
  | (RowSlice & {
      readonly resultId: number;
      readonly queryId: string;
      readonly requestId: string;
      readonly columns: readonly (WireType & { readonly name: string; readonly nullable: boolean })[];
      /** All rows, not only those of the slice. */
      readonly total: number;
      readonly affected: AffectedRows;
    })
);
