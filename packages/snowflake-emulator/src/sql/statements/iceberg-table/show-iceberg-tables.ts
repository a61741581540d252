import { autoRefreshStatus } from "../../../iceberg/refresh-status";
import type { IcebergTable } from "../../../objects/iceberg-table";
import { objectById, ownerRoleType, roleName } from "../../../state/account-state";
import { largeTableOf } from "../../../wire/large-table";
import type { ColumnPlan } from "../../../wire/result-table";
import { type InSchema, page, visibleIn } from "../../schema-objects";
import { readLike, readPage } from "../../show-filter";
import { readShowScope } from "../../show-scope";
import type { ExecutionContext, StatementKind } from "../../statement";

type Row = InSchema<IcebergTable>;

/** O: the columns of SHOW ICEBERG TABLES, in their order; what tables with an external catalog have in them. */
function columns({ account: { state } }: ExecutionContext): ColumnPlan<Row> {
  return {
    created_on: ["timestamp_ltz", ({ object }) => new Date(object.createdOn)],
    name: ["text", ({ name }) => name],
    database_name: ["text", ({ database }) => database.name],
    schema_name: ["text", ({ schema }) => schema.name],
    owner: ["text", ({ object }) => roleName(state, object.ownerRoleId)],
    external_volume_name: [
      "text",
      ({ object }) => objectById(state, "EXTERNAL_VOLUME", object.externalVolumeId)?.name ?? null,
    ],
    catalog_name: ["text", ({ object }) => objectById(state, "INTEGRATION", object.integrationId)?.name ?? null],
    iceberg_table_type: ["text", () => "UNMANAGED"],
    catalog_table_name: ["text", ({ object }) => object.catalogTableName],
    catalog_namespace: ["text", ({ object }) => object.catalogNamespace],
    base_location: ["text", () => null],
    can_write_metadata: ["text", () => "Y"],
    comment: ["text", ({ object }) => object.comment ?? ""],
    name_mapping: ["text", () => null],
    owner_role_type: ["text", ({ object }) => ownerRoleType(state, object)],
    catalog_sync_name: ["text", () => ""],
    auto_refresh_status: ["text", ({ object }) => autoRefreshStatus(object) ?? ""],
    partition_specs: ["text", ({ object }) => object.version?.partitionSpecs ?? "[]"],
    current_partition_spec_id: ["fixed", ({ object }) => object.version?.currentSpecId ?? 0],
    iceberg_table_format_version: ["fixed", ({ object }) => object.version?.formatVersion ?? 2],
  };
}

const TERSE: ColumnPlan<Row> = {
  created_on: ["timestamp_ltz", ({ object }) => new Date(object.createdOn)],
  name: ["text", ({ name }) => name],
  database_name: ["text", ({ database }) => database.name],
  schema_name: ["text", ({ schema }) => schema.name],
};

/** SHOW [TERSE] ICEBERG TABLES [LIKE '…'] [IN { ACCOUNT | DATABASE [name] | [SCHEMA] [name] }] [STARTS WITH '…'] [LIMIT n [FROM '…']] */
export const showIcebergTables: StatementKind = {
  leading: "SHOW ICEBERG TABLES",
  parse(cursor) {
    cursor.expect("SHOW");
    const terse = cursor.take("TERSE");
    cursor.expect("ICEBERG TABLES");
    const like = readLike(cursor);
    const scope = readShowScope(cursor);
    const filter = readPage(cursor);
    return async (context) => {
      const found = page(filter, await visibleIn(context, "ICEBERG_TABLE", scope, "SHOW ICEBERG TABLES", like));
      return largeTableOf(terse ? TERSE : columns(context), found);
    };
  },
};
