import { unreachableMergeCase } from "../../../errors";
import type { Merge, MergeClause } from "../../../query/dml-ast";
import { DELETED, INSERTED, UPDATED } from "./dml-result";

/** Throws for a clause that can take no row, because one before it takes them all (O). */
export function checkReachable({ clauses }: Merge): void {
  const complete = new Set<boolean>();
  for (const { matched, condition, line, column } of clauses) {
    // O: the place is that of the word after WHEN.
    if (complete.has(matched)) throw unreachableMergeCase(line, column + "WHEN ".length);
    if (condition === undefined) complete.add(matched);
  }
}

/** The counts that MERGE answers, by the kinds of action that it has clauses for (O). */
export function mergeCounts({ clauses }: Merge): readonly string[] {
  const kinds = new Set(clauses.map((clause) => clause.action.kind));
  const names = { insert: INSERTED, update: UPDATED, delete: DELETED } as const;
  return (["insert", "update", "delete"] as const).filter((kind) => kinds.has(kind)).map((kind) => names[kind]);
}

/** Privileges that the clauses need on the target. D: MERGE, access control. */
export function mergePrivileges({ clauses }: Merge): readonly string[] {
  return [...new Set(clauses.map((clause: MergeClause) => clause.action.kind.toUpperCase()))];
}
