import { EmailNotificationIntegration } from "@cdktf/provider-snowflake/lib/email-notification-integration";
import { Construct } from "constructs";
import { AccountPrivileges } from "./account-privileges";
import { AccountRoles, type AccountRolesProps } from "./account-roles";
import { AccountWarehouses, type AccountWarehousesProps } from "./account-warehouses";
import { LakeAccess, type LakeAccessProps } from "./lake-access";

/** Properties of {@link AccountFoundation}. */
export interface AccountFoundationProps {
  /** The names of the roles. */
  readonly roles: AccountRolesProps;
  /** The warehouses and their monitor. */
  readonly warehouses: AccountWarehousesProps;
  /** How the account reaches the lake. */
  readonly lakeAccess: LakeAccessProps;
  /** What mail about the account is sent through; undefined: none is sent. */
  readonly alerts: { readonly integration: string; readonly recipients: readonly string[] } | undefined;
}

/** What each Snowflake account has for itself before any database: one definition, for both accounts. */
export class AccountFoundation extends Construct {
  /** The roles. */
  readonly roles: AccountRoles;
  /** What the account reaches the lake through. */
  readonly lakeAccess: LakeAccess;

  constructor(scope: Construct, id: string, props: AccountFoundationProps) {
    super(scope, id);
    this.roles = new AccountRoles(this, "Roles", props.roles);
    const warehouses = new AccountWarehouses(this, "Warehouses", props.warehouses);
    this.lakeAccess = new LakeAccess(this, "LakeAccess", props.lakeAccess);
    const alertEmail =
      props.alerts === undefined
        ? undefined
        : new EmailNotificationIntegration(this, "AlertEmail", {
            name: props.alerts.integration,
            enabled: true,
            allowedRecipients: [...props.alerts.recipients],
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
