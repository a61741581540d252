import { EmailNotificationIntegration } from "@cdktf/provider-snowflake/lib/email-notification-integration";
import { Construct } from "constructs";
import { AccountPrivileges } from "./account-privileges";
import { type AccountRoleNames, AccountRoles, type AccountRolesProps } from "./account-roles";
import { AccountWarehouses, type AccountWarehousesProps } from "./account-warehouses";
import type { Origins } from "./failover/carried";
import { LakeAccess, type LakeAccessProps } from "./lake-access";

/** Properties of {@link AccountFoundation}. */
export interface AccountFoundationProps {
  /** The names of the roles. */
  readonly roles: AccountRolesProps;
  /** The warehouses and their monitor. */
  readonly warehouses: Omit<AccountWarehousesProps, "monitorOrigin">;
  /** How the account reaches the lake. */
  readonly lakeAccess: LakeAccessProps;
  /** What mail about the account is sent through; undefined: none is sent. */
  readonly alerts: { readonly integration: string; readonly recipients: readonly string[] } | undefined;
  /** How the account comes by what a failover group may carry. */
  readonly origins: Origins;
}

/**
 * What each Snowflake account has for itself before any database: one definition, for both accounts. What a failover group
 * carries is made in the primary alone.
 */
export class AccountFoundation extends Construct {
  /** The roles' names. */
  readonly roles: AccountRoleNames;
  /** What the account reaches the lake through. */
  readonly lakeAccess: LakeAccess;

  constructor(scope: Construct, id: string, props: AccountFoundationProps) {
    super(scope, id);
    const { alerts, origins } = props;
    this.roles = origins.roles === "declared" ? new AccountRoles(this, "Roles", props.roles).names : props.roles;
    const warehouses = new AccountWarehouses(this, "Warehouses", {
      ...props.warehouses,
      monitorOrigin: origins.resourceMonitor,
    });
    this.lakeAccess = new LakeAccess(this, "LakeAccess", props.lakeAccess);
    const alertEmail =
      alerts === undefined || origins.alertEmail !== "declared"
        ? undefined
        : new EmailNotificationIntegration(this, "AlertEmail", {
            name: alerts.integration,
            enabled: true,
            allowedRecipients: [...alerts.recipients],
            comment: "Mail when the account needs a look",
          });
    new AccountPrivileges(this, "Privileges", {
      roles: this.roles,
      warehouses,
      lakeAccess: this.lakeAccess,
      alertEmail,
    });
  }
}
