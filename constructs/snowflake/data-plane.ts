import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import type { AccountRole, TwinbergConfig } from "../../config/schema";
import { PROCEDURE_NAMES, type ProcedureSettings } from "../../procedures/index";
import { qualifiedName } from "../../sql/identifier";
import { CatalogLinkedDatabase } from "./catalog-linked-database";
import { declaredGrants } from "./declared/grants";
import { procedureSettings } from "./declared/procedure-settings";
import { prodSchema } from "./declared/prod-schema";
import { declaredTasks } from "./declared/tasks";
import { ExternalDatabase, icebergTableName } from "./external-database";
import { Monitoring } from "./monitoring";
import { ProdDatabase } from "./prod-database";
import { advertisingViews } from "./views/advertising-views";
import { materializedViews } from "./views/materialized-views";

/** The preview features of the Snowflake provider that the data plane takes. */
export const DATA_PLANE_PREVIEW_FEATURES = [
  "snowflake_alert_resource",
  "snowflake_iceberg_table_from_aws_glue_resource",
  "snowflake_materialized_view_resource",
  "snowflake_procedure_javascript_resource",
  "snowflake_table_resource",
] as const;

/** Properties of {@link DataPlane}. */
export interface DataPlaneProps {
  /** The configuration. */
  readonly config: TwinbergConfig;
  /** Which of the two accounts this is, by declaration. */
  readonly account: AccountRole;
  /** The provider that works as the deployer, for what an owner can't do. */
  readonly deployer: TerraformProvider;
}

/** The databases that an account has for itself, with what is in them: one definition, for both accounts. */
export class DataPlane extends Construct {
  /** What the procedures know. */
  readonly settings: ProcedureSettings;
  /** The schema in PROD of the views over the lake's Glue database. */
  readonly schemaInProd: string;
  /** The procedures' whole names in SQL, by their own. */
  readonly procedureNames: Readonly<Record<string, string>>;
  /** The tasks' whole names in SQL, by their own. */
  readonly taskNames: Readonly<Record<string, string>>;
  /** The whole names in SQL of PROD's declared views, by their own. */
  readonly viewNames: Readonly<Record<string, string>>;

  constructor(scope: Construct, id: string, props: DataPlaneProps) {
    super(scope, id);
    const { config, account, deployer } = props;
    const { databases, lake, alerts } = config;
    const grants = declaredGrants(config);
    const shared = { deployer, onDestroy: lake.onDestroy };
    const inExternal = (table: string) =>
      qualifiedName(databases.external.name, databases.external.schema, icebergTableName({ name: table }));
    const tasks = declaredTasks(config);
    const views = advertisingViews(config, inExternal);
    this.schemaInProd = prodSchema(databases.prod, lake.glueDatabase);
    this.settings = procedureSettings(config, account);
    const { database, schema } = this.settings.local;
    this.procedureNames = wholeNames(PROCEDURE_NAMES, database, schema);
    this.taskNames = wholeNames(namesOf(tasks), database, schema);
    this.viewNames = wholeNames(namesOf(views), databases.prod.name, this.schemaInProd);

    const external = new ExternalDatabase(this, "External", {
      ...shared,
      name: databases.external.name,
      schema: databases.external.schema,
      glueDatabase: lake.glueDatabase,
      tables: lake.tables,
      views,
      materializedViews: databases.external.advertisingViews ? materializedViews(inExternal) : [],
      warehouse: config.warehouses.tasks.name,
      grants: grants.external,
    });
    const catalogLinked = new CatalogLinkedDatabase(this, "CatalogLinked", {
      ...shared,
      name: databases.catalogLinked.name,
      namespace: lake.glueDatabase,
      discoverySeconds: databases.catalogLinked.discoverySeconds,
      writes: databases.catalogLinked.writer === account,
      grants: grants.catalogLinked,
    });
    const prod = new ProdDatabase(this, "Prod", {
      ...shared,
      name: databases.prod.name,
      schema: this.schemaInProd,
      shown: {
        database: databases.external.name,
        schema: databases.external.schema,
        views,
        dependsOn: external.ready,
      },
      grants: grants.prod,
    });
    new Monitoring(this, "Monitoring", {
      onDestroy: lake.onDestroy,
      settings: this.settings,
      deployer,
      owner: config.roles.admin,
      tasks,
      warehouse: config.warehouses.tasks.name,
      alert: alerts === undefined ? undefined : { ...alerts, account: config.accounts[account].name },
      dependsOn: [external, catalogLinked, prod].flatMap(({ ready }) => ready),
    });
  }
}

function namesOf(declared: readonly { readonly name: string }[]): string[] {
  return declared.map(({ name }) => name);
}

function wholeNames(names: readonly string[], database: string, schema: string): Readonly<Record<string, string>> {
  return Object.fromEntries(names.map((name) => [name, qualifiedName(database, schema, name)]));
}
