import { currentMetadataLocation, loadTable } from "../../../iceberg/load-table";
import type { IcebergTable } from "../../../objects/iceberg-table";
import { findSchema } from "../../names";
import { checkCreate, createObject, readCreateHead } from "../../object-statements";
import type { StatementKind } from "../../statement";
import { parseNewTable, refuseInLinkedDatabase } from "./create-linked-table";
import type { IcebergOptions } from "./iceberg-options";
import { readIcebergOptions } from "./iceberg-options";
import { newSource } from "./table-source";

const PRIVILEGE = "CREATE ICEBERG TABLE";

function parametersOf(options: IcebergOptions): Map<string, string> {
  const parameters = new Map<string, string>();
  if (options.externalVolume !== undefined) parameters.set("EXTERNAL_VOLUME", options.externalVolume.written);
  if (options.catalog !== undefined) parameters.set("CATALOG", options.catalog.written);
  if (options.replaceInvalidCharacters !== undefined) {
    parameters.set("REPLACE_INVALID_CHARACTERS", String(options.replaceInvalidCharacters));
  }
  return parameters;
}

/**
 * CREATE [OR REPLACE] ICEBERG TABLE [IF NOT EXISTS] name [EXTERNAL_VOLUME] [CATALOG] { CATALOG_TABLE_NAME [CATALOG_NAMESPACE]
 * [AUTO_REFRESH] | METADATA_FILE_PATH } [REPLACE_INVALID_CHARACTERS] [COMMENT] [TAG (…)]. The metadata is read at once.
 */
export const createIcebergTable: StatementKind = {
  leading: "CREATE ICEBERG TABLE",
  remark: "over a catalog integration for GLUE, ICEBERG_REST with Glue, or OBJECT_STORE",
  parse(cursor) {
    const head = readCreateHead(cursor, "ICEBERG TABLE", 3);
    if (cursor.isSymbol("(")) return parseNewTable(cursor, head);
    const options = readIcebergOptions(cursor);
    return async (context) => {
      const { account } = context;
      refuseInLinkedDatabase(context, head);
      const check = checkCreate(context, "ICEBERG_TABLE", head, PRIVILEGE);
      if (check.kind === "exists") return check.result;
      const source = newSource(context, options, findSchema(context, head.path.slice(0, -1), PRIVILEGE));
      const lake = account.iceberg.sessionOf(context);
      const location = source.metadataLocation ?? (await currentMetadataLocation(lake, source));
      const loaded = await loadTable(lake, source, location, account.clock.now());
      return account.state.changes.transact(() =>
        createObject(
          context,
          "ICEBERG_TABLE",
          head,
          PRIVILEGE,
          (base): IcebergTable => ({
            ...base,
            comment: options.comment ?? null,
            integrationId: source.integrationId,
            externalVolumeId: source.externalVolumeId,
            catalogTableName: source.catalogTableName,
            catalogNamespace: source.catalogNamespace,
            parameters: parametersOf(options),
            autoRefresh: options.autoRefresh ?? false,
            columns: loaded.columns,
            version: loaded.version,
            refresh: { state: "RUNNING" },
          }),
          // O: Snowflake calls it a table here.
          { label: "Table", tags: options.tags },
        ),
      );
    };
  },
};
