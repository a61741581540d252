import { Database } from "@cdktf/provider-snowflake/lib/database";
import { Execute } from "@cdktf/provider-snowflake/lib/execute";
import { GrantOwnership } from "@cdktf/provider-snowflake/lib/grant-ownership";
import { Schema } from "@cdktf/provider-snowflake/lib/schema";
import { SecondaryDatabase } from "@cdktf/provider-snowflake/lib/secondary-database";
import type { ITerraformDependable, TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import type { TwinbergConfig } from "../../config/schema";
import { MONITORING_TABLES } from "../../procedures/index";
import { qualifiedName, quoteIdentifier } from "../../sql/identifier";
import { databaseLifecycle } from "./database-lifecycle";
import { declareMonitoringTable } from "./monitoring-table";

/** An account, as replication names it. */
export interface ReplicationPartner {
  /** The organization's name. */
  readonly organization: string;
  /** The account's name in the organization. */
  readonly account: string;
}

/** Properties of {@link OperationsDatabase}. */
export interface OperationsDatabaseProps {
  /** The database's name, the same in both accounts. */
  readonly name: string;
  /** The schema of the replicated tables. */
  readonly schema: string;
  /** The schema of the last-good copies. */
  readonly lastGoodSchema: string;
  /** Which side this account is declared as, and the account on the other side. */
  readonly side: { readonly kind: "source" | "replica"; readonly partner: ReplicationPartner };
  /** What a destroy does. */
  readonly onDestroy: TwinbergConfig["lake"]["onDestroy"];
  /** The role that owns it, and refreshes it where it is a replica. */
  readonly owner: string;
  /** The provider that works as the deployer: only ACCOUNTADMIN turns replication on. */
  readonly deployer: TerraformProvider;
}

/**
 * OPS: the native database that replication carries. The source has schemas, tables and the permission to be replicated;
 * the replica is made from it by name, and is empty until its first refresh, so that nothing is declared in it.
 *
 * Source: docs.snowflake.com, db-replication-config.
 */
export class OperationsDatabase extends Construct {
  /** The replica, or the tables, for what works on them. */
  readonly ready: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: OperationsDatabaseProps) {
    super(scope, id);
    const { organization, account } = props.side.partner;
    if (props.side.kind === "replica") {
      const replica = new SecondaryDatabase(this, "Replica", {
        name: props.name,
        asReplicaOf: qualifiedName(organization, account, props.name),
        comment: "What the primary wrote, read only",
        // Only ACCOUNTADMIN makes a replica; refreshing it takes ownership.
        provider: props.deployer,
        ...databaseLifecycle(props.onDestroy),
      });
      const ownership = new GrantOwnership(this, "ReplicaOwnership", {
        accountRoleName: props.owner,
        outboundPrivileges: "COPY",
        on: { objectType: "DATABASE", objectName: replica.name },
        provider: props.deployer,
      });
      this.ready = [ownership];
      return;
    }
    const database = new Database(this, "Database", {
      name: props.name,
      comment: "What the primary writes and the secondary gets by replication",
      dropPublicSchemaOnCreation: true,
      // Who may have replicas is the deployer's to say, in the step below.
      ...databaseLifecycle(props.onDestroy, ["replication"]),
    });
    const schema = new Schema(this, "Schema", { database: database.name, name: props.schema });
    const lastGood = new Schema(this, "LastGoodSchema", { database: database.name, name: props.lastGoodSchema });
    const tables = MONITORING_TABLES.filter(({ place }) => place === "replicated").map((table) =>
      declareMonitoringTable(this, { database: database.name, schema: schema.name }, table),
    );
    this.ready = [lastGood, ...tables];
    const replication = (verb: "ENABLE" | "DISABLE") =>
      `ALTER DATABASE ${quoteIdentifier(props.name)} ${verb} REPLICATION TO ACCOUNTS ${qualifiedName(organization, account)}`;
    new Execute(this, "Replication", {
      execute: replication("ENABLE"),
      revert: replication("DISABLE"),
      provider: props.deployer,
      dependsOn: [database],
    });
  }
}
