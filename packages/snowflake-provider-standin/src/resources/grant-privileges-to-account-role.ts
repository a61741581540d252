import { randomUUID } from "node:crypto";
import { type CtyRecord, isList, isRecord, UNKNOWN } from "../plugin/cty";
import type { ResourceDefinition } from "../plugin/definition";
import { type Diagnostic, problem } from "../plugin/diagnostics";
import type { ResourceData } from "../plugin/resource-data";
import type { ResourceSession } from "../provider/session";
import { isMissing, isPartialGrant, SnowflakeError } from "../snowflake/errors";
import type { Row } from "../snowflake/result";
import { identifier, parseName, trimQuotes } from "../sql/identifier";
import { sql } from "../sql/statement";
import { checkIdentifier, checkSpelling } from "./checks";
import { showByName } from "./common";
import { configuredTarget, type ShownGrants, shownGrants, targetBlocks, targetSql } from "./grant-target";
import {
  ACCOUNT_OBJECT_TYPES,
  SCHEMA_OBJECT_PLURALS,
  SCHEMA_OBJECT_TYPES,
  shownType,
  toAccountObjectType,
  toSchemaObjectPlural,
  toSchemaObjectType,
} from "./granted-object-types";
import { type PrivilegeGrant, parsePrivilegeGrantId, privilegeGrantId } from "./privilege-grant-id";
import { refuseArguments } from "./refusals";
import { suppressIdentifierQuoting } from "./suppressors";

const IMPORTED = "IMPORTED PRIVILEGES";

type Privileges = PrivilegeGrant["privileges"];

/** `snowflake_grant_privileges_to_account_role`, without inherited grants. https://docs.snowflake.com/en/sql-reference/sql/grant-privilege */
export const grantPrivilegesToAccountRole: ResourceDefinition<ResourceSession> = {
  typeName: "snowflake_grant_privileges_to_account_role",
  suppress: {
    account_role_name: suppressIdentifierQuoting,
    "on_account_object.object_name": suppressIdentifierQuoting,
    "on_schema.schema_name": suppressIdentifierQuoting,
    "on_schema.all_schemas_in_database": suppressIdentifierQuoting,
    "on_schema.future_schemas_in_database": suppressIdentifierQuoting,
    "on_schema_object.object_name": suppressIdentifierQuoting,
    "on_schema_object.all.in_database": suppressIdentifierQuoting,
    "on_schema_object.all.in_schema": suppressIdentifierQuoting,
    "on_schema_object.future.in_database": suppressIdentifierQuoting,
    "on_schema_object.future.in_schema": suppressIdentifierQuoting,
  },
  checks: {
    account_role_name: checkIdentifier,
    privileges: (value) => {
      if (typeof value !== "string") return undefined;
      if (value.toUpperCase() === "OWNERSHIP")
        return "granting OWNERSHIP is only allowed in the snowflake_grant_ownership resource";
      return /^[A-Za-z_ ]+$/.test(value)
        ? undefined
        : `invalid privilege ${JSON.stringify(value)}: letters, underscores and spaces only`;
    },
    "on_account_object.object_type": checkSpelling(toAccountObjectType, ACCOUNT_OBJECT_TYPES),
    "on_account_object.object_name": checkIdentifier,
    "on_schema.all_schemas_in_database": checkIdentifier,
    "on_schema.future_schemas_in_database": checkIdentifier,
    "on_schema_object.object_type": checkSpelling(toSchemaObjectType, SCHEMA_OBJECT_TYPES),
    "on_schema_object.all.object_type_plural": checkSpelling(toSchemaObjectPlural, SCHEMA_OBJECT_PLURALS),
    "on_schema_object.all.in_database": checkIdentifier,
    "on_schema_object.future.object_type_plural": checkSpelling(toSchemaObjectPlural, SCHEMA_OBJECT_PLURALS),
    "on_schema_object.future.in_database": checkIdentifier,
  },

  validate(config) {
    const found = [
      ...refuseArguments(config, [
        "on_account_object.inherited",
        "on_schema.inherited",
        "on_schema_object.inherited",
        "strict_privilege_management",
      ]),
      ...incompleteObject(config, "on_account_object"),
      ...incompleteObject(config, "on_schema_object"),
    ];
    const privileges = isList(config.privileges) ? config.privileges.filter((item) => item !== UNKNOWN) : [];
    if (privileges.includes(IMPORTED) && privileges.length > 1) {
      found.push(problem("Invalid privileges", `${IMPORTED} cannot be used with other privileges`, ["privileges"]));
    }
    return found;
  },

  async create(data, session) {
    const grant = grantOf(data);
    await grantAgain(data, session, grant, "An error occurred when granting privileges to account role");
    data.setId(privilegeGrantId(grant));
    await this.read(data, session);
  },

  async read(data, session) {
    const grant = parsePrivilegeGrantId(data.id);
    // a new value on every read makes every plan show an update
    if (grant.alwaysApply) data.set("always_apply_trigger", randomUUID());
    const shown = shownGrants(grant.target);
    if (grant.privileges === "ALL" || shown === undefined) return;
    const lost = (detail: string): void => {
      data.warn(`Failed to retrieve ${detail}. Marking the resource as removed.`, `Id: ${data.id}`);
      data.remove();
    };
    if ((await roleRow(session, grant.role)) === undefined) return lost("account role");
    let rows: readonly Row[];
    try {
      rows = await session.query(shown.statement);
    } catch (error) {
      if (!isMissing(error)) throw error;
      return lost("grants. Target object not found");
    }
    data.set("privileges", actualPrivileges(grant, grant.privileges, rows, shown));
  },

  async update(data, session) {
    let grant = parsePrivilegeGrantId(data.id);
    const revoke = (privileges: Privileges, option = ""): Promise<void> =>
      session.execute(revokeSql(grant, privileges, option));
    const nowAll = data.boolean("all_privileges");
    const allChanged = data.hasChange("all_privileges");
    if (allChanged && !nowAll) await revoke("ALL");
    if (data.hasChange("privileges") && !(allChanged && nowAll)) {
      const before = data.stringsBefore("privileges");
      const after = data.strings("privileges");
      const added = after.filter((privilege) => !before.includes(privilege));
      const removed = before.filter((privilege) => !after.includes(privilege));
      if (added.length > 0) {
        if (!grant.withGrantOption && !added.includes(IMPORTED)) await revoke(added, "GRANT OPTION FOR");
        await session.execute(grantSql(grant, added));
      }
      if (removed.length > 0) await revoke(removed);
    }
    grant = grantOf(data);
    if (allChanged && nowAll)
      await grantAgain(data, session, { ...grant, withGrantOption: false }, "Failed to grant all privileges");
    if (grant.alwaysApply)
      await grantAgain(
        data,
        session,
        grant,
        "Always apply. An error occurred when granting privileges to account role",
      );
    data.setId(privilegeGrantId(grant));
    await this.read(data, session);
  },

  async delete(data, session) {
    const grant = parsePrivilegeGrantId(data.id);
    await session.execute(revokeSql(grant, data.boolean("all_privileges") ? "ALL" : data.strings("privileges"), ""));
  },

  async importState(data) {
    const grant = parsePrivilegeGrantId(data.id);
    const { target } = grant;
    data.set("account_role_name", identifier(grant.role));
    data.set("with_grant_option", grant.withGrantOption);
    data.set("always_apply", grant.alwaysApply);
    data.set("all_privileges", grant.privileges === "ALL");
    data.set("privileges", grant.privileges === "ALL" ? [] : grant.privileges);
    data.set("strict_privilege_management", false);
    data.set("on_account", target.kind === "OnAccount");
    for (const [name, value] of Object.entries(targetBlocks(target))) data.set(name, value);
  },
};

/** The grant that the plan asks for. */
function grantOf(data: ResourceData): PrivilegeGrant {
  return {
    role: parseName(data.string("account_role_name")),
    withGrantOption: data.boolean("with_grant_option"),
    alwaysApply: data.boolean("always_apply"),
    privileges: data.boolean("all_privileges") ? "ALL" : data.strings("privileges"),
    target: configuredTarget({
      accountObject: data.blocks("on_account_object")[0],
      schema: data.blocks("on_schema")[0],
      schemaObject: data.blocks("on_schema_object")[0],
    }),
  };
}

async function grantAgain(
  data: ResourceData,
  session: ResourceSession,
  grant: PrivilegeGrant,
  failure: string,
): Promise<void> {
  try {
    await session.execute(grantSql(grant, grant.privileges));
  } catch (error) {
    if (!(error instanceof SnowflakeError)) throw error;
    const detail = `Id: ${privilegeGrantId(grant)}\nAccount role name: ${grant.role}\nError: ${error.message}`;
    if (!isPartialGrant(error) || grant.privileges !== "ALL")
      throw new Error(`${failure}\n${detail}`, { cause: error });
    data.warn("An error occurred when granting all privileges to account role", detail);
  }
}

function privilegesSql(privileges: Privileges): string {
  return privileges === "ALL" ? "ALL PRIVILEGES" : privileges.join(", ");
}

function grantSql(grant: PrivilegeGrant, privileges: Privileges): string {
  const option = grant.withGrantOption ? "WITH GRANT OPTION" : undefined;
  return sql(
    "GRANT",
    privilegesSql(privileges),
    "ON",
    targetSql(grant.target),
    "TO ROLE",
    identifier(grant.role),
    option,
  );
}

function revokeSql(grant: PrivilegeGrant, privileges: Privileges, option: string): string {
  return sql(
    "REVOKE",
    option,
    privilegesSql(privileges),
    "ON",
    targetSql(grant.target),
    "FROM ROLE",
    identifier(grant.role),
  );
}

/** The role's row; what Snowflake objects to here doesn't stop the read, as in the real provider. */
async function roleRow(session: ResourceSession, role: string): Promise<Row | "unknown" | undefined> {
  try {
    return await showByName(session, "ROLES", role);
  } catch (error) {
    if (error instanceof SnowflakeError) return "unknown";
    throw error;
  }
}

/** Which of the expected privileges the rows show, granted with the same option. */
function actualPrivileges(
  grant: PrivilegeGrant,
  expected: readonly string[],
  rows: readonly Row[],
  { objectType, future }: ShownGrants,
): readonly string[] {
  const wanted = expected.includes(IMPORTED) ? [...expected, "USAGE"] : expected;
  const found = rows.filter((row) => {
    const privilege = row.text("privilege");
    const granteeKind = row.text(future ? "grant_to" : "granted_to");
    if (granteeKind !== "ROLE" || trimQuotes(row.text("grantee_name")) !== grant.role) return false;
    if (!wanted.includes(privilege) || row.boolean("grant_option") !== grant.withGrantOption) return false;
    // granted by nobody = predefined by Snowflake, which only counts on the SNOWFLAKE database
    if (!future && row.text("granted_by") === "" && trimQuotes(row.text("name")) !== "SNOWFLAKE") return false;
    const type = shownType(row.text(future ? "grant_on" : "granted_on"));
    return type === objectType || (objectType === "DATABASE" && type === "APPLICATION");
  });
  const privileges = found.map((row) => row.text("privilege"));
  // Snowflake shows imported privileges as USAGE
  return expected.includes(IMPORTED)
    ? privileges.map((privilege) => (privilege === "USAGE" ? IMPORTED : privilege))
    : privileges;
}

/** An object is given by its type and its name: one without the other is a problem. */
function incompleteObject(config: CtyRecord, block: string): readonly Diagnostic[] {
  const [object] = isList(config[block]) ? config[block].filter(isRecord) : [];
  const pairs = [
    ["object_type", "object_name"],
    ["object_name", "object_type"],
  ] as const;
  return pairs.flatMap(([needed, other]) => {
    if (object === undefined || (object[other] ?? null) === null || (object[needed] ?? null) !== null) return [];
    const detail = `"${other}": all of \`object_name,object_type\` must be specified`;
    return [problem("Missing required argument", detail, [block, 0, needed])];
  });
}
