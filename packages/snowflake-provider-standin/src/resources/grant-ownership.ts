import { type CtyRecord, isList, isRecord } from "../plugin/cty";
import type { ResourceDefinition } from "../plugin/definition";
import type { ResourceData } from "../plugin/resource-data";
import type { ResourceSession } from "../provider/session";
import { SnowflakeError } from "../snowflake/errors";
import type { Row } from "../snowflake/result";
import { identifier, parseName, trimQuotes } from "../sql/identifier";
import { sql } from "../sql/statement";
import { checkIdentifier, checkSpelling } from "./checks";
import { configuredContainer, containerSql } from "./grant-target";
import {
  OWNED_OBJECT_PLURALS,
  OWNED_OBJECT_TYPES,
  shownType,
  singularType,
  toOwnedObjectPlural,
  toOwnedObjectType,
} from "./granted-object-types";
import {
  databaseRoleName,
  knownType,
  lastPart,
  type OwnedTarget,
  type OwnershipGrant,
  ownedObjectName,
  ownershipGrantId,
  parseOwnershipGrantId,
} from "./ownership-grant-id";
import { suppressIdentifierQuoting } from "./suppressors";

/** `snowflake_grant_ownership`, without tasks and pipes: every change replaces. https://docs.snowflake.com/en/sql-reference/sql/grant-ownership */
export const grantOwnership: ResourceDefinition<ResourceSession> = {
  typeName: "snowflake_grant_ownership",
  suppress: {
    account_role_name: suppressIdentifierQuoting,
    database_role_name: suppressIdentifierQuoting,
    "on.object_name": suppressIdentifierQuoting,
    "on.all.in_database": suppressIdentifierQuoting,
    "on.all.in_schema": suppressIdentifierQuoting,
    "on.future.in_database": suppressIdentifierQuoting,
    "on.future.in_schema": suppressIdentifierQuoting,
  },
  checks: {
    account_role_name: checkIdentifier,
    outbound_privileges: checkSpelling(
      (text) => (/^(copy|revoke)$/i.test(text) ? text : undefined),
      ["COPY", "REVOKE"],
    ),
    "on.object_type": checkSpelling(toOwnedObjectType, OWNED_OBJECT_TYPES),
    "on.all.object_type_plural": checkSpelling(toOwnedObjectPlural, OWNED_OBJECT_PLURALS),
    "on.future.object_type_plural": checkSpelling(toOwnedObjectPlural, OWNED_OBJECT_PLURALS),
  },

  async create(data, session) {
    const grant = configuredGrant(data);
    try {
      await session.execute(grantSql(grant, ownerSql(grant)));
    } catch (error) {
      if (!(error instanceof SnowflakeError)) throw error;
      throw new Error(
        `An error occurred during grant ownership\nId: ${ownershipGrantId(grant)}\nError: ${error.message}`,
        {
          cause: error,
        },
      );
    }
    data.setId(ownershipGrantId(grant));
    await this.read(data, session);
  },

  async read(data, session) {
    const { target, to } = parseOwnershipGrantId(data.id);
    // what is granted of all objects can't be told from what is granted of each
    if (target.kind === "OnAll") return;
    const future = target.kind === "OnFuture";
    let rows: readonly Row[];
    try {
      rows = await session.query(
        target.kind === "OnFuture"
          ? `SHOW FUTURE GRANTS ${containerSql(target.container)}`
          : `SHOW GRANTS ON ${targetSql(target)}`,
      );
    } catch (error) {
      if (!(error instanceof SnowflakeError)) throw error;
      data.warn(
        "Failed to retrieve grants. Marking the resource as removed.",
        `Id: ${data.id}\nError: ${error.message}`,
      );
      data.remove();
      return;
    }
    const objectType = target.kind === "OnObject" ? target.objectType : singularType(target.objectTypes);
    // database roles are roles to SHOW GRANTS
    const wanted = objectType === "DATABASE ROLE" && !future ? "ROLE" : objectType;
    const found = rows.some(
      (row) =>
        row.text("privilege") === "OWNERSHIP" &&
        (future || row.text("granted_by") !== "") &&
        shownType(row.text(future ? "grant_on" : "granted_on")) === wanted &&
        lastPart(row.text("grantee_name")) === lastPart(to),
    );
    if (found) return;
    data.warn(
      "Couldn't find OWNERSHIP privilege on the target object. Marking the resource as removed.",
      `Id: ${data.id}`,
    );
    data.remove();
  },

  async delete(data, session) {
    const grant = parseOwnershipGrantId(data.id);
    if (grant.target.kind === "OnFuture") {
      await session.execute(sql("REVOKE OWNERSHIP ON", targetSql(grant.target), "FROM", ownerSql(grant)));
      return;
    }
    // ownership can't be revoked: the role that destroys takes it over
    const [current] = await session.query("SELECT CURRENT_ROLE() as CURRENT_ROLE");
    const role = current?.text("CURRENT_ROLE") ?? "";
    await session.execute(grantSql(grant, `ROLE ${identifier(trimQuotes(role))}`));
  },

  async importState(data) {
    const grant = parseOwnershipGrantId(data.id);
    if (grant.toKind === "ToAccountRole") data.set("account_role_name", parseName(grant.to));
    else data.set("database_role_name", grant.to);
    if (grant.outboundPrivileges !== "") data.set("outbound_privileges", grant.outboundPrivileges);
    data.set("on", [importedBlock(grant.target)]);
  },
};

function configuredGrant(data: ResourceData): OwnershipGrant {
  const role = data.string("account_role_name");
  const outbound = data.string("outbound_privileges");
  const owner =
    role === ""
      ? ({ toKind: "ToDatabaseRole", to: databaseRoleName(data.string("database_role_name")) } as const)
      : ({ toKind: "ToAccountRole", to: identifier(parseName(role)) } as const);
  return {
    ...owner,
    // only these spellings mean something to the real provider
    outboundPrivileges: outbound === "COPY" || outbound === "REVOKE" ? outbound : "",
    target: configuredTarget(data),
  };
}

function configuredTarget(data: ResourceData): OwnedTarget {
  const [on] = data.blocks("on");
  if (on === undefined) throw new Error('the block "on" is missing: say what ownership is granted of');
  for (const [name, kind] of [
    ["all", "OnAll"],
    ["future", "OnFuture"],
  ] as const) {
    const bulk = isList(on[name]) ? on[name].filter(isRecord)[0] : undefined;
    if (bulk !== undefined) {
      const objectTypes = knownType(String(bulk.object_type_plural ?? ""), toOwnedObjectPlural);
      return { kind, objectTypes, container: configuredContainer(bulk) };
    }
  }
  const objectType = knownType(String(on.object_type ?? ""), toOwnedObjectType);
  return { kind: "OnObject", objectType, name: ownedObjectName(objectType, String(on.object_name ?? "")) };
}

function targetSql(target: OwnedTarget): string {
  if (target.kind === "OnObject") return `${target.objectType} ${target.name}`;
  return `${target.kind === "OnAll" ? "ALL" : "FUTURE"} ${target.objectTypes} ${containerSql(target.container)}`;
}

function ownerSql({ toKind, to }: OwnershipGrant): string {
  return `${toKind === "ToAccountRole" ? "ROLE" : "DATABASE ROLE"} ${to}`;
}

function grantSql({ target, outboundPrivileges }: OwnershipGrant, owner: string): string {
  const current = outboundPrivileges === "" ? undefined : `${outboundPrivileges} CURRENT GRANTS`;
  return sql("GRANT OWNERSHIP ON", targetSql(target), "TO", owner, current);
}

function importedBlock(target: OwnedTarget): CtyRecord {
  if (target.kind === "OnObject") {
    const single = target.name.split(".").length === 1;
    const name = single ? parseName(target.name) : target.name;
    return { object_type: target.objectType, object_name: name, all: [], future: [] };
  }
  const { kind, name } = target.container;
  const place = kind === "InDatabase" ? { in_database: parseName(name) } : { in_schema: name };
  const bulk = [{ object_type_plural: target.objectTypes, ...place }];
  return { all: target.kind === "OnAll" ? bulk : [], future: target.kind === "OnFuture" ? bulk : [] };
}
