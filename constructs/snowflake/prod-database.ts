import { Database } from "@cdktf/provider-snowflake/lib/database";
import { Schema } from "@cdktf/provider-snowflake/lib/schema";
import { View } from "@cdktf/provider-snowflake/lib/view";
import type { ITerraformDependable, TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import type { TwinbergConfig } from "../../config/schema";
import { qualifiedName, quoteIdentifier } from "../../sql/identifier";
import { DatabaseGrants } from "./database-grants";
import { databaseLifecycle } from "./database-lifecycle";
import type { DatabaseGrantDeclarations } from "./declared/grants";
import { PERMANENT_SCHEMA } from "./schema-kind";
import type { ViewDefinition } from "./views/view-definition";

/** Properties of {@link ProdDatabase}. */
export interface ProdDatabaseProps {
  /** The database's name. */
  readonly name: string;
  /** The schema of the lake's Glue database. Those of other namespaces are made when they are found. */
  readonly schema: string;
  /** The views that are shown here as they are elsewhere. */
  readonly shown: {
    /** The database that they are in. */
    readonly database: string;
    /** The schema that they are in. */
    readonly schema: string;
    /** The views. */
    readonly views: readonly ViewDefinition[];
    /** What must be there before. */
    readonly dependsOn: readonly ITerraformDependable[];
  };
  /** Who may read. */
  readonly grants: DatabaseGrantDeclarations;
  /** What a destroy does. */
  readonly onDestroy: TwinbergConfig["lake"]["onDestroy"];
  /** The provider that works as the deployer. */
  readonly deployer: TerraformProvider;
}

/**
 * PROD: what applications read, under the same names in both accounts. The views over the lake's tables are not declared:
 * a procedure makes them, because tables come and go without Terraform.
 */
export class ProdDatabase extends Construct {
  /** The schema and the declared views, for what reads or adds to them. */
  readonly ready: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: ProdDatabaseProps) {
    super(scope, id);
    const { shown } = props;
    const database = new Database(this, "Database", {
      name: props.name,
      comment: "What applications read: views only",
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
    const views = shown.views.map(
      ({ name, columns, comment }) =>
        new View(this, `View-${name}`, {
          database: database.name,
          schema: schema.name,
          name,
          column: columns.map((columnName) => ({ columnName })),
          statement: `SELECT ${columns.map(quoteIdentifier).join(", ")}\nFROM ${qualifiedName(shown.database, shown.schema, name)}`,
          // The provider makes a view anew when its text changes.
          copyGrants: true,
          comment,
          dependsOn: [...shown.dependsOn],
        }),
    );
    this.ready = [schema, ...views];
  }
}
