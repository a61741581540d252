import type { SnowflakeError } from "../errors";
import type { ResultTable } from "../wire/result-table";

/** One statement that has been run. */
export interface QueryRecord {
  readonly id: string;
  readonly requestId: string;
  readonly sessionId: number;
  readonly userName: string;
  readonly roleName: string;
  /** With secrets taken out. */
  readonly sqlText: string;
  /** Milliseconds since the epoch. */
  readonly startTime: number;
  readonly endTime: number;
  readonly outcome: { readonly result: ResultTable } | { readonly error: SnowflakeError };
}

/** How many statements an account remembers. Real Snowflake keeps results for a day. */
const LIMIT = 1000;

/** The statements of an account that clients can still ask about, oldest first. */
export class QueryHistory {
  readonly #records = new Map<string, QueryRecord>();

  add(record: QueryRecord): void {
    this.#records.set(record.id, record);
    const oldest = this.#records.keys().next();
    if (this.#records.size > LIMIT && oldest.done !== true) this.#records.delete(oldest.value);
  }

  find(id: string): QueryRecord | undefined {
    return this.#records.get(id);
  }
}
