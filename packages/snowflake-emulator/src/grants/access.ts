import { doesNotExist, insufficientPrivileges } from "../errors";
import { OBJECT_TYPES, type ObjectsByType, type ObjectType } from "../objects/object-types";
import type { ObjectId, SnowflakeObject } from "../objects/snowflake-object";
import type { LikePattern } from "../sql/like";
import { type AccountState, objectById } from "../state/account-state";
import type { ObjectCollection } from "../state/object-collection";
import { ACCOUNT, type PrivilegeGrant, type Securable } from "./grant-state";
import { anyHolds, privilegesOn, roleClosure, rolesOfUser } from "./grant-store";

/** Which roles are active for a statement. */
export interface ActiveRoles {
  readonly userId: ObjectId;
  /** null: the session's role has been dropped meanwhile. */
  readonly primaryRoleId: ObjectId | null;
  readonly secondaryRoles: "ALL" | "NONE";
}

/** What one is allowed to do to an object besides what its owner may: any one of these privileges is enough. */
export type Requirement = "OWNERSHIP" | readonly string[];

/** Where an object is looked for, and how messages call it. */
export interface Place {
  /** Its schema or database; null: the account. */
  readonly parentId: ObjectId | null;
  /** The name as it was written, with its database and schema where they were. */
  readonly shown: string;
}

/**
 * What the active roles may see and do. Creating objects looks at the primary role and the roles below it only; all
 * else counts secondary roles too (D: Authorization through primary role and secondary roles).
 */
export class Access {
  /** The primary role and all roles below it, PUBLIC included. */
  readonly primary: ReadonlySet<ObjectId>;
  /** The primary and secondary roles and all roles below them. */
  readonly effective: ReadonlySet<ObjectId>;

  constructor(
    readonly state: AccountState,
    readonly roles: ActiveRoles,
    /** The account's locator: how messages name the account. */
    readonly accountName: string,
  ) {
    const everyone = state.objects.ROLE.get("PUBLIC");
    const always = everyone === undefined ? [] : [everyone.id];
    const first = roles.primaryRoleId === null ? always : [...always, roles.primaryRoleId];
    const second = roles.secondaryRoles === "ALL" ? rolesOfUser(state.grants, roles.userId) : [];
    this.primary = roleClosure(state.grants, first);
    this.effective = roleClosure(state.grants, [...first, ...second]);
  }

  /** Is a role active that owns the object? */
  owns(object: SnowflakeObject, options: { readonly primaryOnly?: boolean } = {}): boolean {
    if (object.ownerRoleId === null) return this.isAccountAdmin();
    return (options.primaryOnly === true ? this.primary : this.effective).has(object.ownerRoleId);
  }

  /** Is ACCOUNTADMIN among the active roles? */
  isAccountAdmin(): boolean {
    const admin = this.state.objects.ROLE.get("ACCOUNTADMIN");
    return admin !== undefined && this.effective.has(admin.id);
  }

  /** Does an active role hold the privilege? `grantOption`: and may pass it on. */
  holds(
    on: Securable,
    privilege: string,
    options: { readonly grantOption?: boolean; readonly primaryOnly?: boolean } = {},
  ): boolean {
    return this.grantOf(on, privilege, options) !== undefined;
  }

  /** The grant by which an active role holds the privilege. */
  grantOf(
    on: Securable,
    privilege: string,
    options: { readonly grantOption?: boolean; readonly primaryOnly?: boolean } = {},
  ): PrivilegeGrant | undefined {
    const roles = options.primaryOnly === true ? this.primary : this.effective;
    return anyHolds(this.state.grants, roles, on, privilege, options.grantOption === true);
  }

  managesGrants(): boolean {
    return this.holds(ACCOUNT, "MANAGE GRANTS");
  }

  /** Can the active roles know that the object exists, once they can use what contains it? */
  sees(type: ObjectType, object: SnowflakeObject): boolean {
    // A: roles are no secret; integrations, volumes, warehouses, monitors and other users are.
    if (type === "ROLE" || type === "DATABASE_ROLE" || this.owns(object) || this.managesGrants()) return true;
    if (type === "USER" && object.id === this.roles.userId) return true;
    if (type === "WAREHOUSE" && this.holds(ACCOUNT, "MANAGE WAREHOUSES")) return true;
    return privilegesOn(this.state.grants, { type, id: object.id }).some((grant) =>
      this.effective.has(grant.granteeRoleId),
    );
  }

  /** D: a privilege on an object is of use only with USAGE on its schema and database; owners have it. */
  canUse(type: "DATABASE" | "SCHEMA", object: SnowflakeObject): boolean {
    return this.owns(object) || this.holds({ type, id: object.id }, "USAGE") || this.managesGrants();
  }

  /** May the active roles use the schema and database that contain an object? Always true at the account's level. */
  reaches(object: SnowflakeObject): boolean {
    if (object.parentId === null) return true;
    const schema = objectById(this.state, "SCHEMA", object.parentId);
    if (schema !== undefined) return this.canUse("SCHEMA", schema) && this.reaches(schema);
    const database = objectById(this.state, "DATABASE", object.parentId);
    return database !== undefined && this.canUse("DATABASE", database);
  }

  /** Owner, or holder of one of the required privileges? */
  may(type: ObjectType, object: SnowflakeObject, requirement: Requirement): boolean {
    if (this.owns(object)) return true;
    if (requirement === "OWNERSHIP") return false;
    if (type === "WAREHOUSE" && this.holds(ACCOUNT, "MANAGE WAREHOUSES")) {
      if (requirement.some((privilege) => ["MODIFY", "MONITOR", "OPERATE"].includes(privilege))) return true;
    }
    return requirement.some((privilege) => this.holds({ type, id: object.id }, privilege));
  }

  /**
   * The object of this name, when the active roles may do what is required. Its schema and database have been checked.
   * Throws 002003 when it is missing or invisible, 003001 when it is visible but out of reach.
   */
  require<T extends ObjectType>(
    type: T,
    name: string,
    requirement: Requirement | "VISIBLE",
    accepts: (object: ObjectsByType[T]) => boolean = () => true,
    place: Place = { parentId: null, shown: name },
  ): ObjectsByType[T] {
    const { label } = OBJECT_TYPES[type];
    const objects: ObjectCollection<ObjectsByType[T]> = this.state.objects[type];
    const object = objects.get(name, place.parentId);
    if (object === undefined || !accepts(object) || !this.sees(type, object)) throw doesNotExist(label, place.shown);
    if (requirement !== "VISIBLE" && !this.may(type, object, requirement)) {
      throw insufficientPrivileges(label.toLowerCase(), name);
    }
    return object;
  }

  /** Throws 003001 unless the primary role (or one below it) holds the global privilege: needed to create things. */
  requireCreate(privilege: string): void {
    if (!this.holds(ACCOUNT, privilege, { primaryOnly: true })) {
      throw insufficientPrivileges("account", this.accountName);
    }
  }

  /** The same for what is created in a database or schema: its owner may, and who holds the privilege on it. */
  requireCreateIn(type: "DATABASE" | "SCHEMA", container: SnowflakeObject, privilege: string): void {
    if (this.owns(container, { primaryOnly: true })) return;
    if (this.holds({ type, id: container.id }, privilege, { primaryOnly: true })) return;
    throw insufficientPrivileges(type.toLowerCase(), container.name);
  }

  /** The objects of a type in a schema, a database or (null) the account that the active roles see, by name. */
  visible<T extends ObjectType>(
    type: T,
    parentId: ObjectId | null = null,
    pattern?: LikePattern,
  ): readonly ObjectsByType[T][] {
    const objects: ObjectCollection<ObjectsByType[T]> = this.state.objects[type];
    return objects.in(parentId, pattern).filter((object) => this.sees(type, object));
  }
}
