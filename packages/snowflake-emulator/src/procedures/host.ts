import type { Bindings } from "../sql/binds";
import type { ResultTable } from "../wire/result-table";

/** A statement that a procedure ran, with its answer. */
export interface ExecutedStatement {
  readonly queryId: string;
  /** What `getRequestId` answers. */
  readonly requestId: string;
  readonly result: ResultTable;
}

/** Severities of `snowflake.log`. D: JavaScript stored procedures API. */
export type LogLevel = "off" | "trace" | "debug" | "info" | "warn" | "error" | "fatal";

/** A value as JSON has it. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/** What a procedure's body reaches of the emulator: nothing but this. */
export interface ProcedureHost {
  /**
   * Carries out one statement for the procedure. A SnowflakeError becomes an error inside the procedure, which may catch
   * it; anything else ends the call. The signal of the call is its to heed.
   * @param binds by position, counted from "1", in the encoding of the drivers
   */
  execute(sqlText: string, binds: Bindings): Promise<ExecutedStatement>;
  /** `snowflake.log`: takes a message; where it goes (an event table) is not the procedure's business. */
  log(level: LogLevel, message: string, attributes: JsonValue): void;
  /** `snowflake.addEvent`. */
  addEvent(name: string, attributes: JsonValue): void;
  /** `snowflake.setSpanAttribute`. */
  setSpanAttribute(key: string, value: JsonValue): void;
  /** The emulator's time, in milliseconds since the epoch: what `new Date()` is inside. */
  now(): number;
}
