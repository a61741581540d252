import { notEmulated } from "../../errors";
import type { Cursor } from "../../sql/cursor";
import { finished, type Steps } from "../../turns";
import type { Delete, DmlStatement, Insert, InsertRows, Merge, Truncate, Update } from "../dml-ast";
import { readAssignments, readNewValues, readTarget } from "./dml-parts";
import { readMerge } from "./merge";
import { readColumnNames, readQualifiedName } from "./names";
import { Parser } from "./parser";
import { beginsQuery, isFollowedBy, placeOf, type Reader } from "./reader";
import { readSources } from "./source";

type NewValues = ReturnType<typeof readNewValues>;

/** So many rows are one step: some milliseconds before the code is warm. */
const ROWS_OF_STEP = 500;

function* rowsToInsert(reader: Reader): Steps<InsertRows> {
  const { cursor } = reader;
  if (!cursor.take("VALUES")) return { kind: "query", query: reader.query() };
  const rows: [NewValues, ...NewValues[]] = [readNewValues(reader)];
  while (cursor.takeSymbol(",")) {
    if (rows.length % ROWS_OF_STEP === 0) yield;
    rows.push(readNewValues(reader));
  }
  return { kind: "values", rows };
}

/** {@link parseInsert} in steps: a statement may have 16,384 rows (D: VALUES). */
export function* insertSteps(cursor: Cursor): Steps<Insert> {
  const reader = new Parser(cursor);
  const place = placeOf(cursor.peek());
  cursor.expect("INSERT");
  const overwrite = cursor.take("OVERWRITE");
  if (cursor.isWords("ALL") || cursor.isWords("FIRST")) throw notEmulated("INSERT into several tables");
  cursor.expect("INTO");
  const target = readQualifiedName(cursor, 3);
  const inQuery = isFollowedBy(cursor, "(") || beginsQuery(cursor, 1);
  const columns = cursor.isSymbol("(") && !inQuery ? readColumnNames(cursor) : undefined;
  const rows = yield* rowsToInsert(reader);
  return { kind: "insert", overwrite, target, ...(columns && { columns }), rows, ...place };
}

/**
 * `INSERT [OVERWRITE] INTO t [(a, b)] {VALUES … | query}`. Like all parsers of this file it begins at the statement's
 * first word, ends at the first token that it does not take and throws 001003 at a token that does not fit; 000002 for
 * an insert into several tables. D: sql-reference/sql/insert.
 */
export const parseInsert = (cursor: Cursor): Insert => finished(insertSteps(cursor));

/** `UPDATE t SET a = 1 [FROM …] [WHERE …]`. D: sql-reference/sql/update. */
export function parseUpdate(cursor: Cursor): Update {
  const reader = new Parser(cursor);
  const place = placeOf(cursor.peek());
  cursor.expect("UPDATE");
  const target = readTarget(cursor);
  cursor.expect("SET");
  const assignments = readAssignments(reader);
  const from = cursor.take("FROM") ? readSources(reader) : undefined;
  const where = cursor.take("WHERE") ? reader.expression() : undefined;
  return { kind: "update", target, assignments, ...(from && { from }), ...(where && { where }), ...place };
}

/** `DELETE FROM t [USING …] [WHERE …]`. D: sql-reference/sql/delete. */
export function parseDelete(cursor: Cursor): Delete {
  const reader = new Parser(cursor);
  const place = placeOf(cursor.peek());
  cursor.expect("DELETE FROM");
  const target = readTarget(cursor);
  const using = cursor.take("USING") ? readSources(reader) : undefined;
  const where = cursor.take("WHERE") ? reader.expression() : undefined;
  return { kind: "delete", target, ...(using && { using }), ...(where && { where }), ...place };
}

/** `MERGE INTO t USING source ON condition WHEN [NOT] MATCHED … THEN …`. Throws 000002 for ALL BY NAME. */
export function parseMerge(cursor: Cursor): Merge {
  return readMerge(new Parser(cursor));
}

/** `TRUNCATE [TABLE] [IF EXISTS] t`. D: sql-reference/sql/truncate-table. */
export function parseTruncate(cursor: Cursor): Truncate {
  const place = placeOf(cursor.peek());
  cursor.expect("TRUNCATE");
  if (cursor.isWords("MATERIALIZED", "VIEW")) throw notEmulated("TRUNCATE MATERIALIZED VIEW");
  cursor.take("TABLE");
  const ifExists = cursor.take("IF EXISTS");
  return { kind: "truncate", ifExists, target: readQualifiedName(cursor, 3), ...place };
}

const PARSERS: ReadonlyMap<string, (cursor: Cursor) => DmlStatement> = new Map<
  string,
  (cursor: Cursor) => DmlStatement
>([
  ["INSERT", parseInsert],
  ["UPDATE", parseUpdate],
  ["DELETE", parseDelete],
  ["MERGE", parseMerge],
  ["TRUNCATE", parseTruncate],
]);

/** Any statement that changes rows, by its first word. Throws a syntax error for another word. */
export function parseDml(cursor: Cursor): DmlStatement {
  const token = cursor.peek();
  const parse = token.kind === "word" ? PARSERS.get(token.value) : undefined;
  if (parse === undefined) throw cursor.unexpected();
  return parse(cursor);
}
