import { MAX_IDENTIFIER_LENGTH } from "../../sql/identifier";
import type { ProcedureSettings } from "../settings";
import { fingerprint } from "./mark";

/** A column of a table in the catalog-linked database. */
export interface CatalogColumn {
  readonly name: string;
  /** The type with its sizes, in any form that changes when the type does. */
  readonly type: string;
}

/** A table of the catalog-linked database, under the names that the database shows. */
export interface CatalogTable {
  /** The schema in the catalog-linked database. */
  readonly namespace: string;
  readonly table: string;
  /** In order; none when they can't be read. */
  readonly columns: readonly CatalogColumn[];
}

/** Where a view is in PROD. */
export interface ViewName {
  readonly schema: string;
  readonly view: string;
}

/** A view that PROD should have. */
export interface DesiredView extends ViewName {
  readonly table: CatalogTable;
  readonly columns: readonly { readonly name: string; readonly source: string }[];
  /** Changes when anything does that the view is made from. */
  readonly source: string;
}

/** A table that can't have its view, and why. */
export interface Refusal extends ViewName {
  readonly table: CatalogTable;
  readonly reason: string;
}

/** What PROD should have, and what it can't. */
export interface Desired {
  readonly views: readonly DesiredView[];
  readonly refused: readonly Refusal[];
}

/** As much of the settings as names depend on. */
export type NameSettings = Pick<ProcedureSettings, "catalogDatabase" | "prodSchemas">;

/** A name as a key of maps: equal for equal names alone. */
export const viewKey = ({ schema, view }: ViewName): string => JSON.stringify([schema, view]);

/** The schema of a namespace in PROD: its own by the settings, else its name in upper case. */
export function prodSchema({ prodSchemas }: Pick<NameSettings, "prodSchemas">, namespace: string): string {
  const upper = namespace.toUpperCase();
  // The catalog-linked database may show a namespace in another case than the catalog.
  const own = Object.keys(prodSchemas);
  const found = own.find((name) => name === namespace) ?? own.find((name) => name.toUpperCase() === upper);
  return (found === undefined ? undefined : prodSchemas[found]) ?? upper;
}

/** The view of a table. */
export function viewOfTable(settings: NameSettings, { namespace, table }: Omit<CatalogTable, "columns">): ViewName {
  return { schema: prodSchema(settings, namespace), view: table.toUpperCase() };
}

/** The views that PROD should have for the tables that there are; refused is whatever would not be one view for one table. */
export function desiredViews(settings: NameSettings, tables: readonly CatalogTable[]): Desired {
  const named = tables.map((table) => ({ ...viewOfTable(settings, table), table }));
  const takers = new Map<string, CatalogTable[]>();
  for (const one of named) takers.set(viewKey(one), [...(takers.get(viewKey(one)) ?? []), one.table]);
  const views: DesiredView[] = [];
  const refused: Refusal[] = [];
  for (const one of named) {
    const others = (takers.get(viewKey(one)) ?? []).filter((table) => table !== one.table);
    const reason = collision(others) ?? unusableName(one) ?? unusableColumns(one.table);
    if (reason !== undefined) refused.push({ ...one, reason });
    else views.push(desiredView(settings, one));
  }
  return { views, refused };
}

function desiredView(
  { catalogDatabase }: NameSettings,
  named: ViewName & { readonly table: CatalogTable },
): DesiredView {
  const { namespace, table, columns } = named.table;
  const typed = columns.flatMap(({ name, type }) => [name, type]);
  return {
    ...named,
    columns: columns.map(({ name }) => ({ name: name.toUpperCase(), source: name })),
    source: fingerprint(named.schema, named.view, catalogDatabase, namespace, table, ...typed),
  };
}

function collision(others: readonly CatalogTable[]): string | undefined {
  if (others.length === 0) return undefined;
  const named = others.map(({ namespace, table }) => `${namespace}.${table}`).join(", ");
  return `the same view would be that of ${named}: give the namespaces schemas of their own, or rename a table`;
}

function unusableName({ schema, view }: ViewName): string | undefined {
  if (schema === "INFORMATION_SCHEMA")
    return "a schema can't be named INFORMATION_SCHEMA: give the namespace another one";
  const long = [schema, view].find((name) => name.length > MAX_IDENTIFIER_LENGTH);
  return long === undefined
    ? undefined
    : `in upper case the name is longer than ${MAX_IDENTIFIER_LENGTH} characters: ${long}`;
}

function unusableColumns({ columns }: CatalogTable): string | undefined {
  if (columns.length === 0) return "its columns can't be read";
  const upper = columns.map(({ name }) => name.toUpperCase());
  const twice = upper.find((name, index) => upper.indexOf(name) !== index);
  if (twice !== undefined) return `several of its columns are ${twice} in upper case: rename one`;
  const long = upper.find((name) => name.length > MAX_IDENTIFIER_LENGTH);
  return long === undefined
    ? undefined
    : `in upper case a column's name is longer than ${MAX_IDENTIFIER_LENGTH} characters: ${long}`;
}
