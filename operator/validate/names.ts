import type { TableConfig, TwinbergConfig } from "../../config/schema";
import { prodSchema } from "../../constructs/snowflake/declared/prod-schema";
import { qualifiedName } from "../../sql/identifier";

/** A table of the lake as each of the three databases names it, in SQL. */
export interface TableNames {
  /** The Iceberg table in EXT. */
  readonly external: string;
  /** The Iceberg table in CLD. */
  readonly catalogLinked: string;
  /** The view in PROD. */
  readonly prod: string;
}

/** What a table of the lake is called: in upper case everywhere. */
export function tableNames({ databases, lake }: TwinbergConfig, { name }: Pick<TableConfig, "name">): TableNames {
  const { external, catalogLinked, prod } = databases;
  const upper = name.toUpperCase();
  return {
    external: qualifiedName(external.name, external.schema, upper),
    catalogLinked: qualifiedName(catalogLinked.name, lake.glueDatabase.toUpperCase(), upper),
    prod: qualifiedName(prod.name, prodSchema(prod, lake.glueDatabase), upper),
  };
}

/** A monitoring table's name in SQL: the account's own, or the replicated one. */
export function monitoringTable(
  { databases: { monitoring, operations } }: TwinbergConfig,
  { name, place }: { readonly name: string; readonly place: "local" | "replicated" },
): string {
  const { name: database, schema } = place === "local" ? monitoring : operations;
  return qualifiedName(database, schema, name);
}
