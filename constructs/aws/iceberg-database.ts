import { GlueCatalogDatabase } from "@cdktf/provider-aws/lib/glue-catalog-database";
import { GlueCatalogTable } from "@cdktf/provider-aws/lib/glue-catalog-table";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { TableConfig } from "../../config/schema";

/** Properties of {@link IcebergDatabase}. */
export interface IcebergDatabaseProps {
  /** The Glue database's name, which is the Iceberg namespace. */
  readonly databaseName: string;
  /** `s3://bucket/prefix/`, under which each table gets a folder of its name. */
  readonly location: string;
  /** The tables. At least one: a database that is adopted isn't declared. */
  readonly tables: readonly [TableConfig, ...TableConfig[]];
  /** Whether a destroy refuses to remove the tables (`keep`). */
  readonly onDestroy: "keep" | "delete";
  /** What must be there before: Lake Formation's settings, which decide a new table's grants. */
  readonly dependsOn: ITerraformDependable[];
}

/** The Glue database and its Iceberg tables. Terraform makes the tables; writers own what is in their metadata. */
export class IcebergDatabase extends Construct {
  /** The database itself. */
  readonly resource: GlueCatalogDatabase;

  constructor(scope: Construct, id: string, props: IcebergDatabaseProps) {
    super(scope, id);
    const preventDestroy = props.onDestroy === "keep";
    this.resource = new GlueCatalogDatabase(this, "Resource", {
      name: props.databaseName,
      locationUri: props.location,
      description: "The lake's Iceberg namespace",
      lifecycle: { preventDestroy },
      dependsOn: props.dependsOn,
    });
    for (const table of props.tables) {
      new GlueCatalogTable(this, `Table-${table.name}`, {
        databaseName: this.resource.name,
        name: table.name,
        ...(table.comment === undefined ? {} : { description: table.comment }),
        tableType: "EXTERNAL_TABLE",
        openTableFormatInput: { icebergInput: { metadataOperation: "CREATE", version: "2" } },
        storageDescriptor: {
          location: `${props.location}${table.name}`,
          columns: Object.entries(table.columns).map(([name, type]) => ({ name, type })),
        },
        lifecycle: {
          preventDestroy,
          // A commit moves metadata_location and may evolve the columns: that is the writers' business.
          ignoreChanges: ["parameters", "storage_descriptor", "open_table_format_input"],
        },
      });
    }
  }
}
