import { doesNotExist, invalidProperty, invalidValue } from "../../../errors";
import { parseRange } from "../../../network/ip-range";
import type { NetworkPolicy } from "../../../objects/network-policy";
import type { ObjectId } from "../../../objects/snowflake-object";
import { Cursor } from "../../cursor";
import { locate, type Path } from "../../names";
import { list, type Properties, text, type ValueReader } from "../../properties";
import type { ExecutionContext } from "../../statement";
import { tokenize } from "../../tokenizer";

/** A network rule's path, as an identifier or in a string literal. */
const rulePath: ValueReader<Path> = (cursor) => {
  if (cursor.peek().kind !== "string") return cursor.path(3);
  const inside = new Cursor(tokenize(cursor.string()));
  const path = inside.path(3);
  inside.end();
  return path;
};

export const NETWORK_POLICY_SPEC = {
  ALLOWED_NETWORK_RULE_LIST: list(rulePath),
  BLOCKED_NETWORK_RULE_LIST: list(rulePath),
  ALLOWED_IP_LIST: list(text),
  BLOCKED_IP_LIST: list(text),
  COMMENT: text,
};

export type NetworkPolicySettings = Properties<typeof NETWORK_POLICY_SPEC>;

/** The rules of these paths. Throws 002003 for what is missing or invisible. D: for ingress only. */
export function findRules(context: ExecutionContext, paths: readonly Path[]): readonly ObjectId[] {
  return paths.map((path) => {
    const location = locate(context, "NETWORK_RULE", path, "CREATE NETWORK POLICY");
    const rule = context.access.require("NETWORK_RULE", location.name, "VISIBLE", undefined, location);
    if (rule.mode === "EGRESS") throw invalidProperty("NETWORK_RULE_LIST", `${location.shown} is a rule for EGRESS`);
    return rule.id;
  });
}

function checkAddresses(addresses: readonly string[], property: string): readonly string[] {
  const bad = addresses.find((address) => parseRange(address) === undefined);
  if (bad !== undefined) throw invalidValue(bad, property);
  return addresses;
}

/** Puts settings on a policy. D: CREATE NETWORK POLICY, 0.0.0.0/0 can't be blocked. */
export function applyNetworkPolicy(
  context: ExecutionContext,
  policy: NetworkPolicy,
  given: NetworkPolicySettings,
): void {
  const allowedIps = checkAddresses(given.ALLOWED_IP_LIST ?? policy.allowedIps, "ALLOWED_IP_LIST");
  const blockedIps = checkAddresses(given.BLOCKED_IP_LIST ?? policy.blockedIps, "BLOCKED_IP_LIST");
  if (blockedIps.includes("0.0.0.0/0")) throw invalidValue("0.0.0.0/0", "BLOCKED_IP_LIST");
  const { ALLOWED_NETWORK_RULE_LIST: allowed, BLOCKED_NETWORK_RULE_LIST: blocked } = given;
  const allowedRules = allowed === undefined ? policy.allowedRules : findRules(context, allowed);
  const blockedRules = blocked === undefined ? policy.blockedRules : findRules(context, blocked);
  const twice = allowedRules.find((id) => blockedRules.includes(id));
  if (twice !== undefined) {
    const name = context.account.state.objects.NETWORK_RULE.byId(twice)?.name ?? "";
    throw invalidProperty("BLOCKED_NETWORK_RULE_LIST", `the rule ${name} is in the allowed list, too`);
  }
  Object.assign(policy, { allowedIps, blockedIps, allowedRules, blockedRules });
  policy.comment = given.COMMENT ?? policy.comment;
}

/** The policy of this name that the account or a user may be given. Throws 002003. */
export function requireNetworkPolicy({ account }: ExecutionContext, name: string): NetworkPolicy {
  const policy = account.state.objects.NETWORK_POLICY.get(name);
  if (policy === undefined) throw doesNotExist("Network policy", name);
  return policy;
}
