import { randomUUID } from "node:crypto";
import { isList, UNKNOWN } from "../plugin/cty";
import type { ResourceDefinition } from "../plugin/definition";
import { type Diagnostic, problem } from "../plugin/diagnostics";
import type { ResourceData } from "../plugin/resource-data";
import type { ResourceSession } from "../provider/session";
import { isMissing, isPartialGrant, SnowflakeError } from "../snowflake/errors";
import type { Row } from "../snowflake/result";
import { identifier, parseName, trimQuotes } from "../sql/identifier";
import { sql } from "../sql/statement";
import { anyCase, checkIdentifier, checkSpelling } from "./checks";
import { showByName } from "./common";
import { type GrantTarget, type PrivilegeGrant, parsePrivilegeGrantId, privilegeGrantId } from "./privilege-grant-id";
import { suppressIdentifierQuoting } from "./suppressors";

const OBJECT_TYPES = [
  "USER",
  "RESOURCE MONITOR",
  "WAREHOUSE",
  "COMPUTE POOL",
  "DATABASE",
  "INTEGRATION",
  "CONNECTION",
  "FAILOVER GROUP",
  "REPLICATION GROUP",
  "EXTERNAL VOLUME",
  "SNOWFLAKE INTELLIGENCE",
];
const toObjectType = anyCase(OBJECT_TYPES);
const IMPORTED = "IMPORTED PRIVILEGES";

type Privileges = PrivilegeGrant["privileges"];

/** `snowflake_grant_privileges_to_account_role` on the account and on account objects. https://docs.snowflake.com/en/sql-reference/sql/grant-privilege */
export const grantPrivilegesToAccountRole: ResourceDefinition<ResourceSession> = {
  typeName: "snowflake_grant_privileges_to_account_role",
  suppress: {
    account_role_name: suppressIdentifierQuoting,
    "on_account_object.object_name": suppressIdentifierQuoting,
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
    "on_account_object.object_type": checkSpelling(toObjectType, OBJECT_TYPES),
    "on_account_object.object_name": checkIdentifier,
  },

  validate(config) {
    const found: Diagnostic[] = [];
    const given = (name: string): boolean => isList(config[name]) && config[name].length > 0;
    for (const name of ["on_schema", "on_schema_object"]) {
      if (given(name))
        found.push(
          problem(
            `${name} is not carried out by the stand-in`,
            "grant with on_account or on_account_object, or use the real provider",
            [name],
          ),
        );
    }
    const [object] = isList(config.on_account_object) ? config.on_account_object : [];
    if (typeof object === "object" && object !== null && !isList(object)) {
      if (isList(object.inherited) && object.inherited.length > 0) {
        found.push(
          problem("inherited grants are not carried out by the stand-in", "name one object, or use the real provider", [
            "on_account_object",
            0,
            "inherited",
          ]),
        );
      }
      for (const [needed, other] of [
        ["object_type", "object_name"],
        ["object_name", "object_type"],
      ] as const) {
        if ((object[other] ?? null) !== null && (object[needed] ?? null) === null) {
          found.push(
            problem("Missing required argument", `"${other}": all of \`object_name,object_type\` must be specified`, [
              "on_account_object",
              0,
              needed,
            ]),
          );
        }
      }
    }
    const privileges = isList(config.privileges) ? config.privileges.filter((item) => item !== UNKNOWN) : [];
    if (privileges.includes(IMPORTED) && privileges.length > 1) {
      found.push(problem("Invalid privileges", `${IMPORTED} cannot be used with other privileges`, ["privileges"]));
    }
    if (config.strict_privilege_management === true) {
      found.push(
        problem(
          "strict_privilege_management is not carried out by the stand-in",
          "take it out, or use the real provider",
          ["strict_privilege_management"],
        ),
      );
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
    if (grant.privileges === "ALL") return;
    const lost = (detail: string): void => {
      data.warn(`Failed to retrieve ${detail}. Marking the resource as removed.`, `Id: ${data.id}`);
      data.remove();
    };
    if ((await roleRow(session, grant.role)) === undefined) return lost("account role");
    let rows: readonly Row[];
    try {
      rows = await session.query(`SHOW GRANTS ON ${targetSql(grant.target)}`);
    } catch (error) {
      if (!isMissing(error)) throw error;
      return lost("grants. Target object not found");
    }
    data.set("privileges", actualPrivileges(grant, grant.privileges, rows));
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
    data.set("on_schema", []);
    data.set("on_schema_object", []);
    const object =
      target.kind === "OnAccountObject"
        ? [{ object_type: target.objectType, object_name: identifier(target.objectName), inherited: [] }]
        : [];
    data.set("on_account_object", object);
  },
};

/** The grant that the plan asks for. */
function grantOf(data: ResourceData): PrivilegeGrant {
  const [object] = data.blocks("on_account_object");
  let target: GrantTarget = { kind: "OnAccount" };
  if (object !== undefined) {
    const objectType = toObjectType(String(object.object_type ?? ""));
    if (objectType === undefined)
      throw new Error(`object type "${String(object.object_type)}" is not one of ${OBJECT_TYPES.join(", ")}`);
    target = { kind: "OnAccountObject", objectType, objectName: parseName(String(object.object_name ?? "")) };
  }
  return {
    role: parseName(data.string("account_role_name")),
    withGrantOption: data.boolean("with_grant_option"),
    alwaysApply: data.boolean("always_apply"),
    privileges: data.boolean("all_privileges") ? "ALL" : data.strings("privileges"),
    target,
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

function targetSql(target: GrantTarget): string {
  return target.kind === "OnAccount" ? "ACCOUNT" : `${target.objectType} ${identifier(target.objectName)}`;
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
function actualPrivileges(grant: PrivilegeGrant, expected: readonly string[], rows: readonly Row[]): readonly string[] {
  const wanted = expected.includes(IMPORTED) ? [...expected, "USAGE"] : expected;
  const wantedType = grant.target.kind === "OnAccount" ? "ACCOUNT" : grant.target.objectType;
  const found = rows.filter((row) => {
    const privilege = row.text("privilege");
    if (row.text("granted_to") !== "ROLE" || trimQuotes(row.text("grantee_name")) !== grant.role) return false;
    if (!wanted.includes(privilege) || row.boolean("grant_option") !== grant.withGrantOption) return false;
    // granted by nobody = predefined by Snowflake, which only counts on the SNOWFLAKE database
    if (row.text("granted_by") === "" && trimQuotes(row.text("name")) !== "SNOWFLAKE") return false;
    const type = shownType(row.text("granted_on"));
    return type === wantedType || (wantedType === "DATABASE" && type === "APPLICATION");
  });
  const privileges = found.map((row) => row.text("privilege"));
  // Snowflake shows imported privileges as USAGE
  return expected.includes(IMPORTED)
    ? privileges.map((privilege) => (privilege === "USAGE" ? IMPORTED : privilege))
    : privileges;
}

function shownType(text: string): string {
  return text === "VOLUME" ? "EXTERNAL VOLUME" : text.replaceAll("_", " ");
}
