import type { AuthenticationPolicy } from "../objects/authentication-policy";
import type { User } from "../objects/user";
import type { AccountState } from "../state/account-state";

/** How one logs in, as an authentication policy calls it. */
export type LoginMethod = "PASSWORD" | "KEYPAIR";

/** The policy that counts for a user. D: that of the user before that of the account. */
export function authenticationPolicyOf(state: AccountState, user: User): AuthenticationPolicy | undefined {
  const policies = state.attachments.authenticationPolicies;
  const id = policies.current(String(user.id)) ?? policies.current("ACCOUNT");
  return id === undefined ? undefined : state.objects.AUTHENTICATION_POLICY.byId(id);
}

/** Does a policy let this method in? Every client counts as a driver (A: they do not say what else they are). */
export function mayAuthenticate(policy: AuthenticationPolicy, method: LoginMethod): boolean {
  const { authenticationMethods: methods, clientTypes: clients } = policy;
  const client = clients.includes("ALL") || clients.includes("DRIVERS");
  return client && (methods.includes("ALL") || methods.includes(method));
}
