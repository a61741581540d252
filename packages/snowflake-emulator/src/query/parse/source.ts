import { notEmulated } from "../../errors";
import { Cursor } from "../../sql/cursor";
import { tokenize } from "../../sql/tokenizer";
import type { Call, Place, QualifiedName, Query, Source, TimeTravel } from "../ast";
import { readCall } from "./call";
import { readJoin, refuseSampling } from "./join";
import { isIdentifierLiteral, readQualifiedName, readSourceAlias } from "./names";
import { beginsQuery, continuesQuery, isFollowedBy, placeOf, type Reader, readInParentheses, readList } from "./reader";
import { isReservedAsSource } from "./reserved-words";

type Subquery = Extract<Source, { readonly kind: "subquery" }>;

/** Sources that Snowflake has and the emulator has not, by the word before the parenthesis. */
const REFUSED_SOURCES = ["DIRECTORY", "SEMANTIC_VIEW", "ERROR_TABLE", "DYNAMIC_TABLE_REFRESH_BOUNDARY"];

/** Rows of VALUES; the cursor stands after the keyword. After a comma in FROM another source may begin instead of a row. */
export function readRows(reader: Reader): Extract<Source, { readonly kind: "values" }>["rows"] {
  const { cursor } = reader;
  const row = () => readInParentheses(cursor, () => reader.expression());
  const rows = [row()];
  while (cursor.isSymbol(",") && isFollowedBy(cursor, "(") && !beginsQuery(cursor, 2)) {
    cursor.next();
    rows.push(row());
  }
  return rows;
}

/** The alias of a source, between the clauses that may stand on both sides of it. */
function withAlias<S extends Source & { readonly kind: "table" | "tableFunction" | "subquery" | "values" }>(
  { cursor }: Reader,
  source: S,
): S {
  refuseSampling(cursor);
  const alias = readSourceAlias(cursor);
  refuseSampling(cursor);
  return alias === undefined ? source : { ...source, alias };
}

const MOMENTS = ["TIMESTAMP", "OFFSET", "STATEMENT", "VERSION", "VERSION_TAG", "VERSION_REF", "STREAM"] as const;

/** `{AT | BEFORE} (TIMESTAMP => …)`. D: sql-reference/constructs/at-before. */
function readTimeTravel(reader: Reader): TimeTravel | undefined {
  const { cursor } = reader;
  if (cursor.isWords("CHANGES") && isFollowedBy(cursor, "(")) throw notEmulated("CHANGES");
  if (!isFollowedBy(cursor, "(")) return undefined;
  const when = cursor.takeOneOf("AT", "BEFORE");
  if (when === undefined) return undefined;
  cursor.expectSymbol("(");
  const by = cursor.takeOneOf(...MOMENTS);
  if (by === undefined) throw cursor.unexpected();
  cursor.expectSymbol("=>");
  const value = reader.expression();
  cursor.expectSymbol(")");
  return { when, by, value };
}

function tableOf(reader: Reader, name: QualifiedName): Source {
  const { line, column } = name;
  const timeTravel = readTimeTravel(reader);
  return withAlias(reader, { kind: "table", name, ...(timeTravel && { timeTravel }), line, column });
}

/** A function of rows: a name and arguments. */
function readFunction(reader: Reader): Call {
  const call = readCall(reader, readQualifiedName(reader.cursor, 3));
  if (call.over !== undefined) throw notEmulated("table functions with OVER");
  return call;
}

/** `TABLE('name')` is the table of this name. */
function readNamedByText({ cursor }: Reader, place: Place): QualifiedName {
  const inside = new Cursor(tokenize(cursor.string()));
  const { parts } = readQualifiedName(inside, 3);
  inside.end();
  return { parts, ...place };
}

/** `TABLE(function(…))` or `TABLE('name')`. */
function readTable(reader: Reader): Source {
  const { cursor } = reader;
  const place = placeOf(cursor.next());
  cursor.expectSymbol("(");
  const { kind } = cursor.peek();
  if (kind === "variable") throw notEmulated("TABLE of a session variable");
  if (kind === "string") {
    const name = readNamedByText(reader, place);
    cursor.expectSymbol(")");
    return tableOf(reader, name);
  }
  const call = readFunction(reader);
  cursor.expectSymbol(")");
  return withAlias(reader, { kind: "tableFunction", call, lateral: false, ...place });
}

/** `LATERAL (query)` or `LATERAL function(…)`. */
function readLateral(reader: Reader): Source {
  const { cursor } = reader;
  const place = placeOf(cursor.next());
  if (!cursor.isSymbol("(")) {
    return withAlias(reader, { kind: "tableFunction", call: readFunction(reader), lateral: true, ...place });
  }
  const source = readParenthesized(reader);
  if (source.kind !== "subquery" || source.alias !== undefined) throw cursor.unexpected();
  return withAlias(reader, { ...source, lateral: true, ...place });
}

function subquery(query: Query, place: Place): Subquery {
  return { kind: "subquery", query, lateral: false, ...place };
}

/** VALUES after a parenthesis: the beginning of a query, or a source that joins follow. */
function readInnerValues(reader: Reader, place: Place): Source {
  const { cursor } = reader;
  const at = placeOf(cursor.next());
  const values = { kind: "values" as const, rows: readRows(reader), ...at };
  if (!cursor.isSymbol(")") && !continuesQuery(cursor)) return readSource(reader, values);
  return subquery(reader.queryAfter({ recursive: false, with: [], body: values, orderBy: [], ...at }), place);
}

/** What stands between parentheses; a query or a source, perhaps with joins. What begins with another may still be either. */
function readInner(reader: Reader, place: Place): Source {
  const { cursor } = reader;
  if (cursor.isWords("VALUES")) return readInnerValues(reader, place);
  if (beginsQuery(cursor)) return subquery(reader.query(), place);
  const first = cursor.isSymbol("(") ? readParenthesized(reader) : undefined;
  if (first?.kind === "subquery" && first.alias === undefined && continuesQuery(cursor)) {
    return subquery(reader.queryAfter(first.query), place);
  }
  return readSource(reader, first);
}

/** `(…)`, without the alias after it. */
function readParenthesized(reader: Reader): Source {
  const { cursor, nesting } = reader;
  const token = cursor.next();
  const source = nesting.inside(token, () => readInner(reader, placeOf(token)));
  cursor.expectSymbol(")");
  return source;
}

/** One source without the joins after it; `begun` has been read already, but for its alias. */
function readSingle(reader: Reader, begun?: Source): Source {
  const { cursor } = reader;
  const token = cursor.peek();
  if (begun !== undefined || cursor.isSymbol("(")) {
    const source = begun ?? readParenthesized(reader);
    const bare = (source.kind === "subquery" || source.kind === "values") && source.alias === undefined;
    return bare ? withAlias(reader, source) : source;
  }
  if (cursor.peek().kind === "stage") throw notEmulated("queries of staged files");
  if (cursor.isWords("LATERAL")) return readLateral(reader);
  if (cursor.isWords("TABLE") && isFollowedBy(cursor, "(")) return readTable(reader);
  if (cursor.take("VALUES")) return withAlias(reader, { kind: "values", rows: readRows(reader), ...placeOf(token) });
  if (token.kind === "word" && isReservedAsSource(token.value)) throw cursor.unexpected();
  if (isFollowedBy(cursor, "(") && token.kind === "word" && !isIdentifierLiteral(cursor)) {
    if (REFUSED_SOURCES.includes(token.value)) throw notEmulated(`FROM ${token.value}(…)`);
    if (token.value === "FLATTEN") {
      const call = readFunction(reader);
      return withAlias(reader, { kind: "tableFunction", call, lateral: false, ...placeOf(token) });
    }
  }
  return tableOf(reader, readQualifiedName(cursor, 3));
}

/** A source with all joins after it, from left to right; its beginning may have been read already. */
function readSource(reader: Reader, begun?: Source): Source {
  const { cursor, nesting } = reader;
  return nesting.chain((link) => {
    let left = readSingle(reader, begun);
    for (;;) {
      const at = cursor.peek();
      const joined = readJoin(reader, left, () => readSingle(reader));
      if (joined === undefined) return left;
      left = joined;
      link(at);
    }
  });
}

/**
 * What follows FROM or USING: sources with commas between them. Throws 000002 for ASOF JOIN, DIRECTED, PIVOT, UNPIVOT,
 * MATCH_RECOGNIZE, SAMPLE, CHANGES, staged files, TABLE($variable), directory tables and semantic views.
 */
export function readSources(reader: Reader): readonly Source[] {
  return readList(reader.cursor, () => readSource(reader));
}

/** A source without joins: what MERGE reads from. */
export function readSingleSource(reader: Reader): Source {
  return readSingle(reader);
}
