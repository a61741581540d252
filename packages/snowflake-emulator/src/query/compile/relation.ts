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
  const sql =
    source.kind === "query"
      ? `(${source.sql}) AS ${label}(${positions(columns.length)})`
      : rowsSql(columns, source, label);
  return single(sql, renamed(positionalColumns(columns, label), alias), names);
}

/** Cells as a VALUES list, each of its column's type; columns that the query doesn't name are left out, as they cost as much. */
function rowsSql(columns: readonly RelationColumn[], { rows, named }: BoundRows, label: string): string {
  const all = columns.map(({ name, type }, index) => ({ name, type, index }));
  const used = named === undefined ? all : all.filter(({ name }) => named.has(name));
  // A relation has at least one column, also where rows are only counted.
  const kept = used.length === 0 ? all.slice(0, 1) : used;
  const tuple = (row: BoundRows["rows"][number]) =>
    `(${kept.map(({ type, index }) => wireLiteral(type, row[index] ?? null)).join(", ")})`;
  const sql =
    rows.length === 0
      ? `SELECT ${kept.map(({ type }) => `CAST(NULL AS ${physicalType(type)})`).join(", ")} WHERE FALSE`
      : `VALUES ${rows.map(tuple).join(", ")}`;
  return `(${sql}) AS ${label}(${kept.map(({ index }) => `"c${index + 1}"`).join(", ")})`;
}

type BoundRows = Extract<BoundRelation["source"], { kind: "rows" }>;
