import type { CtyValue } from "../plugin/cty";
import type { ResourceDefinition } from "../plugin/definition";
import type { ResourceData } from "../plugin/resource-data";
import type { ResourceSession } from "../provider/session";
import { identifier, identifierParts, parseName, qualified, trimQuotes } from "../sql/identifier";
import { type Clause, parameter, sql, textParameter } from "../sql/statement";
import { anyCase, checkAtLeast, checkBooleanText, checkSpelling } from "./checks";
import { dropIfExists } from "./common";
import {
  attributeOf,
  parameterChanges,
  parameterChecks,
  parameterClauses,
  parameterSuppressors,
  planParameters,
  showParametersIn,
} from "./object-parameters";
import { suppressAny, suppressCase, suppressCurrent, suppressIdentifierQuoting, suppressSpelling } from "./suppressors";
import { USER_PARAMETERS } from "./user-parameters";
import { describeUser, readUser, secondaryRolesOption } from "./user-read";
import { requireExperiment, workloadIdentitySql } from "./workload-identity";

const SECONDARY_ROLES = ["DEFAULT", "NONE", "ALL"] as const;
const toSecondaryRoles = anyCase(SECONDARY_ROLES);
const UNSET_NUMBER = -1;

/** Properties in the order in which statements list them. */
const PROPERTIES = [
  "login_name",
  "display_name",
  "email",
  "disabled",
  "days_to_expiry",
  "mins_to_unlock",
  "default_warehouse",
  "default_namespace",
  "default_role",
  "default_secondary_roles_option",
  "rsa_public_key",
  "rsa_public_key_2",
  "default_workload_identity",
  "comment",
] as const;
type Property = (typeof PROPERTIES)[number];
const SHOWN = PROPERTIES.filter((name) => name !== "default_workload_identity");

const shown = (field: string, reading?: (value: CtyValue) => CtyValue) =>
  suppressCurrent("show_output", field, reading);

/** `snowflake_service_user`. https://docs.snowflake.com/en/sql-reference/sql/create-user */
export const serviceUser: ResourceDefinition<ResourceSession> = {
  typeName: "snowflake_service_user",
  suppress: {
    ...parameterSuppressors(USER_PARAMETERS),
    name: suppressIdentifierQuoting,
    login_name: suppressAny(suppressCase, shown("login_name")),
    display_name: shown("display_name"),
    disabled: shown("disabled"),
    default_warehouse: suppressIdentifierQuoting,
    default_namespace: suppressAny(suppressIdentifierQuoting, shown("default_namespace")),
    default_role: suppressIdentifierQuoting,
    default_secondary_roles_option: suppressAny(
      suppressSpelling(toSecondaryRoles),
      shown("default_secondary_roles", (text) => secondaryRolesOption(String(text ?? ""))),
    ),
  },
  checks: {
    ...parameterChecks(USER_PARAMETERS),
    disabled: checkBooleanText,
    mins_to_unlock: checkAtLeast(0),
    default_secondary_roles_option: checkSpelling(toSecondaryRoles, SECONDARY_ROLES),
  },

  async customizePlan(draft, session) {
    draft.setUnknownIfChanged("show_output", SHOWN);
    draft.setUnknownIfChanged("parameters", USER_PARAMETERS.map(attributeOf));
    draft.setUnknownIfChanged("fully_qualified_name", ["name"]);
    const { prior } = draft.input;
    if (prior === null) return;
    if (String(prior.user_type ?? "").toUpperCase() !== "SERVICE") {
      draft.set("user_type", "<changed externally>");
      draft.replaceIfChanged("user_type");
    }
    const found = await showParametersIn(session, `USER ${identifier(parseName(String(prior.id)))}`);
    planParameters(draft, found, "USER", USER_PARAMETERS);
  },

  async create(data, session) {
    requireExperiment(data, session);
    const name = trimQuotes(data.string("name"));
    const given = PROPERTIES.flatMap((property) => {
      const clause = propertyClause(data, property);
      // the type stands between the keys and the comment
      const type = property === "rsa_public_key_2" ? ["TYPE = SERVICE"] : [];
      return [...(clause === undefined ? [] : [clause]), ...type];
    });
    const statement = sql("CREATE USER", identifier(name), ...given, ...parameterClauses(data, USER_PARAMETERS));
    await session.execute(statement);
    data.setId(name);
    await readUser(data, session, false);
  },

  async read(data, session) {
    await readUser(data, session, true);
  },

  async update(data, session) {
    requireExperiment(data, session);
    if (data.hasChange("name")) {
      const name = trimQuotes(data.string("name"));
      await session.execute(`ALTER USER ${identifier(parseName(data.id))} RENAME TO ${identifier(name)}`);
      data.setId(name);
    }
    const alter = (...clauses: readonly Clause[]): Promise<void> =>
      session.execute(sql("ALTER USER", identifier(parseName(data.id)), ...clauses));
    const changed = PROPERTIES.filter((property) => data.hasChange(property));
    const set = changed.flatMap((property) => propertyClause(data, property) ?? []);
    const unset = changed.filter((property) => propertyClause(data, property) === undefined).map(keyword);
    try {
      if (set.length > 0) await alter("SET", ...set);
      if (unset.length > 0) await alter("UNSET", unset.join(", "));
    } catch (error) {
      data.keepStored();
      throw error;
    }
    const parameters = parameterChanges(data, USER_PARAMETERS);
    if (parameters.set.length > 0) await alter("SET", ...parameters.set);
    if (parameters.unset.length > 0) await alter("UNSET", parameters.unset.join(", "));
    await readUser(data, session, false);
  },

  async delete(data, session) {
    await dropIfExists(session, "USER", parseName(data.id));
  },

  async importState(data, session) {
    const name = parseName(data.id);
    const { row, properties } = await describeUser(session, name);
    data.set("name", name);
    for (const attribute of ["login_name", "display_name", "default_namespace"]) {
      const value = properties.get(attribute.toUpperCase()) ?? "";
      if (value !== "") data.set(attribute, value);
    }
    data.set("disabled", properties.get("DISABLED") === "true" ? "true" : "false");
    data.set("default_secondary_roles_option", secondaryRolesOption(row.optional("default_secondary_roles") ?? ""));
  },
};

function keyword(property: Property): string {
  if (property === "default_secondary_roles_option") return "DEFAULT_SECONDARY_ROLES";
  return property === "default_workload_identity" ? "WORKLOAD_IDENTITY" : property.toUpperCase();
}

/** The clause of one property; undefined when it is not set (each has its own "not set"). */
function propertyClause(data: ResourceData, property: Property): Clause {
  const text = data.string(property);
  const named = (name: string): Clause => (text === "" ? undefined : parameter(keyword(property), name));
  switch (property) {
    case "disabled":
      return parameter("DISABLED", text === "true" || text === "false" ? text : undefined);
    case "days_to_expiry":
      return data.isSet(property) ? parameter(keyword(property), data.integer(property)) : undefined;
    case "mins_to_unlock": {
      const minutes = data.value(property);
      return typeof minutes === "number" && minutes !== UNSET_NUMBER ? `MINS_TO_UNLOCK = ${minutes}` : undefined;
    }
    case "default_warehouse":
    case "default_role":
      return named(identifier(trimQuotes(text)));
    case "default_namespace":
      return named(qualified(...(identifierParts(text) ?? [text])));
    case "default_secondary_roles_option": {
      const option = toSecondaryRoles(text);
      if (option === undefined || option === "DEFAULT") return undefined;
      return `DEFAULT_SECONDARY_ROLES = ${option === "ALL" ? "('ALL')" : "()"}`;
    }
    case "default_workload_identity":
      return parameter(keyword(property), workloadIdentitySql(data));
    default:
      return text === "" ? undefined : textParameter(keyword(property), text);
  }
}
