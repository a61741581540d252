import { GrantPrivilegesToAccountRole } from "@cdktf/provider-snowflake/lib/grant-privileges-to-account-role";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { LAKE_ACCESS_NAMES } from "../declared/lake-access-names";
import { OperationsOwnership } from "../operations-ownership";

/** Properties of {@link ArrivedGrants}. */
export interface ArrivedGrantsProps {
  /** The role that owns the databases and runs the tasks. */
  readonly admin: string;
  /** The role that builds tables and views. */
  readonly engineer: string;
  /** The replicated database of Twinberg's own. */
  readonly operationsDatabase: string;
  /** The notification integration of alerts, where it arrives; undefined: it doesn't. */
  readonly alertEmail: string | undefined;
  /** The first refreshes: what is granted on has come. */
  readonly arrived: readonly ITerraformDependable[];
}

/**
 * Who may use what replication has brought, where the roles are the account's own: grants and owners come along with
 * replicated roles only. The same as in the primary, where the objects are made.
 *
 * Source: docs.snowflake.com, account-replication-intro, "Replication of roles and grants".
 */
export class ArrivedGrants extends Construct {
  constructor(scope: Construct, id: string, props: ArrivedGrantsProps) {
    super(scope, id);
    const use = (grantId: string, role: string, objectType: "INTEGRATION" | "EXTERNAL VOLUME", objectName: string) =>
      new GrantPrivilegesToAccountRole(this, grantId, {
        accountRoleName: role,
        privileges: ["USAGE"],
        onAccountObject: { objectType, objectName },
        dependsOn: [...props.arrived],
      });
    use("AdminOnStorageIntegration", props.admin, "INTEGRATION", LAKE_ACCESS_NAMES.storageIntegration);
    use("EngineerOnExternalVolume", props.engineer, "EXTERNAL VOLUME", LAKE_ACCESS_NAMES.externalVolume);
    if (props.alertEmail !== undefined) {
      use("AdminOnAlertEmail", props.admin, "INTEGRATION", props.alertEmail);
    }
    new OperationsOwnership(this, "Operations", {
      database: props.operationsDatabase,
      owner: props.admin,
      existing: true,
      dependsOn: props.arrived,
    });
  }
}
