import { notEmulated } from "../../errors";
import type { Expression, Place } from "../ast";
import type { Merge, MergeClause } from "../dml-ast";
import { readAssignments, readNewValues, readTarget } from "./dml-parts";
import { readColumnNames } from "./names";
import { placeOf, type Reader } from "./reader";
import { readSingleSource } from "./source";

/** What the two kinds of clauses have in common. */
type Head = Place & { readonly condition?: Expression };

function readMatched(reader: Reader, head: Head): MergeClause {
  const { cursor } = reader;
  if (cursor.take("DELETE")) return { ...head, matched: true, action: { kind: "delete" } };
  cursor.expect("UPDATE");
  if (cursor.isWords("ALL", "BY", "NAME")) throw notEmulated("MERGE … UPDATE ALL BY NAME");
  cursor.expect("SET");
  return { ...head, matched: true, action: { kind: "update", assignments: readAssignments(reader) } };
}

function readNotMatched(reader: Reader, head: Head): MergeClause {
  const { cursor } = reader;
  cursor.expect("INSERT");
  if (cursor.isWords("ALL", "BY", "NAME")) throw notEmulated("MERGE … INSERT ALL BY NAME");
  const columns = cursor.isSymbol("(") ? readColumnNames(cursor) : undefined;
  cursor.expect("VALUES");
  const values = readNewValues(reader);
  return { ...head, matched: false, action: { kind: "insert", ...(columns && { columns }), values } };
}

function readClause(reader: Reader): MergeClause {
  const { cursor } = reader;
  const place = placeOf(cursor.peek());
  cursor.expect("WHEN");
  const negated = cursor.take("NOT");
  cursor.expect("MATCHED");
  const condition = cursor.take("AND") ? reader.expression() : undefined;
  cursor.expect("THEN");
  const head: Head = { ...(condition && { condition }), ...place };
  return negated ? readNotMatched(reader, head) : readMatched(reader, head);
}

/** `MERGE INTO t USING source ON condition WHEN …`. Throws 000002 for ALL BY NAME. D: sql-reference/sql/merge. */
export function readMerge(reader: Reader): Merge {
  const { cursor } = reader;
  const place = placeOf(cursor.peek());
  cursor.expect("MERGE INTO");
  const target = readTarget(cursor);
  cursor.expect("USING");
  const source = readSingleSource(reader);
  cursor.expect("ON");
  const on = reader.expression();
  const clauses: [MergeClause, ...MergeClause[]] = [readClause(reader)];
  while (cursor.isWords("WHEN")) clauses.push(readClause(reader));
  return { kind: "merge", target, source, on, clauses, ...place };
}
