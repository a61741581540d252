import { Execute } from "@cdktf/provider-snowflake/lib/execute";
import type { ITerraformDependable, TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import type { TwinbergConfig } from "../../../config/schema";
import { LAKE_ACCESS_NAMES } from "../declared/lake-access-names";
import { accountGroupContents } from "./carried";
import { Connection } from "./connection";
import { declareDestroyGuards } from "./destroy-guard";
import { declareGroupMonitor } from "./group-monitor";
import { declareSourceGroup } from "./source-group";
import { type AccountName, NOTHING_TO_REVERT, setAccountObjects, setDatabases } from "./statements";
import { declareVolumeGroup } from "./volume-group";

/** Properties of {@link SourceSide}. */
export interface SourceSideProps {
  /** What moves in a disaster. */
  readonly failover: TwinbergConfig["failover"];
  /** The replicated database of Twinberg's own. */
  readonly operationsDatabase: string;
  /** The account that all of this is in. */
  readonly source: AccountName;
  /** The account that it is replicated to. */
  readonly target: AccountName;
  /** The role that looks at the groups. */
  readonly monitorRole: string;
  /** The provider that works as the deployer. */
  readonly provider: TerraformProvider;
  /** What the groups carry, which must be there before. */
  readonly dependsOn: readonly ITerraformDependable[];
}

/**
 * The source side of replication: three failover groups and the connection. Which side is primary moves at run time, by the
 * controller; nothing of that shows here. A step of ALTER changes with the configuration alone, and is refused where the
 * account isn't primary: the shape of a group is changed where it is the source.
 */
export class SourceSide extends Construct {
  constructor(scope: Construct, id: string, props: SourceSideProps) {
    super(scope, id);
    const { failover, source, target, provider, dependsOn } = props;
    const { accountGroup, volumeGroup, databaseGroup, connection } = failover;
    const contents = accountGroupContents(accountGroup);
    const databases = [props.operationsDatabase, ...databaseGroup.databases];
    const shared = { source, target, provider, dependsOn };
    const groups = {
      account: declareSourceGroup(this, "AccountGroup", { ...shared, name: accountGroup.name, contents }),
      volume: declareVolumeGroup(this, "VolumeGroup", {
        ...shared,
        name: volumeGroup.name,
        volume: LAKE_ACCESS_NAMES.externalVolume,
      }),
      database: declareSourceGroup(this, "DatabaseGroup", {
        ...shared,
        name: databaseGroup.name,
        contents: { databases },
      }),
    };
    const shape = (id: string, execute: string, group: ITerraformDependable) =>
      new Execute(this, id, { execute, revert: NOTHING_TO_REVERT, provider, dependsOn: [group] });
    shape("AccountShape", setAccountObjects(accountGroup.name, contents), groups.account);
    shape("DatabaseShape", setDatabases(databaseGroup.name, databases), groups.database);
    const monitor = (id: string, { name }: { readonly name: string }, group: ITerraformDependable) =>
      declareGroupMonitor(this, id, { group: name, role: props.monitorRole, provider, dependsOn: [group] });
    monitor("AccountMonitor", accountGroup, groups.account);
    monitor("VolumeMonitor", volumeGroup, groups.volume);
    monitor("DatabaseMonitor", databaseGroup, groups.database);
    if (connection !== undefined) {
      new Connection(this, "Connection", { name: connection.name, side: { kind: "source", target }, provider });
    }
    declareDestroyGuards(this, {
      groups: [accountGroup, volumeGroup, databaseGroup].map(({ name }) => name),
      side: "source",
      provider,
    });
  }
}
