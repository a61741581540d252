import { Database } from "@cdktf/provider-snowflake/lib/database";
import { MaterializedView } from "@cdktf/provider-snowflake/lib/materialized-view";
import { Schema } from "@cdktf/provider-snowflake/lib/schema";
import { View } from "@cdktf/provider-snowflake/lib/view";
import type { ITerraformDependable, TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import type { TableConfig, TwinbergConfig } from "../../config/schema";
import { DatabaseGrants } from "./database-grants";
import { databaseLifecycle } from "./database-lifecycle";
import type { DatabaseGrantDeclarations } from "./declared/grants";
import { LAKE_ACCESS_NAMES } from "./declared/lake-access-names";
import { IcebergTableFromAwsGlue } from "./resources/iceberg-table-from-aws-glue";
import { PERMANENT_SCHEMA } from "./schema-kind";
import type { MaterializedViewDefinition } from "./views/materialized-views";
import type { ViewDefinition } from "./views/view-definition";

/** Properties of {@link ExternalDatabase}. */
export interface ExternalDatabaseProps {
  /** The database's name. */
  readonly name: string;
  /** The schema that everything is in. */
  readonly schema: string;
  /** The Glue database. */
  readonly glueDatabase: string;
  /** The tables of the lake, each of which becomes an Iceberg table with its name in upper case. */
  readonly tables: readonly TableConfig[];
  /** The views over the tables. */
  readonly views: readonly ViewDefinition[];
  /** The materialized views over the tables. */
  readonly materializedViews: readonly MaterializedViewDefinition[];
  /** The warehouse that materialized views are made with. */
  readonly warehouse: string;
  /** Who may read. */
  readonly grants: DatabaseGrantDeclarations;
  /** What a destroy does. */
  readonly onDestroy: TwinbergConfig["lake"]["onDestroy"];
  /** The provider that works as the deployer. */
  readonly deployer: TerraformProvider;
}

/**
 * EXT: single Iceberg tables through the Glue integration and the external volume. No replication carries these, so both
 * accounts have them declared.
 *
 * Source: docs.snowflake.com, account-replication-considerations.
 */
export class ExternalDatabase extends Construct {
  /** The tables and views, for what reads them. */
  readonly ready: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: ExternalDatabaseProps) {
    super(scope, id);
    const database = new Database(this, "Database", {
      name: props.name,
      comment: "The lake's tables, one Iceberg table each",
      dropPublicSchemaOnCreation: true,
      ...databaseLifecycle(props.onDestroy),
    });
    const grants = new DatabaseGrants(this, "Grants", { declared: props.grants, database, deployer: props.deployer });
    const schema = new Schema(this, "Schema", {
      ...PERMANENT_SCHEMA,
      database: database.name,
      name: props.schema,
      dependsOn: [...grants.future],
    });
    const place = { database: database.name, schema: schema.name };
    const tables = props.tables.map(
      (table) =>
        new IcebergTableFromAwsGlue(this, `Table-${table.name}`, {
          ...place,
          name: icebergTableName(table),
          externalVolume: LAKE_ACCESS_NAMES.externalVolume,
          catalog: LAKE_ACCESS_NAMES.glueCatalog,
          catalogNamespace: props.glueDatabase,
          catalogTableName: table.name,
          autoRefresh: true,
          ...(table.comment === undefined ? {} : { comment: table.comment }),
        }),
    );
    const views = props.views.map(
      ({ name, columns, statement, comment }) =>
        new View(this, `View-${name}`, {
          ...place,
          name,
          column: columns.map((columnName) => ({ columnName })),
          statement,
          // The provider makes a view anew when its text changes.
          copyGrants: true,
          comment,
          dependsOn: tables,
        }),
    );
    this.ready = [...tables, ...views];
    for (const { name, statement, comment } of props.materializedViews) {
      new MaterializedView(this, `MaterializedView-${name}`, {
        ...place,
        name,
        statement,
        comment,
        warehouse: props.warehouse,
        dependsOn: tables,
      });
    }
  }
}

/** What a table of the lake is called in EXT. */
export function icebergTableName(table: Pick<TableConfig, "name">): string {
  return table.name.toUpperCase();
}
