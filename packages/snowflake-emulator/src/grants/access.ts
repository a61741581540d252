import { doesNotExist, insufficientPrivileges } from "../errors";
import type { AccountObject, ObjectId } from "../objects/account-object";
import { type AccountState, sortedObjects } from "../objects/account-state";
import { OBJECT_TYPES, type ObjectsByType, type ObjectType } from "../objects/object-types";
import { ACCOUNT, type Securable, sameSecurable } from "./grant-state";
import { roleClosure, rolesOfUser } from "./grant-store";

/** Which roles are active for a statement. */
export interface ActiveRoles {
  readonly userId: ObjectId;
  /** null: the session's role has been dropped meanwhile. */
  readonly primaryRoleId: ObjectId | null;
  readonly secondaryRoles: "ALL" | "NONE";
}

/** What one is allowed to do to an object besides what its owner may: any one of these privileges is enough. */
export type Requirement = "OWNERSHIP" | readonly string[];

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
  owns(object: AccountObject): boolean {
    return object.ownerRoleId === null ? this.isAccountAdmin() : this.effective.has(object.ownerRoleId);
  }

  /** Is ACCOUNTADMIN among the active roles? */
  isAccountAdmin(): boolean {
    const admin = this.state.objects.ROLE.get("ACCOUNTADMIN");
    return admin !== undefined && this.effective.has(admin.id);
  }

  /** Does an active role hold the privilege? `grantOption`: and may pass it on. */
  holds(on: Securable, privilege: string, options: { grantOption?: boolean; primaryOnly?: boolean } = {}): boolean {
    const roles = options.primaryOnly === true ? this.primary : this.effective;
    return this.state.grants.privileges.some(
      (grant) =>
        grant.privilege === privilege &&
        roles.has(grant.granteeRoleId) &&
        (options.grantOption !== true || grant.grantOption) &&
        sameSecurable(grant.on, on),
    );
  }

  managesGrants(): boolean {
    return this.holds(ACCOUNT, "MANAGE GRANTS");
  }

  /** Can the active roles know that the object exists? */
  sees(type: ObjectType, object: AccountObject): boolean {
    // A: roles are no secret; integrations, volumes, warehouses, monitors and other users are.
    if (type === "ROLE" || this.owns(object) || this.managesGrants()) return true;
    if (type === "USER" && object.id === this.roles.userId) return true;
    if (type === "WAREHOUSE" && this.holds(ACCOUNT, "MANAGE WAREHOUSES")) return true;
    return this.state.grants.privileges.some(
      (grant) => this.effective.has(grant.granteeRoleId) && sameSecurable(grant.on, { type, id: object.id }),
    );
  }

  /** Owner, or holder of one of the required privileges? */
  may(type: ObjectType, object: AccountObject, requirement: Requirement): boolean {
    if (this.owns(object)) return true;
    if (requirement === "OWNERSHIP") return false;
    if (type === "WAREHOUSE" && this.holds(ACCOUNT, "MANAGE WAREHOUSES")) {
      if (requirement.some((privilege) => ["MODIFY", "MONITOR", "OPERATE"].includes(privilege))) return true;
    }
    return requirement.some((privilege) => this.holds({ type, id: object.id }, privilege));
  }

  /**
   * The object of this name, when the active roles may do what is required.
   * Throws 002003 when it is missing or invisible, 003001 when it is visible but out of reach.
   */
  require<T extends ObjectType>(
    type: T,
    name: string,
    requirement: Requirement | "VISIBLE",
    accepts: (object: ObjectsByType[T]) => boolean = () => true,
  ): ObjectsByType[T] {
    const { label } = OBJECT_TYPES[type];
    const objects: Map<string, ObjectsByType[T]> = this.state.objects[type];
    const object = objects.get(name);
    if (object === undefined || !accepts(object) || !this.sees(type, object)) throw doesNotExist(label, name);
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

  /** The objects of a type that the active roles see, by name. */
  visible<T extends ObjectType>(type: T): readonly ObjectsByType[T][] {
    return sortedObjects(this.state, type).filter((object) => this.sees(type, object));
  }
}
