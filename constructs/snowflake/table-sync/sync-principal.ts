import { AccountRole } from "@cdktf/provider-snowflake/lib/account-role";
import { GrantAccountRole } from "@cdktf/provider-snowflake/lib/grant-account-role";
import { NetworkPolicy } from "@cdktf/provider-snowflake/lib/network-policy";
import { ServiceUser } from "@cdktf/provider-snowflake/lib/service-user";
import { Construct } from "constructs";

/** Properties of {@link SyncPrincipal}. */
export interface SyncPrincipalProps {
  /** The service user's name. */
  readonly user: string;
  /** The role's name. */
  readonly role: string;
  /** From where the user may log in; undefined: the account's own policy decides. */
  readonly networkPolicy: { readonly name: string; readonly allowedIps: readonly string[] } | undefined;
  /** The AWS role that the user is, and who issues its tokens; undefined: the user has keys. */
  readonly workloadIdentity: { readonly roleArn: string; readonly issuer: string } | undefined;
}

/**
 * The service user that the function logs in as, and its role. Its public keys are `twinberg keys`' to set: Terraform
 * never undoes a rotation.
 */
export class SyncPrincipal extends Construct {
  /** The role. */
  readonly role: AccountRole;
  /** The user. */
  readonly user: ServiceUser;

  constructor(scope: Construct, id: string, props: SyncPrincipalProps) {
    super(scope, id);
    const { networkPolicy, workloadIdentity } = props;
    this.role = new AccountRole(this, "Role", {
      name: props.role,
      comment: "Makes external tables follow Glue's tables",
    });
    new GrantAccountRole(this, "RoleToSysadmin", { roleName: this.role.name, parentRoleName: "SYSADMIN" });
    const policy =
      networkPolicy === undefined
        ? undefined
        : new NetworkPolicy(this, "NetworkPolicy", {
            name: networkPolicy.name,
            allowedIpList: [...networkPolicy.allowedIps],
            comment: "From where the table sync logs in",
          });
    this.user = new ServiceUser(this, "User", {
      name: props.user,
      defaultRole: this.role.name,
      // Or a session would have every other role of the user as well.
      defaultSecondaryRolesOption: "NONE",
      comment: "The table sync",
      ...(policy === undefined ? {} : { networkPolicy: policy.name }),
      lifecycle: { ignoreChanges: ["rsa_public_key", "rsa_public_key_2"] },
    });
    if (workloadIdentity !== undefined) {
      // The prebuilt bindings (provider 2.11) lack the block.
      this.user.addOverride("default_workload_identity", [
        { aws: [{ arn: workloadIdentity.roleArn, issuer: workloadIdentity.issuer }] },
      ]);
    }
    new GrantAccountRole(this, "RoleToUser", { roleName: this.role.name, userName: this.user.name });
  }
}
