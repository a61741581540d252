import { doesNotExist } from "../errors";
import { ACCOUNT, type Securable } from "../grants/grant-state";
import { GLOBAL_PRIVILEGES, OBJECT_PRIVILEGES } from "../grants/privileges";
import { OBJECT_TYPES, type ObjectType } from "../objects/object-types";
import type { ObjectId, SnowflakeObject } from "../objects/snowflake-object";
import { objectById } from "../state/account-state";
import type { ContainerName, SecurableName } from "./grant-target";
import { renderIdentifier } from "./identifiers";
import { findDatabase, findSchema, fullName, locate, renderPath } from "./names";
import type { ExecutionContext } from "./statement";

/** A securable found: with its owner, and how messages and SHOW GRANTS call it. */
export interface ResolvedSecurable {
  readonly on: Securable;
  /** undefined: the account. */
  readonly object: SnowflakeObject | undefined;
  readonly ownerRoleId: ObjectId | null;
  /** The schema that decides about its grants; undefined: its owner does. */
  readonly managedBy: SnowflakeObject | undefined;
  /** The database that it is in, or is itself; undefined: none. */
  readonly databaseId: ObjectId | undefined;
  /** `ACCOUNT`, `WAREHOUSE`, `VOLUME` … */
  readonly grantedOn: string;
  readonly name: string;
  /** All privileges that can be granted on it. */
  readonly privileges: readonly string[];
}

/** The account as a securable. ACCOUNTADMIN counts as its owner. */
function accountSecurable({ access }: ExecutionContext): ResolvedSecurable {
  return {
    on: ACCOUNT,
    object: undefined,
    ownerRoleId: access.state.objects.ROLE.get("ACCOUNTADMIN")?.id ?? null,
    managedBy: undefined,
    databaseId: undefined,
    grantedOn: "ACCOUNT",
    name: access.accountName,
    privileges: GLOBAL_PRIVILEGES,
  };
}

/** An object as a securable. */
export function objectSecurable(
  context: ExecutionContext,
  type: ObjectType,
  object: SnowflakeObject,
): ResolvedSecurable {
  const { state } = context.account;
  const schema = objectById(state, "SCHEMA", object.parentId);
  const inDatabase = schema?.parentId ?? object.parentId ?? undefined;
  return {
    on: { type, id: object.id },
    object,
    ownerRoleId: object.ownerRoleId,
    managedBy: schema?.managedAccess === true ? schema : undefined,
    databaseId: type === "DATABASE" ? object.id : inDatabase,
    grantedOn: OBJECT_TYPES[type].grantedOn,
    name: fullName(context, object),
    privileges: OBJECT_PRIVILEGES[type],
  };
}

/** Finds a securable. Throws 002003 when it is missing or invisible to the active roles. */
export function resolveSecurable(context: ExecutionContext, wanted: SecurableName): ResolvedSecurable {
  if (wanted.type === "ACCOUNT") return accountSecurable(context);
  const location = locate(context, wanted.type, wanted.path, "GRANT");
  if (wanted.type === "TABLE" && !context.account.state.objects.TABLE.has(location.name, location.parentId)) {
    // A: ON TABLE means an Iceberg table too; ON { ALL | FUTURE } TABLES does not.
    const iceberg = context.account.state.objects.ICEBERG_TABLE.get(location.name, location.parentId);
    const visible = iceberg !== undefined && context.access.sees("ICEBERG_TABLE", iceberg);
    if (visible) return objectSecurable(context, "ICEBERG_TABLE", iceberg);
  }
  const object = context.access.require(wanted.type, location.name, "VISIBLE", undefined, location);
  return objectSecurable(context, wanted.type, object);
}

/** A database or schema that grants look into. */
export interface Container {
  readonly type: "DATABASE" | "SCHEMA";
  readonly object: SnowflakeObject;
  /** The database itself, or that of the schema. */
  readonly databaseId: ObjectId;
  readonly managedAccess: boolean;
}

/** Finds the container after IN. Throws 002003 when it is missing or the active roles can't use it. */
export function resolveContainer(context: ExecutionContext, { type, path }: ContainerName): Container {
  if (type === "DATABASE") {
    const object = findDatabase(context, path[0] ?? "");
    return { type, object, databaseId: object.id, managedAccess: false };
  }
  const object = findSchema(context, path, "GRANT");
  if (object.parentId === null) throw doesNotExist("Schema", renderPath(path));
  return { type, object, databaseId: object.parentId, managedAccess: object.managedAccess };
}

/** The visible objects of a type in a container, securables all. */
export function securablesIn(
  context: ExecutionContext,
  type: ObjectType,
  container: Container,
): readonly ResolvedSecurable[] {
  const { access } = context;
  const parents =
    container.type === "SCHEMA" || OBJECT_TYPES[type].level === "DATABASE"
      ? [container.object]
      : access.visible("SCHEMA", container.object.id).filter((schema) => access.canUse("SCHEMA", schema));
  return parents.flatMap((parent) =>
    access.visible(type, parent.id).map((object: SnowflakeObject) => objectSecurable(context, type, object)),
  );
}

/** How SHOW GRANTS writes an object's name: with its database and schema; a procedure's with its signature. */
export function grantName(context: Pick<ExecutionContext, "account">, object: SnowflakeObject): string {
  if (!("signature" in object) || typeof object.signature !== "string") return fullName(context, object);
  const schema = objectById(context.account.state, "SCHEMA", object.parentId);
  return `${schema === undefined ? "" : `${fullName(context, schema)}.`}${renderIdentifier(object.signature)}`;
}

/** How SHOW GRANTS writes the type and name of a securable. */
export function describeSecurable(context: ExecutionContext, on: Securable) {
  if (on.type === "ACCOUNT") return { grantedOn: "ACCOUNT", name: context.access.accountName };
  const object = objectById(context.account.state, on.type, on.id);
  const { grantedOn } = OBJECT_TYPES[on.type];
  return { grantedOn, name: object === undefined ? "" : grantName(context, object) };
}
