import { parseQuery } from "../../../query/parse";
import type { Cursor } from "../../cursor";
import { describeQuery, runQuery } from "../../queries";
import type { ParsedStatement, StatementKind } from "../../statement";
import { plainSelect } from "./plain-select";

function parse(cursor: Cursor): ParsedStatement {
  const query = parseQuery(cursor);
  const plain = plainSelect(query);
  if (plain !== undefined) return { execute: (context) => plain.run(context), describe: () => plain.columns };
  return { execute: (context) => runQuery(context, query), describe: (context) => describeQuery(context, query) };
}

/** Queries: SELECT, WITH, VALUES, and any of them in parentheses. */
export const queryStatements: readonly StatementKind[] = ["SELECT", "WITH", "VALUES", "("].map((leading) => ({
  leading,
  parse,
}));
