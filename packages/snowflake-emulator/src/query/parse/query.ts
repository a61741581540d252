import { notEmulated } from "../../errors";
import type { CommonTableExpression, Expression, Place, Query, QueryBody } from "../ast";
import { readColumnNames, readName } from "./names";
import { readDirection, readOrderItems } from "./order";
import { placeOf, type Reader, readList } from "./reader";
import { readSelect } from "./select";
import { readRows } from "./source";

/** What follows the body of a query. */
type Clauses = Pick<Query, "orderBy" | "orderByAll" | "limit" | "offset">;

/** A query in parentheses as a part of another: bare when it has no clauses of its own. */
function bodyOf(query: Query): QueryBody {
  const { line, column, body } = query;
  const bare = query.with.length === 0 && !hasClauses(query);
  return bare ? body : { kind: "nested", query, line, column };
}

function hasClauses({ orderBy, orderByAll, limit, offset }: Clauses): boolean {
  return orderBy.length > 0 || orderByAll !== undefined || limit !== undefined || offset !== undefined;
}

/** A body with its clauses as a query; parentheses around a whole query mean nothing. */
function queryOf(body: QueryBody, ctes: Pick<Query, "recursive" | "with">, clauses: Clauses, place: Place): Query {
  if (body.kind === "nested" && ctes.with.length === 0 && !hasClauses(clauses)) return body.query;
  return { ...ctes, body, ...clauses, ...place };
}

/** `name [(a, b)] AS (query)`. */
function readCte(reader: Reader): CommonTableExpression {
  const { cursor } = reader;
  const place = placeOf(cursor.peek());
  const name = readName(cursor);
  const columns = cursor.isSymbol("(") ? readColumnNames(cursor) : undefined;
  cursor.expect("AS");
  cursor.expectSymbol("(");
  const query = reader.query();
  cursor.expectSymbol(")");
  return { name, ...(columns && { columns }), query, ...place };
}

function readWith(reader: Reader): Pick<Query, "recursive" | "with"> {
  const { cursor } = reader;
  if (!cursor.take("WITH")) return { recursive: false, with: [] };
  const recursive = cursor.take("RECURSIVE");
  return { recursive, with: readList(cursor, () => readCte(reader)) };
}

/** SELECT, VALUES, or a query in parentheses. */
function readTerm(reader: Reader): QueryBody {
  const { cursor } = reader;
  const place = placeOf(cursor.peek());
  if (cursor.take("VALUES")) return { kind: "values", rows: readRows(reader), ...place };
  if (!cursor.takeSymbol("(")) return readSelect(reader);
  const query = reader.query();
  cursor.expectSymbol(")");
  return bodyOf(query);
}

/** INTERSECT before UNION and EXCEPT; otherwise from left to right. D: sql-reference/operators-query. */
function readIntersections(reader: Reader, first?: QueryBody): QueryBody {
  const { cursor, nesting } = reader;
  return nesting.chain((link) => {
    let left = first ?? readTerm(reader);
    for (let at = cursor.peek(); cursor.take("INTERSECT"); at = cursor.peek()) {
      const right = readTerm(reader);
      const { line, column } = left;
      left = { kind: "set", operator: "INTERSECT", all: false, byName: false, left, right, line, column };
      link(at);
    }
    return left;
  });
}

function readUnions(reader: Reader, first?: QueryBody): QueryBody {
  const { cursor, nesting } = reader;
  return nesting.chain((link) => {
    let left = readIntersections(reader, first);
    for (;;) {
      const at = cursor.peek();
      const word = cursor.takeOneOf("UNION", "EXCEPT", "MINUS");
      if (word === undefined) return left;
      const operator = word === "UNION" ? word : "EXCEPT";
      const all = operator === "UNION" && cursor.takeOneOf("ALL", "DISTINCT") === "ALL";
      const byName = operator === "UNION" && cursor.take("BY NAME");
      const right = readIntersections(reader);
      const { line, column } = left;
      left = { kind: "set", operator, all, byName, left, right, line, column };
      link(at);
    }
  });
}

/** A number of rows: a whole number, or NULL or '' for none given. D: sql-reference/constructs/limit. */
function readCount(reader: Reader): Expression {
  const { cursor } = reader;
  const token = cursor.peek();
  const place = placeOf(token);
  if (token.kind === "number") {
    cursor.integer();
    return { kind: "literal", literal: { type: "NUMBER", text: token.value }, ...place };
  }
  if (token.kind === "string") {
    if (token.value !== "") throw cursor.unexpected();
    cursor.next();
    return { kind: "literal", literal: { type: "TEXT", value: "" }, ...place };
  }
  if (token.kind === "variable" && !/^\d+$/.test(token.value)) {
    cursor.next();
    return { kind: "variable", name: token.value, ...place };
  }
  cursor.expect("NULL");
  return { kind: "literal", literal: { type: "NULL" }, ...place };
}

/** `LIMIT n [OFFSET m]`, or `[OFFSET m [ROWS]] FETCH [FIRST | NEXT] n [ROWS] [ONLY]`. */
function readLimit(reader: Reader): Pick<Query, "limit" | "offset"> {
  const { cursor } = reader;
  if (cursor.take("LIMIT")) {
    const limit = readCount(reader);
    return cursor.take("OFFSET") ? { limit, offset: readCount(reader) } : { limit };
  }
  const offset = cursor.take("OFFSET") ? readCount(reader) : undefined;
  if (offset !== undefined) cursor.takeOneOf("ROWS", "ROW");
  else if (!cursor.isWords("FETCH")) return {};
  cursor.expect("FETCH");
  cursor.takeOneOf("FIRST", "NEXT");
  const limit = readCount(reader);
  cursor.takeOneOf("ROWS", "ROW");
  cursor.take("ONLY");
  return offset === undefined ? { limit } : { limit, offset };
}

function readClauses(reader: Reader): Clauses {
  const { cursor } = reader;
  const ordered = cursor.take("ORDER BY");
  const all = ordered && cursor.take("ALL");
  const orderByAll = all ? readDirection(reader) : undefined;
  const orderBy = ordered && !all ? readOrderItems(reader) : [];
  const limit = readLimit(reader);
  if (cursor.isWords("FOR", "UPDATE")) throw notEmulated("SELECT … FOR UPDATE");
  return { orderBy, ...(orderByAll && { orderByAll }), ...limit };
}

/** A whole query: `[WITH …] body [ORDER BY …] [LIMIT …]`. Throws 000002 for FOR UPDATE. */
export function readQuery(reader: Reader): Query {
  const place = placeOf(reader.cursor.peek());
  const ctes = readWith(reader);
  return queryOf(readUnions(reader), ctes, readClauses(reader), place);
}

/** The rest of a query whose first part stood in parentheses. */
export function readQueryAfter(reader: Reader, first: Query): Query {
  const { line, column } = first;
  const body = readUnions(reader, bodyOf(first));
  return queryOf(body, { recursive: false, with: [] }, readClauses(reader), { line, column });
}
