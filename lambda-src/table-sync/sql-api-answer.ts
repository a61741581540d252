import { type Json, list, record, text } from "./json";
import { type Row, SqlError } from "./ports";

/** An answer of the SQL API. */
export interface ApiAnswer {
  readonly status: number;
  readonly body: Readonly<Record<string, Json>>;
  /** What Retry-After says, in milliseconds; absent: it isn't there. */
  readonly retryAfterMs?: number;
}

/** What to do about an answer. Source: docs.snowflake.com, developer-guide/sql-api/reference, response codes. */
export type Verdict = "DONE" | "RUNNING" | "TOKEN_REFUSED" | "AGAIN" | "FAILED";

/** What to do about an answer with a status. */
export function verdictOf(status: number): Verdict {
  if (status === 200) return "DONE";
  if (status === 202) return "RUNNING";
  if (status === 401) return "TOKEN_REFUSED";
  return status === 408 || status === 429 || status >= 500 ? "AGAIN" : "FAILED";
}

/** The error that an answer tells of. */
export function errorOf({ status, body }: ApiAnswer): SqlError {
  const code = text(body.code) ?? `HTTP ${status}`;
  return new SqlError(
    code,
    text(body.message) ?? `Snowflake answered with status ${status}`,
    text(body.statementHandle),
  );
}

/** The handle that a statement is asked after with. @throws TypeError without one */
export function handleOf({ body }: ApiAnswer): string {
  const handle = text(body.statementHandle);
  if (handle === undefined) throw new TypeError("Snowflake's answer has no statementHandle");
  return handle;
}

/** How many parts a result has. */
export function partCount({ body }: ApiAnswer): number {
  return list(record(body.resultSetMetaData)?.partitionInfo)?.length ?? 1;
}

/** Names of a result's columns, in lower case as SHOW has them. */
export function columnNames({ body }: ApiAnswer): readonly string[] {
  const types = list(record(body.resultSetMetaData)?.rowType) ?? [];
  return types.map((type) => (text(record(type)?.name) ?? "").toLowerCase());
}

/** The rows of a part. @throws TypeError for cells that are no text */
export function rowsOf({ body }: ApiAnswer, names: readonly string[]): readonly Row[] {
  return (list(body.data) ?? []).map((cells) =>
    Object.fromEntries((list(cells) ?? []).map((cell, index) => [names[index] ?? "", cellOf(cell)])),
  );
}

function cellOf(cell: Json): string | null {
  if (typeof cell === "string" || cell === null) return cell;
  throw new TypeError("a cell of Snowflake's answer is neither text nor null");
}
