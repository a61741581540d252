import type { NetworkPolicy } from "../../../objects/network-policy";
import { type ColumnPlan, tableOf } from "../../../wire/result-table";
import { fullName } from "../../names";
import { alterObject, createObject, readCreateHead, readTarget, rename } from "../../object-statements";
import { readKeys, readProperties } from "../../properties";
import { applyShowFilter, readShowFilter } from "../../show-filter";
import type { ExecutionContext, StatementKind } from "../../statement";
import { applyNetworkPolicy, findRules, NETWORK_POLICY_SPEC } from "./network-policy-properties";

/** CREATE [OR REPLACE] NETWORK POLICY [IF NOT EXISTS] name [ALLOWED_IP_LIST = ('…')] … */
const createNetworkPolicy: StatementKind = {
  leading: "CREATE NETWORK POLICY",
  parse(cursor) {
    const head = readCreateHead(cursor, "NETWORK POLICY");
    const given = readProperties(cursor, NETWORK_POLICY_SPEC);
    return (context) =>
      createObject(context, "NETWORK_POLICY", head, "CREATE NETWORK POLICY", (base) => {
        const policy: NetworkPolicy = { ...base, allowedIps: [], blockedIps: [], allowedRules: [], blockedRules: [] };
        applyNetworkPolicy(context, policy, given);
        return policy;
      });
  },
};

const RULE_LISTS = {
  ALLOWED_NETWORK_RULE_LIST: NETWORK_POLICY_SPEC.ALLOWED_NETWORK_RULE_LIST,
  BLOCKED_NETWORK_RULE_LIST: NETWORK_POLICY_SPEC.BLOCKED_NETWORK_RULE_LIST,
};
const KEYS = [
  "ALLOWED_NETWORK_RULE_LIST",
  "BLOCKED_NETWORK_RULE_LIST",
  "ALLOWED_IP_LIST",
  "BLOCKED_IP_LIST",
  "COMMENT",
] as const;

/** Gives the policy its new name wherever it is set. */
function renameEverywhere(context: ExecutionContext, policy: NetworkPolicy, newName: string): void {
  const { state } = context.account;
  const before = policy.name;
  rename(context, "NETWORK_POLICY", policy, [newName]);
  if (state.parameters.current("NETWORK_POLICY") === before) state.parameters.put("NETWORK_POLICY", newName);
  for (const user of state.objects.USER.values()) {
    if (user.parameters.get("NETWORK_POLICY") !== before) continue;
    state.objects.USER.edit(user);
    user.parameters.set("NETWORK_POLICY", newName);
  }
}

/** ALTER NETWORK POLICY [IF EXISTS] name { SET … | UNSET … | { ADD | REMOVE } … NETWORK_RULE_LIST = … | RENAME TO name } */
const alterNetworkPolicy: StatementKind = {
  leading: "ALTER NETWORK POLICY",
  parse(cursor) {
    const target = readTarget(cursor, "ALTER", "NETWORK POLICY");
    const alter = (change: (context: ExecutionContext, policy: NetworkPolicy) => void) => (context: ExecutionContext) =>
      alterObject(context, "NETWORK_POLICY", target, "OWNERSHIP", (policy) => change(context, policy));
    if (cursor.take("RENAME TO")) {
      const name = cursor.identifier();
      return alter((context, policy) => renameEverywhere(context, policy, name));
    }
    if (cursor.take("SET")) {
      const given = readProperties(cursor, NETWORK_POLICY_SPEC);
      if (Object.keys(given).length === 0) throw cursor.unexpected();
      return alter((context, policy) => applyNetworkPolicy(context, policy, given));
    }
    if (cursor.take("UNSET")) {
      const keys = readKeys(cursor, KEYS);
      return alter((_context, policy) => {
        if (keys.includes("ALLOWED_NETWORK_RULE_LIST")) policy.allowedRules = [];
        if (keys.includes("BLOCKED_NETWORK_RULE_LIST")) policy.blockedRules = [];
        if (keys.includes("ALLOWED_IP_LIST")) policy.allowedIps = [];
        if (keys.includes("BLOCKED_IP_LIST")) policy.blockedIps = [];
        if (keys.includes("COMMENT")) policy.comment = null;
      });
    }
    const verb = cursor.takeOneOf("ADD", "REMOVE");
    if (verb === undefined) throw cursor.unexpected();
    const given = readProperties(cursor, RULE_LISTS);
    if (Object.keys(given).length === 0) throw cursor.unexpected();
    return alter((context, policy) => {
      const allowed = findRules(context, given.ALLOWED_NETWORK_RULE_LIST ?? []);
      const blocked = findRules(context, given.BLOCKED_NETWORK_RULE_LIST ?? []);
      const change = (before: readonly number[], ids: readonly number[]) =>
        verb === "ADD" ? [...new Set([...before, ...ids])] : before.filter((id) => !ids.includes(id));
      policy.allowedRules = change(policy.allowedRules, allowed);
      policy.blockedRules = change(policy.blockedRules, blocked);
    });
  },
};

const SHOW: ColumnPlan<NetworkPolicy> = {
  created_on: ["timestamp_ltz", (policy) => new Date(policy.createdOn)],
  name: ["text", (policy) => policy.name],
  comment: ["text", (policy) => policy.comment ?? ""],
  entries_in_allowed_ip_list: ["fixed", (policy) => policy.allowedIps.length],
  entries_in_blocked_ip_list: ["fixed", (policy) => policy.blockedIps.length],
  entries_in_allowed_network_rules: ["fixed", (policy) => policy.allowedRules.length],
  entries_in_blocked_network_rules: ["fixed", (policy) => policy.blockedRules.length],
};

/** SHOW NETWORK POLICIES [LIKE '…'] */
const showNetworkPolicies: StatementKind = {
  leading: "SHOW NETWORK POLICIES",
  parse(cursor) {
    cursor.expect("SHOW NETWORK POLICIES");
    const filter = readShowFilter(cursor);
    return ({ access }) => tableOf(SHOW, applyShowFilter(filter, access.visible("NETWORK_POLICY", null, filter.like)));
  },
};

type Row = readonly [name: string, value: string];

/** DESCRIBE NETWORK POLICY name: only the lists that are not empty. */
const describeNetworkPolicy: StatementKind = {
  leading: "DESCRIBE NETWORK POLICY",
  parse(cursor) {
    const target = readTarget(cursor, cursor.peek().value, "NETWORK POLICY");
    return (context) => {
      const policy = context.access.require("NETWORK_POLICY", target.name, "VISIBLE");
      const { NETWORK_RULE } = context.account.state.objects;
      const rules = (ids: readonly number[]) =>
        JSON.stringify(
          ids.flatMap((id) => {
            const rule = NETWORK_RULE.byId(id);
            return rule === undefined ? [] : [{ fullyQualifiedRuleName: fullName(context, rule) }];
          }),
        );
      const all: readonly Row[] = [
        ["ALLOWED_NETWORK_RULE_LIST", policy.allowedRules.length === 0 ? "" : rules(policy.allowedRules)],
        ["BLOCKED_NETWORK_RULE_LIST", policy.blockedRules.length === 0 ? "" : rules(policy.blockedRules)],
        ["ALLOWED_IP_LIST", policy.allowedIps.join(",")],
        ["BLOCKED_IP_LIST", policy.blockedIps.join(",")],
      ];
      const shown = all.filter(([, value]) => value !== "");
      return tableOf<Row>({ name: ["text", ([name]) => name], value: ["text", ([, value]) => value] }, shown);
    };
  },
};

export const networkPolicyStatements: readonly StatementKind[] = [
  createNetworkPolicy,
  alterNetworkPolicy,
  showNetworkPolicies,
  describeNetworkPolicy,
];
