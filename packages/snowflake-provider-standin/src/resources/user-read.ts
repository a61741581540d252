import type { ResourceData } from "../plugin/resource-data";
import type { ResourceSession } from "../provider/session";
import { isMissing } from "../snowflake/errors";
import { parseBoolean, type Row } from "../snowflake/result";
import { identifier, parseName } from "../sql/identifier";
import { commaList, keepConfigured, markDrift, setOutput, showByName } from "./common";
import { parametersOutput, showParametersIn, storeParameters } from "./object-parameters";
import { USER_PARAMETERS } from "./user-parameters";
import { readWorkloadIdentity } from "./workload-identity";

/** What DESCRIBE USER shows where nothing is set. */
const NONE = "null";
/** Attributes that are read from DESCRIBE USER. */
const DESCRIBED = ["email", "default_warehouse", "default_role", "rsa_public_key", "rsa_public_key_2", "comment"];
/** Attributes that keep what is configured; SHOW USERS tells of outside changes. */
const CONFIGURED = ["login_name", "display_name", "disabled", "default_namespace"];

/** A user as Snowflake shows and describes it. */
export interface DescribedUser {
  /** The row of SHOW USERS. */
  readonly row: Row;
  /** The properties of DESCRIBE USER; "" where nothing is set. */
  readonly properties: ReadonlyMap<string, string>;
}

/** SHOW USERS and DESCRIBE USER. @throws Error when there is no such user, or it is not visible */
export async function describeUser(session: ResourceSession, name: string): Promise<DescribedUser> {
  const row = await showByName(session, "USERS", name);
  if (row === undefined) throw new Error(`user ${identifier(name)} does not exist or is not visible to the role`);
  return { row, properties: await userProperties(session, name) };
}

/** The option that a column `default_secondary_roles` stands for. */
export function secondaryRolesOption(shown: string): "DEFAULT" | "NONE" | "ALL" {
  if (shown === "") return "DEFAULT";
  return commaList(shown).length > 0 ? "ALL" : "NONE";
}

/** Reads a service user into the state; gone is removed. @param refreshing compare with what was stored */
export async function readUser(data: ResourceData, session: ResourceSession, refreshing: boolean): Promise<void> {
  const name = parseName(data.id);
  const row = await showByName(session, "USERS", name);
  const properties = row === undefined ? undefined : await propertiesIfThere(session, name);
  if (row === undefined || properties === undefined) {
    data.warn("Failed to query user. Marking the resource as removed.", `User id: ${identifier(name)}`);
    data.remove();
    return;
  }
  const parameters = await showParametersIn(session, `USER ${identifier(name)}`);
  if (refreshing) markUserDrift(data, row);
  keepConfigured(data, CONFIGURED);
  for (const attribute of DESCRIBED) data.set(attribute, properties.get(attribute.toUpperCase()) ?? "");
  data.set("user_type", row.optional("type") ?? "");
  await readWorkloadIdentity(data, session, name);
  data.set("fully_qualified_name", identifier(name));
  storeParameters(data, parameters, USER_PARAMETERS);
  setOutput(data, "show_output", shownUser(row));
  setOutput(
    data,
    "parameters",
    parametersOutput(
      parameters,
      USER_PARAMETERS.map((parameter) => parameter.name),
    ),
  );
}

async function userProperties(session: ResourceSession, name: string): Promise<ReadonlyMap<string, string>> {
  const rows = await session.query(`DESCRIBE USER ${identifier(name)}`);
  return new Map(
    rows.map((row) => {
      const value = row.text("value");
      return [row.text("property"), value === NONE ? "" : value] as const;
    }),
  );
}

async function propertiesIfThere(
  session: ResourceSession,
  name: string,
): Promise<ReadonlyMap<string, string> | undefined> {
  try {
    return await userProperties(session, name);
  } catch (error) {
    if (!isMissing(error)) throw error;
    return undefined;
  }
}

function markUserDrift(data: ResourceData, row: Row): void {
  const text = (column: string): string => row.optional(column) ?? "";
  const disabled = truth(row, "disabled");
  const roles = text("default_secondary_roles");
  markDrift(data, "show_output", [
    { field: "login_name", attribute: "login_name", current: text("login_name") },
    { field: "display_name", attribute: "display_name", current: text("display_name") },
    { field: "disabled", attribute: "disabled", current: disabled, becomes: String(disabled) },
    { field: "default_namespace", attribute: "default_namespace", current: text("default_namespace") },
    {
      field: "default_secondary_roles",
      attribute: "default_secondary_roles_option",
      current: roles,
      becomes: secondaryRolesOption(roles),
    },
  ]);
}

/** A column of booleans as text, of which empty and `null` are false. */
function truth(row: Row, column: string): boolean {
  return parseBoolean(row.optional(column) ?? "") ?? false;
}

function shownUser(row: Row) {
  const text = (column: string): string => row.optional(column) ?? "";
  return {
    name: row.text("name"),
    created_on: row.time("created_on"),
    login_name: text("login_name"),
    display_name: text("display_name"),
    first_name: text("first_name"),
    last_name: text("last_name"),
    email: text("email"),
    mins_to_unlock: text("mins_to_unlock"),
    days_to_expiry: text("days_to_expiry"),
    comment: text("comment"),
    disabled: truth(row, "disabled"),
    must_change_password: truth(row, "must_change_password"),
    snowflake_lock: truth(row, "snowflake_lock"),
    default_warehouse: text("default_warehouse"),
    default_namespace: text("default_namespace"),
    default_role: text("default_role"),
    default_secondary_roles: text("default_secondary_roles"),
    ext_authn_duo: truth(row, "ext_authn_duo"),
    ext_authn_uid: text("ext_authn_uid"),
    mins_to_bypass_mfa: text("mins_to_bypass_mfa"),
    owner: row.text("owner"),
    last_success_login: row.optionalTime("last_success_login"),
    expires_at_time: row.optionalTime("expires_at_time"),
    locked_until_time: row.optionalTime("locked_until_time"),
    has_password: truth(row, "has_password"),
    has_rsa_public_key: truth(row, "has_rsa_public_key"),
    type: text("type"),
    has_mfa: truth(row, "has_mfa"),
    has_workload_identity: truth(row, "has_workload_identity"),
  };
}
