import type { EmailNotificationIntegration } from "@cdktf/provider-snowflake/lib/email-notification-integration";
import { GrantPrivilegesToAccountRole } from "@cdktf/provider-snowflake/lib/grant-privileges-to-account-role";
import { Construct } from "constructs";
import type { AccountRoleNames } from "./account-roles";
import type { AccountWarehouses } from "./account-warehouses";
import type { LakeAccess } from "./lake-access";

/** Properties of {@link AccountPrivileges}. */
export interface AccountPrivilegesProps {
  /** Who is granted. */
  readonly roles: AccountRoleNames;
  /** What queries and tasks run on. */
  readonly warehouses: AccountWarehouses;
  /** What the lake is reached through. */
  readonly lakeAccess: LakeAccess;
  /** What mail is sent through; undefined: none is sent. */
  readonly alertEmail: EmailNotificationIntegration | undefined;
}

/** An object of the account, as the grant resource names it. */
interface AccountObject {
  readonly objectType: "WAREHOUSE" | "INTEGRATION" | "EXTERNAL VOLUME";
  readonly objectName: string;
}

/**
 * Who may do what in the account. What arrives by replication is granted on where it arrives. A role has what the roles below it have: what is granted to the analyst isn't granted
 * again to the engineer and the admin.
 */
export class AccountPrivileges extends Construct {
  constructor(scope: Construct, id: string, props: AccountPrivilegesProps) {
    super(scope, id);
    const { roles, warehouses, lakeAccess, alertEmail } = props;
    const integration = (objectName: string): AccountObject => ({ objectType: "INTEGRATION", objectName });
    const warehouse = (objectName: string): AccountObject => ({ objectType: "WAREHOUSE", objectName });

    new GrantPrivilegesToAccountRole(this, "AdminOnAccount", {
      accountRoleName: roles.admin,
      onAccount: true,
      privileges: ["CREATE DATABASE", "CREATE WAREHOUSE", "EXECUTE ALERT", "EXECUTE TASK"],
    });
    // Stages and catalog-linked databases are the admin's to make.
    const { carried } = lakeAccess;
    if (carried !== undefined) {
      this.grant("AdminOnStorageIntegration", roles.admin, integration(carried.storageIntegration.name), ["USAGE"]);
    }
    this.grant("AdminOnRestCatalog", roles.admin, integration(lakeAccess.restCatalog.name), ["USAGE"]);
    if (alertEmail !== undefined) {
      this.grant("AdminOnAlertEmail", roles.admin, integration(alertEmail.name), ["USAGE"]);
    }
    // An Iceberg table takes its catalog and its volume.
    this.grant("EngineerOnGlueCatalog", roles.engineer, integration(lakeAccess.glueCatalog.name), ["USAGE"]);
    if (carried !== undefined) {
      const volume: AccountObject = { objectType: "EXTERNAL VOLUME", objectName: carried.externalVolume.name };
      this.grant("EngineerOnExternalVolume", roles.engineer, volume, ["USAGE"]);
    }
    this.grant("AnalystOnQueryWarehouse", roles.analyst, warehouse(warehouses.query.name), ["USAGE"]);
    this.grant("AdminOnQueryWarehouse", roles.admin, warehouse(warehouses.query.name), ["MONITOR", "OPERATE"]);
    this.grant("AdminOnTaskWarehouse", roles.admin, warehouse(warehouses.tasks.name), ["MONITOR", "OPERATE", "USAGE"]);
  }

  private grant(id: string, role: string, object: AccountObject, privileges: readonly string[]): void {
    new GrantPrivilegesToAccountRole(this, id, {
      accountRoleName: role,
      onAccountObject: object,
      privileges: [...privileges],
    });
  }
}
