import { physicalTable, physicalType } from "../../data/physical-type";
import type { TableAlias } from "../ast";
import { physicalIdentifier } from "../physical-name";
import type { ColumnUse } from "./bound";
import type { NamedRelation, ScopeColumn } from "./frame";
import { wireLiteral } from "./literal";
import { columnCountMismatch } from "./problems";
import type { BoundRelation, RelationColumn } from "./scope";

/** A part of FROM: SQL that stands after the word, and what it makes visible. */
export interface BoundSource {
  readonly sql: string;
  readonly relations: readonly NamedRelation[];
  /** What `*` gives. */
  readonly columns: readonly ScopeColumn[];
  /** Columns of queries around it. */
  readonly uses: readonly ColumnUse[];
  /** SQL of GENERATOR's row number. */
  readonly sequence?: string | undefined;
}

/** `"c1", "c2", …` */
export function positions(count: number): string {
  return Array.from({ length: count }, (_, index) => `"c${index + 1}"`).join(", ");
}

/** Columns of a DuckDB relation whose columns are called c1, c2, …; renamed by an alias's list. */
export function positionalColumns(columns: readonly RelationColumn[], label: string): readonly ScopeColumn[] {
  return columns.map((one, index) => ({ ...one, sql: `${label}."c${index + 1}"` }));
}

/** Gives columns the names of `AS t (a, b)`. Throws when there are fewer or more. */
export function renamed(columns: readonly ScopeColumn[], alias: TableAlias | undefined): readonly ScopeColumn[] {
  const names = alias?.columns;
  if (alias === undefined || names === undefined) return columns;
  const visible = columns.filter((one) => one.hidden !== true);
  if (names.length !== visible.length) throw columnCountMismatch(alias.name, visible.length, names.length);
  return columns.map((one, index) => ({ ...one, name: names[index] ?? one.name }));
}

/** A source of one relation. */
export function single(
  sql: string,
  columns: readonly ScopeColumn[],
  names: readonly string[],
  uses: readonly ColumnUse[] = [],
): BoundSource {
  return { sql, relations: [{ names, columns }], columns, uses };
}

/** What a name in FROM stands for, as a source with a label of its own. */
export function relationSource(
  { source, columns }: BoundRelation,
  label: string,
  names: readonly string[],
  alias: TableAlias | undefined,
): BoundSource {
  if (source.kind === "table") {
    const own = columns.map((one) => ({ ...one, sql: `${label}.${physicalIdentifier(one.name)}` }));
    return single(`${physicalTable(source.id)} AS ${label}`, renamed(own, alias), names);
  }
  const sql = source.kind === "query" ? source.sql : rowsSql(columns, source.rows);
  return single(
    `(${sql}) AS ${label}(${positions(columns.length)})`,
    renamed(positionalColumns(columns, label), alias),
    names,
  );
}

/** Cells as a VALUES list, each of its column's type. */
function rowsSql(columns: readonly RelationColumn[], rows: BoundRelationRows): string {
  if (rows.length === 0) {
    return `SELECT ${columns.map((one) => `CAST(NULL AS ${physicalType(one.type)})`).join(", ")} WHERE FALSE`;
  }
  const tuple = (row: BoundRelationRows[number]) =>
    `(${columns.map((one, index) => wireLiteral(one.type, row[index] ?? null)).join(", ")})`;
  return `VALUES ${rows.map(tuple).join(", ")}`;
}

type BoundRelationRows = Extract<BoundRelation["source"], { kind: "rows" }>["rows"];
