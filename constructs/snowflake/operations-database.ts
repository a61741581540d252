import { Database } from "@cdktf/provider-snowflake/lib/database";
import { Schema } from "@cdktf/provider-snowflake/lib/schema";
import type { ITerraformDependable, TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import type { TwinbergConfig } from "../../config/schema";
import { MONITORING_TABLES } from "../../procedures/index";
import { databaseLifecycle } from "./database-lifecycle";
import { declareMonitoringTable } from "./monitoring-table";
import { OperationsOwnership } from "./operations-ownership";
import { PERMANENT_SCHEMA } from "./schema-kind";

/** Properties of {@link OperationsDatabase}. */
export interface OperationsDatabaseProps {
  /** The database's name, the same in both accounts. */
  readonly name: string;
  /** The schema of the replicated tables. */
  readonly schema: string;
  /** The schema of the last-good copies. */
  readonly lastGoodSchema: string;
  /** What a destroy does. */
  readonly onDestroy: TwinbergConfig["lake"]["onDestroy"];
  /**
   * The role that owns what comes back by replication after a failover; undefined: roles travel, and owners with them.
   * Whoever makes the database owns it and what is in it now.
   */
  readonly ownerOfWhatComes: string | undefined;
  /** The provider that works as the deployer. */
  readonly deployer: TerraformProvider;
}

/**
 * OPS: the native database that replication carries, in the account that it is made in. In the other one it arrives, with
 * all that is in it, and nothing of it is declared.
 */
export class OperationsDatabase extends Construct {
  /** The schemas and tables, for what works on them or carries them. */
  readonly ready: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: OperationsDatabaseProps) {
    super(scope, id);
    const database = new Database(this, "Database", {
      name: props.name,
      comment: "What the primary writes and the secondary gets by replication",
      dropPublicSchemaOnCreation: true,
      // What the provider reads back of replication follows who is primary.
      ...databaseLifecycle(props.onDestroy, ["replication"]),
    });
    const schema = new Schema(this, "Schema", { ...PERMANENT_SCHEMA, database: database.name, name: props.schema });
    const lastGood = new Schema(this, "LastGoodSchema", {
      ...PERMANENT_SCHEMA,
      database: database.name,
      name: props.lastGoodSchema,
    });
    const tables = MONITORING_TABLES.filter(({ place }) => place === "replicated").map((table) =>
      declareMonitoringTable(this, { database: database.name, schema: schema.name }, table),
    );
    this.ready = [lastGood, ...tables];
    if (props.ownerOfWhatComes !== undefined) {
      new OperationsOwnership(this, "Ownership", {
        database: props.name,
        owner: props.ownerOfWhatComes,
        existing: false,
        provider: props.deployer,
        dependsOn: [database],
      });
    }
  }
}
