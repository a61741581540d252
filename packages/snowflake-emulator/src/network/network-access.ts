import type { NetworkPolicy } from "../objects/network-policy";
import type { User } from "../objects/user";
import type { AccountState } from "../state/account-state";
import { isWithin } from "./ip-range";

/** Where everybody comes from who reaches the emulator. */
export const LOCAL_ADDRESS = "127.0.0.1";

/** The addresses of a policy, its rules' among them. */
export interface AddressLists {
  readonly allowed: readonly string[];
  readonly blocked: readonly string[];
  /** Does the policy say who is let in? Without, everybody is who isn't blocked. */
  readonly restricts: boolean;
}

/** May one log in from this IPv4 address? D: Network policies: what is blocked stays out even when it is allowed, too. */
export function mayLogIn(policy: AddressLists, address: string): boolean {
  if (isWithin(address, policy.blocked)) return false;
  return !policy.restricts || isWithin(address, policy.allowed);
}

/** What a policy says of IPv4 addresses; rules of other kinds match no address of this machine. */
export function addressLists(state: AccountState, policy: NetworkPolicy): AddressLists {
  const values = (ids: readonly number[]) =>
    ids.flatMap((id) => {
      const rule = state.objects.NETWORK_RULE.byId(id);
      return rule?.type === "IPV4" && rule.mode === "INGRESS" ? rule.values : [];
    });
  return {
    allowed: [...policy.allowedIps, ...values(policy.allowedRules)],
    blocked: [...policy.blockedIps, ...values(policy.blockedRules)],
    restricts: policy.allowedIps.length + policy.allowedRules.length > 0,
  };
}

/** The policy that counts for a user. D: that of the user before that of the account. */
export function networkPolicyOf(state: AccountState, user: User): NetworkPolicy | undefined {
  const name = user.parameters.get("NETWORK_POLICY") ?? state.parameters.current("NETWORK_POLICY") ?? "";
  return name === "" ? undefined : state.objects.NETWORK_POLICY.get(name);
}
