import { invalidProperty, notEmulated } from "../errors";
import type { SnowflakeObject } from "../objects/snowflake-object";
import type { BoundRelation, TableFunctionArgument } from "../query/compile/scope";
import { resolveIdentifier } from "../sql/identifiers";
import type { ExecutionContext } from "../sql/statement";
import { objectById } from "../state/account-state";
import { TEXT } from "../types/data-type";
import type { Cell } from "../wire/result-table";
import type { InformationSchemaFunction } from "./information-schema-function";

const POLICY_COLUMNS = [
  "POLICY_DB",
  "POLICY_SCHEMA",
  "POLICY_NAME",
  "POLICY_KIND",
  "REF_DATABASE_NAME",
  "REF_SCHEMA_NAME",
  "REF_ENTITY_NAME",
  "REF_ENTITY_DOMAIN",
  "REF_COLUMN_NAME",
  "REF_ARG_COLUMN_NAMES",
  "TAG_DATABASE",
  "TAG_SCHEMA",
  "TAG_NAME",
  "POLICY_STATUS",
];

const METRIC_COLUMNS = [
  "METRIC_DATABASE_NAME",
  "METRIC_SCHEMA_NAME",
  "METRIC_NAME",
  "METRIC_SIGNATURE",
  "METRIC_DATA_TYPE",
  "REF_ENTITY_DATABASE_NAME",
  "REF_ENTITY_SCHEMA_NAME",
  "REF_ENTITY_NAME",
  "REF_ENTITY_DOMAIN",
  "REF_ARGUMENTS",
  "REF_ID",
  "SCHEDULE",
  "SCHEDULE_STATUS",
];

function check(name: string, parameters: readonly TableFunctionArgument[], allowed: readonly string[]): void {
  for (const parameter of parameters) {
    if (parameter.name === undefined || !allowed.includes(parameter.name)) {
      throw invalidProperty(`${name}()`, `it takes ${allowed.map((one) => `${one} => …`).join(", ")}`);
    }
  }
}

/** Domains whose objects can't have any of these policies here: the statements that would set them are refused. */
const WITHOUT_POLICIES: readonly unknown[] = ["VIEW", "TABLE", "MATERIALIZED VIEW", "TAG"];

function domainOf(parameters: readonly TableFunctionArgument[]): unknown {
  const domain = parameters.find((one) => one.name === "REF_ENTITY_DOMAIN")?.value;
  return typeof domain === "string" ? domain.toUpperCase() : domain;
}

function relation(columns: readonly string[], rows: readonly (readonly Cell[])[]): BoundRelation {
  return {
    columns: columns.map((column) => ({ name: column, type: TEXT, nullable: true })),
    source: { kind: "rows", rows },
  };
}

/** A policy as a row: what it is and where, and the user or account that has it. */
function rowOf(
  { account: { state } }: ExecutionContext,
  policy: SnowflakeObject,
  kind: string,
  on: { readonly name: string; readonly domain: string },
): readonly Cell[] {
  const schema = objectById(state, "SCHEMA", policy.parentId);
  const database = objectById(state, "DATABASE", schema?.parentId ?? null);
  const place = [database?.name ?? null, schema?.name ?? null];
  return [...place, policy.name, kind, null, null, on.name, on.domain, null, null, null, null, null, "ACTIVE"];
}

/** Authentication and network policies of a user or of the account (A: that network policies have no database). */
function attached(context: ExecutionContext, domain: "USER" | "ACCOUNT", name: string): readonly (readonly Cell[])[] {
  const { access, account } = context;
  const { objects, parameters, attachments } = account.state;
  const user = domain === "USER" ? access.require("USER", resolveIdentifier(name), "VISIBLE") : undefined;
  const on = { name: user?.name ?? account.name, domain };
  const policyId = attachments.authenticationPolicies.current(user === undefined ? "ACCOUNT" : String(user.id));
  const authentication = policyId === undefined ? undefined : objects.AUTHENTICATION_POLICY.byId(policyId);
  const named = user === undefined ? parameters.current("NETWORK_POLICY") : user.parameters.get("NETWORK_POLICY");
  const network = named === undefined ? undefined : objects.NETWORK_POLICY.get(named);
  return [
    ...(authentication === undefined ? [] : [rowOf(context, authentication, "AUTHENTICATION_POLICY", on)]),
    ...(network === undefined ? [] : [rowOf(context, network, "NETWORK_POLICY", on)]),
  ];
}

/** D: POLICY_REFERENCES. The provider asks it about each view, each tag, and users with an authentication policy. */
export const policyReferences: InformationSchemaFunction = {
  name: "POLICY_REFERENCES",
  async bind(context, parameters) {
    check("POLICY_REFERENCES", parameters, ["POLICY_NAME", "POLICY_KIND", "REF_ENTITY_NAME", "REF_ENTITY_DOMAIN"]);
    const domain = domainOf(parameters);
    const name = parameters.find((one) => one.name === "REF_ENTITY_NAME")?.value;
    if ((domain === "USER" || domain === "ACCOUNT") && typeof name === "string") {
      return relation(POLICY_COLUMNS, attached(context, domain, name));
    }
    if (WITHOUT_POLICIES.includes(domain)) return relation(POLICY_COLUMNS, []);
    throw notEmulated("POLICY_REFERENCES of anything but a table, view, tag, user or the account");
  },
};

/** D: DATA_METRIC_FUNCTION_REFERENCES: never a row, as none can be set. */
export const dataMetricFunctionReferences: InformationSchemaFunction = {
  name: "DATA_METRIC_FUNCTION_REFERENCES",
  async bind(_context, parameters) {
    check("DATA_METRIC_FUNCTION_REFERENCES", parameters, ["METRIC_NAME", "REF_ENTITY_NAME", "REF_ENTITY_DOMAIN"]);
    if (WITHOUT_POLICIES.includes(domainOf(parameters))) return relation(METRIC_COLUMNS, []);
    throw notEmulated("DATA_METRIC_FUNCTION_REFERENCES of anything but a table or view");
  },
};
