import type { ResourceDefinition } from "../plugin/definition";
import type { ResourceSession } from "../provider/session";
import { SnowflakeError } from "../snowflake/errors";
import { identifier, trimQuotes } from "../sql/identifier";
import { checkIdentifier } from "./checks";

/** Kinds of grantees. */
type GranteeKind = "ROLE" | "USER";

interface RoleGrant {
  readonly role: string;
  readonly kind: GranteeKind;
  readonly grantee: string;
}

/** `snowflake_grant_account_role`: every change replaces. https://docs.snowflake.com/en/sql-reference/sql/grant-role */
export const grantAccountRole: ResourceDefinition<ResourceSession> = {
  typeName: "snowflake_grant_account_role",
  checks: { role_name: checkIdentifier, user_name: checkIdentifier, parent_role_name: checkIdentifier },

  async create(data, session) {
    const parent = data.string("parent_role_name");
    const grant: RoleGrant = {
      role: trimQuotes(data.string("role_name")),
      kind: parent === "" ? "USER" : "ROLE",
      grantee: trimQuotes(parent === "" ? data.string("user_name") : parent),
    };
    if (grant.grantee === "")
      throw new Error("invalid role grant: both parent_role_name and user_name are empty; give one of them");
    await session.execute(`GRANT ROLE ${identifier(grant.role)} TO ${grant.kind} ${identifier(grant.grantee)}`);
    data.setId([identifier(grant.role), grant.kind, identifier(grant.grantee)].join("|"));
    await this.read(data, session);
  },

  async read(data, session) {
    const { role, kind, grantee } = parseId(data.id);
    try {
      const rows = await session.query(`SHOW GRANTS OF ROLE ${identifier(role)}`);
      const granted = rows.some(
        (row) => row.text("granted_to") === kind && trimQuotes(row.text("grantee_name")) === grantee,
      );
      if (!granted) data.remove();
    } catch (error) {
      // whatever Snowflake objects to here, the real provider takes the grant for gone
      if (!(error instanceof SnowflakeError)) throw error;
      data.remove();
    }
  },

  async delete(data, session) {
    const { role, kind, grantee } = parseId(data.id);
    await session.execute(`REVOKE ROLE ${identifier(role)} FROM ${kind} ${identifier(grantee)}`);
  },

  async importState(data) {
    const { role, kind, grantee } = parseId(data.id);
    data.set("role_name", role);
    data.set(kind === "ROLE" ? "parent_role_name" : "user_name", grantee);
  },
};

function parseId(id: string): RoleGrant {
  const [role, kind, grantee, ...more] = id.split("|");
  if (role === undefined || kind === undefined || grantee === undefined || more.length > 0) {
    throw new Error(`invalid ID specified: ${id}, expected <role_name>|<grantee_object_type>|<grantee_identifier>`);
  }
  if (kind !== "ROLE" && kind !== "USER")
    throw new Error(`invalid object type specified: ${kind}, expected ROLE or USER`);
  return { role: trimQuotes(role), kind, grantee: trimQuotes(grantee) };
}
