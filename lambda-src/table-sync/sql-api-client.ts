import { parseJson, record } from "./json";
import type { Row, SqlPort } from "./ports";
import { type ApiAnswer, columnNames, errorOf, handleOf, partCount, rowsOf, verdictOf } from "./sql-api-answer";
import type { TokenSource } from "./token-source";

/** How statements are run. */
export interface SqlApiSettings {
  /** Such as `https://org-account.snowflakecomputing.com`. */
  readonly url: string;
  readonly role: string;
  /** Absent: none; DDL needs none. */
  readonly warehouse?: string;
  /** After how many seconds Snowflake gives a statement up. */
  readonly statementTimeoutSeconds: number;
  readonly queryTag: string;
}

/** What the client needs of its surroundings. */
export interface SqlApiTools {
  readonly fetch: typeof fetch;
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** From 0 up to 1. */
  readonly random: () => number;
  /** A fresh UUID. */
  readonly newId: () => string;
  /** How long this may still take, in milliseconds. */
  readonly remainingMs: () => number;
}

/** Snowflake couldn't be reached, or was too busy, for as long as there was time. To be tried again later. */
export class SnowflakeIsUnavailable extends Error {
  override readonly name = "SnowflakeIsUnavailable";
}

/** Most statements in one request. Each of them is DDL of a fraction of a second. */
const MOST_AT_ONCE = 50;
const FIRST_DELAY_MS = 200;
const LONGEST_DELAY_MS = 10_000;
/** What must be left when a delay is over, or it isn't worth to wait. */
const RESERVE_MS = 1000;

/**
 * Snowflake's SQL API. A request is repeated with the same id and `retry=true`: what has been carried out already is not
 * carried out again.
 * Source: docs.snowflake.com, developer-guide/sql-api/submitting-requests.
 */
export class SqlApiClient implements SqlPort {
  constructor(
    private readonly settings: SqlApiSettings,
    private readonly tokens: TokenSource,
    private readonly tools: SqlApiTools,
  ) {}

  async query(sql: string): Promise<readonly Row[]> {
    const first = await this.submit(sql, 1);
    const names = columnNames(first);
    const rows = [...rowsOf(first, names)];
    for (let part = 1; part < partCount(first); part += 1) {
      const more = await this.finished(
        "GET",
        `/api/v2/statements/${encodeURIComponent(handleOf(first))}?partition=${part}`,
      );
      rows.push(...rowsOf(more, names));
    }
    return rows;
  }

  async execute(statements: readonly string[]): Promise<string> {
    let handle = "";
    for (let at = 0; at < statements.length; at += MOST_AT_ONCE) {
      const some = statements.slice(at, at + MOST_AT_ONCE);
      handle = handleOf(await this.submit(some.join(";\n"), some.length));
    }
    return handle;
  }

  private submit(statement: string, count: number): Promise<ApiAnswer> {
    const { role, warehouse, statementTimeoutSeconds, queryTag } = this.settings;
    const body = {
      statement,
      timeout: statementTimeoutSeconds,
      role,
      ...(warehouse === undefined ? {} : { warehouse }),
      // Exactly as many: a text that were more than it should be is refused as a whole.
      parameters: { MULTI_STATEMENT_COUNT: String(count), QUERY_TAG: queryTag },
    };
    return this.finished("POST", `/api/v2/statements?requestId=${this.tools.newId()}`, JSON.stringify(body));
  }

  /** Sends a request, and waits until its statement has ended. */
  private async finished(method: "GET" | "POST", path: string, body?: string): Promise<ApiAnswer> {
    let answer = await this.answered(method, path, body);
    for (let round = 0; verdictOf(answer.status) === "RUNNING"; round += 1) {
      await this.wait(round, answer, "its statement is still running");
      answer = await this.answered("GET", `/api/v2/statements/${encodeURIComponent(handleOf(answer))}`);
    }
    return answer;
  }

  /** Sends a request until it is answered with neither a refused token nor a request to come again. */
  private async answered(method: "GET" | "POST", path: string, body?: string): Promise<ApiAnswer> {
    let refused: string | undefined;
    for (let round = 0; ; round += 1) {
      const token = await this.tokens.token(refused);
      const again = round === 0 || method === "GET" ? "" : "&retry=true";
      const answer = await this.send(method, `${path}${again}`, token, body);
      const verdict = answer instanceof Error ? "AGAIN" : verdictOf(answer.status);
      if (answer instanceof Error) await this.wait(round, undefined, answer.message);
      else if (verdict === "DONE" || verdict === "RUNNING") return answer;
      else if (verdict === "TOKEN_REFUSED" && refused === undefined) refused = token;
      else if (verdict === "AGAIN") await this.wait(round, answer, errorOf(answer).message);
      else throw errorOf(answer);
    }
  }

  /** An error: there was no answer. */
  private async send(method: string, path: string, token: string, body?: string): Promise<ApiAnswer | Error> {
    try {
      const response = await this.tools.fetch(`${this.settings.url}${path}`, {
        method,
        headers: {
          authorization: `Bearer ${token}`,
          "x-snowflake-authorization-token-type": this.tokens.type,
          accept: "application/json",
          "user-agent": "twinberg-table-sync/1",
          ...(body === undefined ? {} : { "content-type": "application/json" }),
        },
        ...(body === undefined ? {} : { body }),
        signal: AbortSignal.timeout(Math.max(1, Math.min(this.tools.remainingMs(), 120_000))),
      });
      const after = Number(response.headers.get("retry-after") ?? Number.NaN);
      const read = await response.text();
      return {
        status: response.status,
        body: verdictOf(response.status) === "AGAIN" ? {} : (record(read === "" ? {} : parseJson(read)) ?? {}),
        ...(Number.isFinite(after) && after >= 0 ? { retryAfterMs: after * 1000 } : {}),
      };
    } catch (error) {
      return new Error(`there was no answer: ${reasonOf(error)}`);
    }
  }

  /** @throws SnowflakeIsUnavailable when the time is up before the delay is over */
  private async wait(round: number, answer: ApiAnswer | undefined, why: string): Promise<void> {
    const longest = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** round);
    const delay = Math.max(answer?.retryAfterMs ?? 0, Math.ceil(longest * (0.5 + this.tools.random() / 2)));
    if (delay + RESERVE_MS > this.tools.remainingMs()) {
      throw new SnowflakeIsUnavailable(`Snowflake didn't come to an end in time: ${why}`);
    }
    await this.tools.sleep(delay);
  }
}

/** fetch() hides what really happened in the cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}
