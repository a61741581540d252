import { parseCallableName } from "../sql/callable-name";
import { identifier, identifierParts, parseName, parseParts, qualified } from "../sql/identifier";
import { type GrantContainer, parseContainer } from "./grant-target";
import { isCallable, toOwnedObjectPlural, toOwnedObjectType } from "./granted-object-types";

/** What ownership is granted of. Types are in upper case, names as in SQL. */
export type OwnedTarget =
  | { readonly kind: "OnObject"; readonly objectType: string; readonly name: string }
  | { readonly kind: "OnAll" | "OnFuture"; readonly objectTypes: string; readonly container: GrantContainer };

/** Identity of a `snowflake_grant_ownership`. */
export interface OwnershipGrant {
  /** Kind of the new owner. */
  readonly toKind: "ToAccountRole" | "ToDatabaseRole";
  /** The new owner as in SQL: `"role"`, or `"database"."role"`. */
  readonly to: string;
  /** What happens to privileges that others have: COPY, REVOKE, "" = Snowflake refuses when there are some. */
  readonly outboundPrivileges: string;
  /** What it is granted of. */
  readonly target: OwnedTarget;
}

/** The id as the real provider writes it: `<owner kind>|"role"|<COPY, REVOKE or nothing>|<kind>|<target>…`. */
export function ownershipGrantId({ toKind, to, outboundPrivileges, target }: OwnershipGrant): string {
  const parts =
    target.kind === "OnObject"
      ? [target.objectType, target.name]
      : [target.objectTypes, target.container.kind, target.container.name];
  return [toKind, to, outboundPrivileges, target.kind, ...parts].join("|");
}

/** Reads an id. @throws Error naming the part that is wrong */
export function parseOwnershipGrantId(id: string): OwnershipGrant {
  const [toKind, to = "", outboundPrivileges = "", kind, ...parts] = id.split("|");
  if (toKind !== "ToAccountRole" && toKind !== "ToDatabaseRole")
    throw new Error(`invalid grant id ${id}: unknown GrantOwnershipTargetRoleKind: ${toKind}`);
  if (!["", "COPY", "REVOKE"].includes(outboundPrivileges))
    throw new Error(`invalid grant id ${id}: unknown OutboundPrivilegesBehavior: ${outboundPrivileges}`);
  const owner = toKind === "ToAccountRole" ? identifier(parseName(to)) : databaseRoleName(to);
  return { toKind, to: owner, outboundPrivileges, target: parseOwned(id, kind, parts) };
}

function parseOwned(id: string, kind: string | undefined, parts: readonly string[]): OwnedTarget {
  const [first = "", second = "", third = ""] = parts;
  if (kind === "OnObject" && parts.length === 2) {
    const objectType = knownType(first, toOwnedObjectType);
    return { kind, objectType, name: ownedObjectName(objectType, second) };
  }
  if ((kind === "OnAll" || kind === "OnFuture") && parts.length === 3)
    return { kind, objectTypes: knownType(first, toOwnedObjectPlural), container: parseContainer(id, second, third) };
  throw new Error(
    `invalid grant id ${id}: expected "<target_role_kind>|<role_name>|<outbound_privileges_behavior>|<grant_type>|<grant_data>"`,
  );
}

/** `"database"."role"`. @throws Error for a name that isn't of two parts */
export function databaseRoleName(name: string): string {
  return qualified(...parseParts(name, "<database_name>.<database_role_name>"));
}

/** A type in Snowflake's spelling. @throws Error for one that isn't carried out */
export function knownType(type: string, normalize: (text: string) => string | undefined): string {
  const known = normalize(type);
  if (known === undefined) throw new Error(`object type "${type}" is not carried out by the stand-in`);
  return known;
}

/** Objects that are named by themselves, not by what they are in. */
const UNQUALIFIED: ReadonlySet<string> = new Set([
  "COMPUTE POOL",
  "DATABASE",
  "EXTERNAL VOLUME",
  "FAILOVER GROUP",
  "INTEGRATION",
  "NETWORK POLICY",
  "REPLICATION GROUP",
  "RESOURCE MONITOR",
  "ROLE",
  "USER",
  "WAREHOUSE",
]);

/** The name of an object of this type as in SQL. @throws Error when it has not the parts that the type needs */
export function ownedObjectName(objectType: string, name: string): string {
  if (UNQUALIFIED.has(objectType)) return identifier(parseName(name));
  if (isCallable(objectType)) return parseCallableName(name).sql;
  const form =
    objectType === "SCHEMA" || objectType === "DATABASE ROLE"
      ? "<database_name>.<database_object_name>"
      : "<database_name>.<schema_name>.<schema_object_name>";
  return qualified(...parseParts(name, form));
}

/** The last part of a name as in SQL, without its quotes. */
export function lastPart(name: string): string {
  return identifierParts(name)?.at(-1) ?? name;
}
