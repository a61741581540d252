import { invalidProperty, invalidValue, missingProperty, notEmulated } from "../../../errors";
import { parseRange } from "../../../network/ip-range";
import { NETWORK_RULE_MODES, NETWORK_RULE_TYPES, type NetworkRule } from "../../../objects/network-rule";
import { type ColumnPlan, tableOf } from "../../../wire/result-table";
import { locate } from "../../names";
import { alterObject, createObject, readCreateHead, readTarget } from "../../object-statements";
import { list, oneOf, readKeys, readProperties, text } from "../../properties";
import type { InSchema } from "../../schema-objects";
import { commonColumns, placed, showInSchema } from "../../show-in-schema";
import type { ExecutionContext, StatementKind } from "../../statement";

const MODES = [...NETWORK_RULE_MODES, "POSTGRES_INGRESS", "POSTGRES_EGRESS"] as const;

/** D: CREATE NETWORK RULE: hosts are for egress, addresses for ingress; internal stages take VPC endpoints only. */
function checkKind(type: NetworkRule["type"], mode: NetworkRule["mode"]): void {
  const hosts = type === "HOST_PORT" || type === "PRIVATE_HOST_PORT";
  const fits = mode === "EGRESS" ? hosts : mode === "INTERNAL_STAGE" ? type === "AWSVPCEID" : !hosts;
  if (!fits) throw invalidProperty("MODE", `a rule of TYPE = ${type} can't have MODE = ${mode}`);
}

function checkValues(type: NetworkRule["type"], values: readonly string[]): readonly string[] {
  const patterns: Readonly<Partial<Record<NetworkRule["type"], RegExp>>> = {
    AWSVPCEID: /^vpce-[0-9a-z]+$/i,
    HOST_PORT: /^(?:\*\.)?[a-z0-9]([a-z0-9.-]*[a-z0-9])?(?::\d{1,5})?$/i,
    PRIVATE_HOST_PORT: /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?(?::\d{1,5})?$/i,
  };
  for (const value of values) {
    const bad = type === "IPV4" ? parseRange(value) === undefined : patterns[type]?.test(value) === false;
    if (bad) throw invalidValue(value, "VALUE_LIST");
  }
  return values;
}

/** CREATE [OR REPLACE] NETWORK RULE name TYPE = … VALUE_LIST = ('…', …) MODE = … [COMMENT = '…'] */
const createNetworkRule: StatementKind = {
  leading: "CREATE NETWORK RULE",
  parse(cursor) {
    const head = readCreateHead(cursor, "NETWORK RULE", 3);
    const given = readProperties(cursor, {
      TYPE: oneOf(NETWORK_RULE_TYPES),
      MODE: oneOf(MODES),
      VALUE_LIST: list(text),
      COMMENT: text,
    });
    return (context) => {
      const { TYPE: type, MODE: mode = "INGRESS", VALUE_LIST: values, COMMENT: comment = null } = given;
      if (type === undefined) throw missingProperty("TYPE");
      if (values === undefined) throw missingProperty("VALUE_LIST");
      if (mode === "POSTGRES_INGRESS" || mode === "POSTGRES_EGRESS")
        throw notEmulated(`network rules with MODE = ${mode}`);
      checkKind(type, mode);
      checkValues(type, values);
      return createObject(context, "NETWORK_RULE", head, "CREATE NETWORK RULE", (base) => ({
        ...base,
        type,
        mode,
        values,
        comment,
      }));
    };
  },
};

/** ALTER NETWORK RULE [IF EXISTS] name { SET [VALUE_LIST = ('…')] [COMMENT = '…'] | UNSET { VALUE_LIST | COMMENT }, … } */
const alterNetworkRule: StatementKind = {
  leading: "ALTER NETWORK RULE",
  parse(cursor) {
    const target = readTarget(cursor, "ALTER", "NETWORK RULE", 3);
    const unset = cursor.take("UNSET") ? readKeys(cursor, ["VALUE_LIST", "COMMENT"]) : [];
    if (unset.length === 0) cursor.expect("SET");
    const given = unset.length === 0 ? readProperties(cursor, { VALUE_LIST: list(text), COMMENT: text }) : {};
    if (unset.length === 0 && Object.keys(given).length === 0) throw cursor.unexpected();
    return (context) =>
      alterObject(context, "NETWORK_RULE", target, "OWNERSHIP", (rule) => {
        rule.values = unset.includes("VALUE_LIST") ? [] : checkValues(rule.type, given.VALUE_LIST ?? rule.values);
        rule.comment = unset.includes("COMMENT") ? null : (given.COMMENT ?? rule.comment);
      });
  },
};

function headColumns(context: ExecutionContext) {
  const { owner_role_type, ...common } = commonColumns<NetworkRule>(context);
  const columns: ColumnPlan<InSchema<NetworkRule>> = {
    ...common,
    type: ["text", ({ object }) => object.type],
    mode: ["text", ({ object }) => object.mode],
  };
  return { columns, owner_role_type };
}

const describeNetworkRule: StatementKind = {
  leading: "DESCRIBE NETWORK RULE",
  parse(cursor) {
    const target = readTarget(cursor, cursor.peek().value, "NETWORK RULE", 3);
    return (context) => {
      const location = locate(context, "NETWORK_RULE", target.path, "DESCRIBE NETWORK RULE");
      const rule = context.access.require("NETWORK_RULE", location.name, "VISIBLE", undefined, location);
      const columns: ColumnPlan<InSchema<NetworkRule>> = {
        ...headColumns(context).columns,
        value_list: ["text", ({ object }) => object.values.join(",")],
      };
      return tableOf(columns, [placed(context, rule)]);
    };
  },
};

export const networkRuleStatements: readonly StatementKind[] = [
  createNetworkRule,
  alterNetworkRule,
  describeNetworkRule,
  showInSchema("NETWORK_RULE", "NETWORK RULES", (context) => {
    const { columns, owner_role_type } = headColumns(context);
    return {
      ...columns,
      entries_in_valuelist: ["fixed", ({ object }) => object.values.length],
      owner_role_type,
    };
  }),
];
