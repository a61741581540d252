import type { Expression, Place, QualifiedName, Query, Source, TableAlias } from "./ast";

/** A table that a statement changes, with the name by which its expressions refer to it. */
export interface Target extends Place {
  readonly name: QualifiedName;
  /** `UPDATE t AS x`; without columns. */
  readonly alias?: TableAlias;
}

/** `column = value` in UPDATE and MERGE. The column may be qualified by the target's name or alias: `t.a = 1`. */
export interface Assignment {
  readonly column: QualifiedName;
  readonly value: NewValue;
}

/** What a column is set to: an expression, or the word DEFAULT (the column's default, NULL without one). */
export type NewValue = Expression | (Place & { readonly kind: "default" });

/** Where an INSERT's rows come from. */
export type InsertRows =
  /** `VALUES (1, DEFAULT), (2, 'x')`. Each row has at least one value; rows may differ in number, which is for the binding to refuse. */
  | { readonly kind: "values"; readonly rows: readonly (readonly NewValue[])[] }
  | { readonly kind: "query"; readonly query: Query };

/** `INSERT [OVERWRITE] INTO t [(a, b)] {VALUES … | query}`. D: sql-reference/sql/insert. */
export interface Insert extends Place {
  readonly kind: "insert";
  /** All rows of the target go first. */
  readonly overwrite: boolean;
  readonly target: QualifiedName;
  /** Unset: every column, in the table's order. */
  readonly columns?: readonly string[];
  readonly rows: InsertRows;
}

/** `UPDATE t SET a = 1 [FROM …] [WHERE …]`. D: sql-reference/sql/update. */
export interface Update extends Place {
  readonly kind: "update";
  readonly target: Target;
  readonly assignments: readonly Assignment[];
  /** Comma-separated sources that are joined to the target. */
  readonly from?: readonly Source[];
  readonly where?: Expression;
}

/** `DELETE FROM t [USING …] [WHERE …]`. D: sql-reference/sql/delete. */
export interface Delete extends Place {
  readonly kind: "delete";
  readonly target: Target;
  readonly using?: readonly Source[];
  readonly where?: Expression;
}

/** What one WHEN clause of MERGE does with the rows that it takes. */
export type MergeAction =
  | { readonly kind: "update"; readonly assignments: readonly Assignment[] }
  | { readonly kind: "delete" }
  /** `columns` unset: every column of the target, in its order. */
  | { readonly kind: "insert"; readonly columns?: readonly string[]; readonly values: readonly NewValue[] };

/**
 * `WHEN [NOT] MATCHED [AND condition] THEN action`; the first clause that fits takes the row. Insert stands after
 * NOT MATCHED only, update and delete after MATCHED only.
 */
export type MergeClause = Place & { readonly condition?: Expression } & (
    | { readonly matched: true; readonly action: Extract<MergeAction, { readonly kind: "update" | "delete" }> }
    | { readonly matched: false; readonly action: Extract<MergeAction, { readonly kind: "insert" }> }
  );

/** `MERGE INTO t USING source ON condition WHEN … THEN … [WHEN …]`. D: sql-reference/sql/merge. */
export interface Merge extends Place {
  readonly kind: "merge";
  readonly target: Target;
  /** A table, subquery, VALUES or table function; joins stand in a subquery. */
  readonly source: Source;
  readonly on: Expression;
  /** At least one, in the order written. */
  readonly clauses: readonly [MergeClause, ...MergeClause[]];
}

/** `TRUNCATE [TABLE] [IF EXISTS] t`. D: sql-reference/sql/truncate-table. */
export interface Truncate extends Place {
  readonly kind: "truncate";
  readonly ifExists: boolean;
  readonly target: QualifiedName;
}

/** A statement that changes rows. */
export type DmlStatement = Insert | Update | Delete | Merge | Truncate;
