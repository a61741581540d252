import type { ResultTable } from "../wire/result-table";
import { Query, type QueryEnd, type QueryInfo, type QueryRecord } from "./query";

export { Query, type QueryInfo, type QueryOutcome, type QueryRecord, resultOf } from "./query";

/** How much an account remembers. Real Snowflake keeps results for a day. */
export interface HistoryLimits {
  /** Statements that have ended. */
  readonly queries: number;
  /** Bytes of results, roughly: older ones are dropped first. */
  readonly resultBytes: number;
}

const DEFAULT_LIMITS: HistoryLimits = { queries: 1000, resultBytes: 64 * 1024 * 1024 };

/** Rows that are looked at to estimate a result's size. */
const SAMPLE = 50;

/** Bytes that a result takes in memory, from a sample of its rows. */
export function estimateBytes(result: ResultTable): number {
  const { rows } = result;
  const step = Math.max(1, Math.floor(rows.length / SAMPLE));
  let sampled = 0;
  let bytes = 0;
  for (let index = 0; index < rows.length; index += step) {
    sampled += 1;
    for (const cell of rows[index] ?? []) bytes += 16 + (typeof cell === "string" ? cell.length : 0);
  }
  return sampled === 0 ? 0 : Math.ceil((bytes / sampled) * rows.length);
}

/** The statements of an account: those that run and those that clients can still ask about, oldest first. */
export class QueryHistory {
  readonly #queries = new Map<string, Query>();
  /** Ids of queries by request: one that comes twice is carried out once. */
  readonly #byRequest = new Map<string, string>();
  /** The same the other way round. */
  readonly #requests = new Map<string, string>();
  /** Sizes of the results that are still there, by query id. */
  readonly #resultBytes = new Map<string, number>();
  #totalBytes = 0;

  constructor(private readonly limits: HistoryLimits = DEFAULT_LIMITS) {}

  /**
   * Begins a statement and remembers it. `run` must not reject.
   * @param request under what `findRequest` finds it; none when absent
   */
  start(info: QueryInfo, run: (query: Query) => Promise<QueryEnd>, request?: string): Query {
    const query = new Query(info, run, (record) => this.#limit(record));
    this.#queries.set(info.id, query);
    if (request !== undefined) {
      this.#byRequest.set(request, info.id);
      this.#requests.set(info.id, request);
    }
    return query;
  }

  find(id: string): Query | undefined {
    return this.#queries.get(id);
  }

  /** The statement that a request began. */
  findRequest(request: string): Query | undefined {
    const id = this.#byRequest.get(request);
    return id === undefined ? undefined : this.#queries.get(id);
  }

  /** What became of a statement; undefined when it runs or is not known. */
  record(id: string): QueryRecord | undefined {
    return this.#queries.get(id)?.record;
  }

  /** Every statement that is remembered, oldest first, running ones included. */
  all(): Iterable<Query> {
    return this.#queries.values();
  }

  #limit(record: QueryRecord): void {
    const bytes = "result" in record.outcome ? estimateBytes(record.outcome.result) : 0;
    this.#resultBytes.set(record.id, bytes);
    this.#totalBytes += bytes;
    for (const id of this.#resultBytes.keys()) {
      if (this.#totalBytes <= this.limits.resultBytes || id === record.id) break;
      this.#dropResult(id);
    }
    for (const [id, query] of this.#queries) {
      if (this.#queries.size <= this.limits.queries) break;
      if (query.record === undefined) continue;
      this.#dropResult(id);
      this.#queries.delete(id);
      this.#forgetRequest(id);
    }
  }

  #forgetRequest(id: string): void {
    const request = this.#requests.get(id);
    this.#requests.delete(id);
    if (request !== undefined && this.#byRequest.get(request) === id) this.#byRequest.delete(request);
  }

  #dropResult(id: string): void {
    this.#totalBytes -= this.#resultBytes.get(id) ?? 0;
    this.#resultBytes.delete(id);
    this.#queries.get(id)?.forgetResult();
  }
}
