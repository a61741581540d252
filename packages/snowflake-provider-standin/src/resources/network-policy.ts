import type { ResourceDefinition } from "../plugin/definition";
import type { ResourceData } from "../plugin/resource-data";
import type { ResourceSession } from "../provider/session";
import { identifier, identifierParts, parseName, parseParts, qualified } from "../sql/identifier";
import { literal } from "../sql/literal";
import { type Clause, sql, textParameter } from "../sql/statement";
import { commaList, dropIfExists, setOutput, showByName } from "./common";
import { suppressIdentifierQuoting } from "./suppressors";

/** The lists of a policy, in the order in which statements have them. */
const RULE_LISTS = ["allowed_network_rule_list", "blocked_network_rule_list"] as const;
const ADDRESS_LISTS = ["allowed_ip_list", "blocked_ip_list"] as const;
const LISTS = [...RULE_LISTS, ...ADDRESS_LISTS] as const;

type PolicyList = (typeof LISTS)[number];

/** `snowflake_network_policy`. https://docs.snowflake.com/en/sql-reference/sql/create-network-policy */
export const networkPolicy: ResourceDefinition<ResourceSession> = {
  typeName: "snowflake_network_policy",
  suppress: {
    name: suppressIdentifierQuoting,
    allowed_network_rule_list: suppressSameRules,
    blocked_network_rule_list: suppressSameRules,
  },
  checks: {
    blocked_ip_list: (value) =>
      JSON.stringify(value).includes('"0.0.0.0/0"')
        ? "0.0.0.0/0 can't be blocked: to block all addresses but some, list those in allowed_ip_list"
        : undefined,
  },

  customizePlan(draft) {
    // the lists of rules are left out on purpose: so does the real provider
    draft.setUnknownIfChanged("show_output", [...ADDRESS_LISTS, "comment"]);
    draft.setUnknownIfChanged("describe_output", ADDRESS_LISTS);
    draft.setUnknownIfChanged("fully_qualified_name", ["name"]);
  },

  async create(data, session) {
    const name = parseName(data.string("name"));
    const lists = LISTS.map((list) => (data.isSet(list) ? listClause(data, list) : undefined));
    const comment = data.isSet("comment") ? data.string("comment") : undefined;
    await session.execute(sql("CREATE NETWORK POLICY", identifier(name), ...lists, textParameter("COMMENT", comment)));
    data.setId(name);
    await this.read(data, session);
  },

  async read(data, session) {
    const name = parseName(data.id);
    const row = await showByName(session, "NETWORK POLICIES", name);
    if (row === undefined) {
      data.warn("Failed to query network policy. Marking the resource as removed.", `Network policy id: ${data.id}`);
      data.remove();
      return;
    }
    const rows = await session.query(`DESCRIBE NETWORK POLICY ${identifier(name)}`);
    const described = new Map(rows.map((property) => [property.text("name"), property.text("value")]));
    const comment = row.optional("comment") ?? "";
    data.set("fully_qualified_name", identifier(name));
    data.set("comment", comment);
    for (const list of ADDRESS_LISTS) data.set(list, commaList(described.get(list.toUpperCase()) ?? ""));
    for (const list of RULE_LISTS) data.set(list, ruleNames(described.get(list.toUpperCase())));
    setOutput(data, "show_output", {
      created_on: row.time("created_on"),
      name: row.text("name"),
      comment,
      entries_in_allowed_ip_list: row.number("entries_in_allowed_ip_list"),
      entries_in_blocked_ip_list: row.number("entries_in_blocked_ip_list"),
      entries_in_allowed_network_rules: row.number("entries_in_allowed_network_rules"),
      entries_in_blocked_network_rules: row.number("entries_in_blocked_network_rules"),
    });
    setOutput(
      data,
      "describe_output",
      Object.fromEntries(LISTS.map((list) => [list, described.get(list.toUpperCase()) ?? ""])),
    );
  },

  async update(data, session) {
    if (data.hasChange("name")) {
      const name = parseName(data.string("name"));
      await session.execute(`ALTER NETWORK POLICY ${identifier(parseName(data.id))} RENAME TO ${identifier(name)}`);
      data.setId(name);
    }
    const set: Clause[] = [];
    const unset: string[] = [];
    for (const list of LISTS) {
      if (!data.hasChange(list)) continue;
      if (data.isSet(list)) set.push(listClause(data, list));
      else unset.push(list.toUpperCase());
    }
    if (data.hasChange("comment")) {
      if (data.isSet("comment")) set.push(textParameter("COMMENT", data.string("comment")));
      else unset.push("COMMENT");
    }
    const alter = (...clauses: readonly Clause[]): Promise<void> =>
      session.execute(sql("ALTER NETWORK POLICY", identifier(parseName(data.id)), ...clauses));
    if (set.length > 0) await alter("SET", ...set);
    if (unset.length > 0) await alter("UNSET", unset.join(", "));
    await this.read(data, session);
  },

  async delete(data, session) {
    await dropIfExists(session, "NETWORK POLICY", parseName(data.id));
  },

  async importState(data) {
    data.set("name", parseName(data.id));
  },
};

/** `ALLOWED_IP_LIST = ('a', 'b')`, `ALLOWED_NETWORK_RULE_LIST = ("D"."S"."R")`. */
function listClause(data: ResourceData, list: PolicyList): string {
  const isRules = RULE_LISTS.some((one) => one === list);
  const members = data.strings(list).map(isRules ? ruleName : literal);
  return `${list.toUpperCase()} = (${members.join(", ")})`;
}

function ruleName(text: string): string {
  return qualified(...parseParts(text, "<database_name>.<schema_name>.<schema_object_name>"));
}

/** The rules of a described list, which is JSON. @throws Error when it isn't a list of names */
function ruleNames(described: string | undefined): readonly string[] {
  if (described === undefined) return [];
  const parsed: unknown = JSON.parse(described);
  if (!Array.isArray(parsed)) throw new Error(`DESCRIBE NETWORK POLICY shows rules as ${described}, not as a list`);
  return parsed.map((rule: unknown) => {
    const name =
      typeof rule === "object" && rule !== null && "fullyQualifiedRuleName" in rule ? rule.fullyQualifiedRuleName : "";
    return ruleName(String(name));
  });
}

/** No difference between lists of the same rules, whatever their quotes and order. */
function suppressSameRules(before: string, after: string): boolean {
  const normalized = (text: string): string => {
    const parsed: unknown = JSON.parse(text === "" ? "[]" : text);
    const names = Array.isArray(parsed) ? parsed.map((name) => identifierParts(String(name)) ?? [String(name)]) : [];
    return JSON.stringify(names.map((parts) => qualified(...parts)).sort());
  };
  return normalized(before) === normalized(after);
}
