import { AccountRole as AccountRoleResource } from "@cdktf/provider-snowflake/lib/account-role";
import { GrantAccountRole } from "@cdktf/provider-snowflake/lib/grant-account-role";
import { Construct } from "constructs";

/** Properties of {@link AccountRoles}. */
export interface AccountRolesProps {
  /** The name of the role that owns the databases and runs the tasks. */
  readonly admin: string;
  /** The name of the role that builds tables and views. */
  readonly engineer: string;
  /** The name of the role that reads. */
  readonly analyst: string;
}

/** The names of the roles: references where they are declared in the same stack. */
export type AccountRoleNames = Readonly<Record<keyof AccountRolesProps, string>>;

/** The three roles. Each holds the one below it, and SYSADMIN holds them all, as Snowflake recommends for custom roles. */
export class AccountRoles extends Construct {
  /** Owns the databases and runs the tasks. */
  readonly admin: AccountRoleResource;
  /** Builds tables and views. */
  readonly engineer: AccountRoleResource;
  /** Reads. */
  readonly analyst: AccountRoleResource;

  constructor(scope: Construct, id: string, props: AccountRolesProps) {
    super(scope, id);
    this.admin = new AccountRoleResource(this, "Admin", {
      name: props.admin,
      comment: "Owns the lake's databases and runs their tasks",
    });
    this.engineer = new AccountRoleResource(this, "Engineer", {
      name: props.engineer,
      comment: "Builds tables and views over the lake",
    });
    this.analyst = new AccountRoleResource(this, "Analyst", {
      name: props.analyst,
      comment: "Reads the lake",
    });
    new GrantAccountRole(this, "AnalystToEngineer", {
      roleName: this.analyst.name,
      parentRoleName: this.engineer.name,
    });
    new GrantAccountRole(this, "EngineerToAdmin", {
      roleName: this.engineer.name,
      parentRoleName: this.admin.name,
    });
    new GrantAccountRole(this, "AdminToSysadmin", { roleName: this.admin.name, parentRoleName: "SYSADMIN" });
  }

  /** The roles' names, as references to them. */
  get names(): AccountRoleNames {
    return { admin: this.admin.name, engineer: this.engineer.name, analyst: this.analyst.name };
  }
}
