import type { TwinbergConfig } from "../../config/schema";
import type { SnowflakeSession } from "../../operator/snowflake/session";
import { quoteIdentifier } from "../../sql/identifier";
import { countTables, type LakeReader, type TableCounts } from "../lake/counts";
import type { DataOutputs } from "../terraform/outputs";

/** The three ways in which an account reads the lake's own namespace. */
export function lakeReaders(data: DataOutputs, glueDatabase: string): readonly LakeReader[] {
  return [
    { name: "EXT", database: data.external_database_name, schema: data.external_schema_name },
    { name: "CLD", database: data.catalog_linked_database_name, schema: glueDatabase.toUpperCase() },
    { name: "PROD", database: data.prod_database_name, schema: data.prod_schema_name },
  ];
}

/** Works as a role, with the warehouse for people's queries. */
export async function workAs(session: SnowflakeSession, role: string, config: TwinbergConfig): Promise<void> {
  await session.execute(`USE ROLE ${quoteIdentifier(role)}`);
  await session.execute("USE SECONDARY ROLES NONE");
  await session.execute(`USE WAREHOUSE ${quoteIdentifier(config.warehouses.query.name)}`);
}

/** Counts tables through each reader: EXT and CLD as the admin who owns them, PROD as the analyst. */
export async function countEverywhere(
  session: SnowflakeSession,
  config: TwinbergConfig,
  data: DataOutputs,
  tables: readonly string[],
): Promise<ReadonlyMap<LakeReader["name"], TableCounts>> {
  const found = new Map<LakeReader["name"], TableCounts>();
  for (const reader of lakeReaders(data, config.lake.glueDatabase)) {
    await workAs(session, reader.name === "PROD" ? config.roles.analyst : config.roles.admin, config);
    found.set(reader.name, await countTables(session, reader, tables));
  }
  return found;
}
