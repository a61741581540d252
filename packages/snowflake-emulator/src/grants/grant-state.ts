import type { ObjectType } from "../objects/object-types";
import type { ObjectId } from "../objects/snowflake-object";
import type { ChangeLog } from "../state/change-log";
import { TrackedMap } from "../state/tracked-map";

/** What a privilege is held on. */
export type Securable = { readonly type: "ACCOUNT" } | { readonly type: ObjectType; readonly id: ObjectId };

/** One privilege of one role on one securable. OWNERSHIP is no grant: it is the object's ownerRoleId. */
export interface PrivilegeGrant {
  readonly privilege: string;
  readonly on: Securable;
  /** An account role or a database role. */
  readonly granteeRoleId: ObjectId;
  /** May the grantee pass it on? */
  readonly grantOption: boolean;
  /** null: Snowflake itself. */
  readonly grantedByRoleId: ObjectId | null;
  readonly createdOn: number;
}

/** Membership of a role in another role, or of a user in a role. Both sides may be database roles. */
export interface RoleGrant {
  readonly roleId: ObjectId;
  readonly grantee: { readonly type: "ROLE" | "DATABASE_ROLE" | "USER"; readonly id: ObjectId };
  readonly grantedByRoleId: ObjectId | null;
  readonly createdOn: number;
}

/** A privilege that every object of a type gets when it is created in a database or schema. */
export interface FutureGrant {
  readonly privilege: string;
  readonly objectType: ObjectType;
  readonly container: { readonly type: "DATABASE" | "SCHEMA"; readonly id: ObjectId };
  readonly granteeRoleId: ObjectId;
  readonly grantOption: boolean;
  readonly grantedByRoleId: ObjectId | null;
  readonly createdOn: number;
}

export const ACCOUNT: Securable = { type: "ACCOUNT" };

/** A securable as a key of maps. */
export function securableKey(on: Securable): string {
  return on.type === "ACCOUNT" ? "ACCOUNT" : String(on.id);
}

export function sameSecurable(a: Securable, b: Securable): boolean {
  return securableKey(a) === securableKey(b);
}

/** Grants of one kind, with indexes by what they are on and to whom they are. */
export class GrantTable<G> extends TrackedMap<G> {
  readonly #byLeft = new Map<string, Set<string>>();
  readonly #byRight = new Map<string, Set<string>>();

  constructor(
    name: string,
    changes: ChangeLog,
    /** What identifies a grant, and the two things that it is found by. */
    private readonly keysOf: (grant: G) => { readonly key: string; readonly left: string; readonly right: string },
  ) {
    super(name, changes);
  }

  /** Adds a grant, or replaces the one that has the same key. */
  add(grant: G): void {
    this.put(this.keysOf(grant).key, grant);
  }

  drop(grant: G): void {
    this.remove(this.keysOf(grant).key);
  }

  /** In the order in which they were given. */
  byLeft(left: string): readonly G[] {
    return this.#at(this.#byLeft.get(left));
  }

  byRight(right: string): readonly G[] {
    return this.#at(this.#byRight.get(right));
  }

  /** Takes out every grant that is found under this key on either side. */
  dropAll(key: string): void {
    for (const grant of [...this.byLeft(key), ...this.byRight(key)]) this.drop(grant);
  }

  countLeft(left: string): number {
    return this.#byLeft.get(left)?.size ?? 0;
  }

  protected override reindex(key: string, before: G | undefined, after: G | undefined): void {
    if (before !== undefined && after === undefined) {
      const { left, right } = this.keysOf(before);
      forget(this.#byLeft, left, key);
      forget(this.#byRight, right, key);
    }
    if (before === undefined && after !== undefined) {
      const { left, right } = this.keysOf(after);
      remember(this.#byLeft, left, key);
      remember(this.#byRight, right, key);
    }
  }

  #at(keys: ReadonlySet<string> | undefined): readonly G[] {
    if (keys === undefined) return [];
    return [...keys].flatMap((key) => this.current(key) ?? []);
  }
}

function remember(index: Map<string, Set<string>>, at: string, key: string): void {
  const keys = index.get(at) ?? new Set<string>();
  keys.add(key);
  index.set(at, keys);
}

function forget(index: Map<string, Set<string>>, at: string, key: string): void {
  const keys = index.get(at);
  keys?.delete(key);
  if (keys?.size === 0) index.delete(at);
}

export const privilegeKey = (on: Securable, privilege: string, granteeRoleId: ObjectId) =>
  `${securableKey(on)}|${privilege}|${granteeRoleId}`;

export const roleGrantKey = (grant: Pick<RoleGrant, "roleId" | "grantee">) => `${grant.roleId}>${grant.grantee.id}`;

export const futureGrantKey = (grant: Pick<FutureGrant, "container" | "objectType" | "privilege" | "granteeRoleId">) =>
  `${grant.container.id}|${grant.objectType}|${grant.privilege}|${grant.granteeRoleId}`;

/** All grants of an account. */
export class GrantState {
  /** Left: the securable; right: the grantee. */
  readonly privileges: GrantTable<PrivilegeGrant>;
  /** Left: the role that is granted; right: who has it. */
  readonly roles: GrantTable<RoleGrant>;
  /** Left: the database or schema; right: the grantee. */
  readonly future: GrantTable<FutureGrant>;

  constructor(changes: ChangeLog) {
    this.privileges = new GrantTable("privileges", changes, (grant: PrivilegeGrant) => ({
      key: privilegeKey(grant.on, grant.privilege, grant.granteeRoleId),
      left: securableKey(grant.on),
      right: String(grant.granteeRoleId),
    }));
    this.roles = new GrantTable("roles", changes, (grant: RoleGrant) => ({
      key: roleGrantKey(grant),
      left: String(grant.roleId),
      right: String(grant.grantee.id),
    }));
    this.future = new GrantTable("future", changes, (grant: FutureGrant) => ({
      key: futureGrantKey(grant),
      left: String(grant.container.id),
      right: String(grant.granteeRoleId),
    }));
  }
}
