import { resultExpired, type SnowflakeError } from "../errors";
import type { ResultTable, StatementClass } from "../wire/result-table";

/** What is known of a statement when it begins. */
export interface QueryInfo {
  readonly id: string;
  /** Chosen by the client; "" when it gave none. */
  readonly requestId: string;
  readonly sessionId: number;
  readonly userName: string;
  readonly roleName: string;
  /** null: the session had none. */
  readonly warehouseName: string | null;
  readonly databaseName: string | null;
  readonly schemaName: string | null;
  /** The parameter QUERY_TAG as of the beginning; "" when it is not set. */
  readonly queryTag: string;
  /** With secrets taken out. */
  readonly sqlText: string;
  /** Milliseconds since the epoch. */
  readonly startTime: number;
}

/** How a statement ended. `forgotten`: it succeeded, but its rows have been dropped to save memory. */
export type QueryOutcome =
  | { readonly result: ResultTable }
  | { readonly error: SnowflakeError }
  | { readonly forgotten: StatementClass };

/** One of several statements of a request. */
export interface ChildQuery {
  readonly id: string;
  readonly class: StatementClass;
}

/** One statement that has been run. */
export interface QueryRecord extends QueryInfo {
  /** Its leading words, such as `CREATE ROLE`; "" when the statement could not be told. */
  readonly kind: string;
  /** Milliseconds since the epoch. */
  readonly endTime: number;
  /** Rows of the result; null when it failed. */
  readonly rowCount: number | null;
  /** Placeholders of the statement. */
  readonly placeholders: number;
  readonly outcome: QueryOutcome;
  /** The statements of a request that had several. */
  readonly children?: readonly ChildQuery[];
}

/** The rows of a statement that has ended. Throws its error, or 000710 when they have been dropped. */
export function resultOf({ id, outcome }: QueryRecord): ResultTable {
  if ("result" in outcome) return outcome.result;
  throw "error" in outcome ? outcome.error : resultExpired(id);
}

/** As in QUERY_HISTORY and on the wire. */
export type QueryStatus = "RUNNING" | "ABORTING" | "SUCCESS" | "FAILED_WITH_ERROR" | "ABORTED";

/** What a statement gives back when it ends. */
export interface QueryEnd {
  readonly kind: string;
  readonly endTime: number;
  readonly placeholders: number;
  readonly outcome: QueryOutcome;
  readonly children?: readonly ChildQuery[];
}

/** A statement from its beginning on: it can be waited for and aborted while it runs. */
export class Query {
  readonly #abort = new AbortController();
  /** Resolves when the statement has ended, however it did. Never rejects. */
  readonly ended: Promise<QueryRecord>;
  #record: QueryRecord | undefined;
  #abortError: SnowflakeError | undefined;
  #detach: () => void = () => undefined;
  /** Resolves when clients shall no longer wait for the end, but be told that the statement is in progress. */
  readonly detached = new Promise<void>((resolve) => {
    this.#detach = resolve;
  });

  /**
   * @param run carries the statement out; must not reject
   * @param onEnd called once, before anybody who waits for the end
   */
  constructor(
    readonly info: QueryInfo,
    run: (query: Query) => Promise<QueryEnd>,
    onEnd: (record: QueryRecord) => void = () => undefined,
  ) {
    this.ended = run(this).then((end) => {
      const { outcome } = end;
      const record = { ...info, ...end, rowCount: "result" in outcome ? outcome.result.rows.length : null };
      this.#record = record;
      onEnd(record);
      return record;
    });
  }

  get id(): string {
    return this.info.id;
  }

  /** Aborted when the statement shall end; the work itself looks at it. */
  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  /** Why the statement was aborted. */
  get abortError(): SnowflakeError | undefined {
    return this.#abortError;
  }

  /** What became of it; undefined while it runs. */
  get record(): QueryRecord | undefined {
    return this.#record;
  }

  get status(): QueryStatus {
    const record = this.#record;
    if (record === undefined) return this.#abortError === undefined ? "RUNNING" : "ABORTING";
    if (!("error" in record.outcome)) return "SUCCESS";
    return record.outcome.error === this.#abortError ? "ABORTED" : "FAILED_WITH_ERROR";
  }

  /** Asks the statement to end with this error. False when it has ended already. */
  abort(error: SnowflakeError): boolean {
    if (this.#record !== undefined) return false;
    this.#abortError ??= error;
    this.#abort.abort(this.#abortError);
    return true;
  }

  /** Lets those go who wait for the end: they are told that the statement is in progress. */
  detach(): void {
    this.#detach();
  }

  /** Drops the rows of the result, to save memory. */
  forgetResult(): void {
    const record = this.#record;
    if (record === undefined || !("result" in record.outcome)) return;
    this.#record = { ...record, outcome: { forgotten: record.outcome.result.class } };
  }
}
