import { Execute } from "@cdktf/provider-snowflake/lib/execute";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { TwinbergConfig } from "../../../config/schema";
import { TABLE_SYNC_INTEGRATION } from "../../../config/table-sync-names";
import { databaseLifecycle } from "../database-lifecycle";
import { LAKE_ACCESS_NAMES } from "../declared/lake-access-names";
import { ArrivedGrants } from "./arrived-grants";
import {
  DESCRIBE_EXTERNAL_VOLUME,
  DESCRIBE_STORAGE_INTEGRATION,
  storagePrincipal,
  volumePrincipal,
} from "./arrived-principal";
import { originsIn } from "./carried";
import { Connection } from "./connection";
import { declareDestroyGuards } from "./destroy-guard";
import { declareGroupMonitor } from "./group-monitor";
import { declareLeftover, type LeftoverKind } from "./leftover";
import { declareReplicaGroup } from "./replica-group";
import { type AccountName, linkByName, NOTHING_TO_REVERT, refresh } from "./statements";

/** Properties of {@link ReplicaSide}. */
export interface ReplicaSideProps {
  /** The configuration. */
  readonly config: TwinbergConfig;
  /** The account that has the source. */
  readonly source: AccountName;
}

/**
 * The target side of replication: replicas of the groups and of the connection, the first refresh in the order in which
 * things depend on each other, and who may use what came. It asks nothing of the source account once it is there.
 *
 * Source: docs.snowflake.com, account-replication-config.
 */
export class ReplicaSide extends Construct {
  /** The ARN of the AWS principal of the storage integration that arrived. */
  readonly storagePrincipalArn: string;
  /** The ARN of the AWS principal of the external volume that arrived. */
  readonly volumePrincipalArn: string;

  constructor(scope: Construct, id: string, { config, source }: ReplicaSideProps) {
    super(scope, id);
    const { accountGroup, volumeGroup, databaseGroup, connection } = config.failover;
    const origins = originsIn("secondary", accountGroup);
    const leftovers = this.declareLeftovers(config);
    const replica = (groupId: string, { name }: { readonly name: string }) =>
      declareReplicaGroup(this, groupId, { name, source, dependsOn: leftovers });
    const groups = {
      account: replica("AccountGroup", accountGroup),
      volume: replica("VolumeGroup", volumeGroup),
      database: replica("DatabaseGroup", databaseGroup),
    };
    const step = (stepId: string, execute: string, query: string | undefined, ...after: ITerraformDependable[]) =>
      new Execute(this, stepId, {
        execute,
        revert: NOTHING_TO_REVERT,
        ...(query === undefined ? {} : { query }),
        dependsOn: after,
      });
    const linked = step("AccountLink", linkByName(accountGroup.name), undefined, groups.account);
    const account = step("AccountRefresh", refresh(accountGroup.name), DESCRIBE_STORAGE_INTEGRATION, linked);
    const volume = step("VolumeRefresh", refresh(volumeGroup.name), DESCRIBE_EXTERNAL_VOLUME, groups.volume, account);
    const database = step("DatabaseRefresh", refresh(databaseGroup.name), undefined, groups.database, volume);
    this.storagePrincipalArn = storagePrincipal(account);
    this.volumePrincipalArn = volumePrincipal(volume);
    if (origins.roles === "declared") {
      new ArrivedGrants(this, "Grants", {
        ...config.roles,
        operationsDatabase: config.databases.operations.name,
        alertEmail: origins.alertEmail === "declared" ? undefined : config.alerts?.integration,
        arrived: [database],
      });
    }
    const monitor = (grantId: string, { name }: { readonly name: string }, group: ITerraformDependable) =>
      // A replicated role has come with the first refresh.
      declareGroupMonitor(this, grantId, { group: name, role: config.roles.admin, dependsOn: [group, account] });
    monitor("AccountMonitor", accountGroup, groups.account);
    monitor("VolumeMonitor", volumeGroup, groups.volume);
    monitor("DatabaseMonitor", databaseGroup, groups.database);
    if (connection !== undefined) {
      new Connection(this, "Connection", { name: connection.name, side: { kind: "replica", source } });
    }
    declareDestroyGuards(this, {
      groups: [accountGroup, volumeGroup, databaseGroup].map(({ name }) => name),
      side: "target",
    });
  }

  /** Of what is Twinberg's own. Other databases, roles and integrations that came stay with whoever uses them. */
  private declareLeftovers(config: TwinbergConfig): Execute[] {
    const { alerts, databases, failover, lake, roles, tableSync, warehouses } = config;
    const origins = originsIn("secondary", failover.accountGroup);
    const left = (leftId: string, kind: LeftoverKind, name: string) => declareLeftover(this, leftId, { kind, name });
    return [
      declareLeftover(
        this,
        "LeftDatabase",
        { kind: "DATABASE", name: databases.operations.name },
        databaseLifecycle(lake.onDestroy),
      ),
      left("LeftStorageIntegration", "INTEGRATION", LAKE_ACCESS_NAMES.storageIntegration),
      left("LeftExternalVolume", "EXTERNAL VOLUME", LAKE_ACCESS_NAMES.externalVolume),
      ...(alerts === undefined || origins.alertEmail === "declared"
        ? []
        : [left("LeftAlertEmail", "INTEGRATION", alerts.integration)]),
      ...(origins.resourceMonitor === "arrived"
        ? [left("LeftResourceMonitor", "RESOURCE MONITOR", warehouses.resourceMonitor.name)]
        : []),
      ...(origins.roles === "arrived"
        ? Object.entries(roles).map(([use, role]) => left(`LeftRole-${use}`, "ROLE", role))
        : []),
      // The table sync's own, which is the primary's: a group carries all of a kind.
      ...(tableSync === undefined
        ? []
        : [
            left("LeftTableSyncIntegration", "INTEGRATION", TABLE_SYNC_INTEGRATION),
            ...(origins.roles === "arrived" ? [left("LeftTableSyncRole", "ROLE", tableSync.role)] : []),
            ...(failover.accountGroup.networkPolicies && tableSync.networkPolicy !== undefined
              ? [left("LeftTableSyncNetworkPolicy", "NETWORK POLICY", tableSync.networkPolicy.name)]
              : []),
          ]),
    ];
  }
}
