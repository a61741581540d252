import { GrantState } from "../grants/grant-state";
import { ALL_OBJECT_TYPES, type ObjectsByType, type ObjectType } from "../objects/object-types";
import type { ObjectId, SnowflakeObject } from "../objects/snowflake-object";
import type { GroupRefreshRecord } from "../replication/groups/group-refresh-record";
import type { RefreshRecord } from "../replication/refresh-record";
import { Attachments } from "./attachments";
import { ChangeLog } from "./change-log";
import { ObjectCollection } from "./object-collection";
import { TrackedMap } from "./tracked-map";

/** The name of the store of counters. */
export const COUNTERS = "counters";

type Collections = { readonly [T in ObjectType]: ObjectCollection<ObjectsByType[T]> };

/**
 * Everything that an account remembers besides its tables' rows: what a journal keeps, a snapshot copies and a replica
 * receives. Sessions and query history are not part of it. All changes go through `changes.transact`.
 */
export class AccountState {
  readonly changes = new ChangeLog();
  readonly objects: Collections;
  readonly grants = new GrantState(this.changes);
  readonly attachments = new Attachments(this.changes);
  /** Parameters set on the account, by name. */
  readonly parameters = new TrackedMap<string>("parameters", this.changes);
  /** Parameters that the organization has set for the account, by name. */
  readonly organizationParameters = new TrackedMap<string>("organization parameters", this.changes);
  /** Refreshes of secondary databases that have ended, by query id. */
  readonly refreshes = new TrackedMap<RefreshRecord>("database refreshes", this.changes);
  /** Refreshes of secondary failover groups that have ended, by job id. */
  readonly groupRefreshes = new TrackedMap<GroupRefreshRecord>("group refreshes", this.changes);
  readonly #counters = new TrackedMap<number>(COUNTERS, this.changes);

  constructor() {
    const collection = <T extends ObjectType>(type: T) => new ObjectCollection<ObjectsByType[T]>(type, this.changes);
    this.objects = {
      ROLE: collection("ROLE"),
      USER: collection("USER"),
      WAREHOUSE: collection("WAREHOUSE"),
      RESOURCE_MONITOR: collection("RESOURCE_MONITOR"),
      INTEGRATION: collection("INTEGRATION"),
      EXTERNAL_VOLUME: collection("EXTERNAL_VOLUME"),
      CONNECTION: collection("CONNECTION"),
      FAILOVER_GROUP: collection("FAILOVER_GROUP"),
      DATABASE: collection("DATABASE"),
      SCHEMA: collection("SCHEMA"),
      DATABASE_ROLE: collection("DATABASE_ROLE"),
      TABLE: collection("TABLE"),
      ICEBERG_TABLE: collection("ICEBERG_TABLE"),
      EXTERNAL_TABLE: collection("EXTERNAL_TABLE"),
      VIEW: collection("VIEW"),
      MATERIALIZED_VIEW: collection("MATERIALIZED_VIEW"),
      PROCEDURE: collection("PROCEDURE"),
      TASK: collection("TASK"),
      ALERT: collection("ALERT"),
      AUTHENTICATION_POLICY: collection("AUTHENTICATION_POLICY"),
      FILE_FORMAT: collection("FILE_FORMAT"),
      NETWORK_POLICY: collection("NETWORK_POLICY"),
      NETWORK_RULE: collection("NETWORK_RULE"),
      SECRET: collection("SECRET"),
      SEQUENCE: collection("SEQUENCE"),
      STAGE: collection("STAGE"),
      TAG: collection("TAG"),
    };
  }

  /** Every store by name, for a journal and for snapshots. */
  get stores(): readonly TrackedMap<unknown>[] {
    const { privileges, roles, future } = this.grants;
    const all: readonly unknown[] = [
      this.#counters,
      this.parameters,
      this.organizationParameters,
      this.refreshes,
      this.groupRefreshes,
      ...ALL_OBJECT_TYPES.map((type) => this.objects[type]),
      privileges,
      roles,
      future,
      this.attachments.tags,
      this.attachments.authenticationPolicies,
      this.attachments.globalIds,
    ];
    return all.filter((one): one is TrackedMap<unknown> => one instanceof TrackedMap);
  }

  /** An id that no object of the account has had. */
  newId(): ObjectId {
    return this.count("objects");
  }

  /** The next number of a series: 1, 2, 3 … */
  count(series: string): number {
    const next = (this.#counters.current(series) ?? 0) + 1;
    this.#counters.put(series, next);
    return next;
  }
}

/** The object of this type with this id, if there still is one. */
export function objectById<T extends ObjectType>(
  state: AccountState,
  type: T,
  id: ObjectId | null,
): ObjectsByType[T] | undefined {
  const objects: ObjectCollection<ObjectsByType[T]> = state.objects[type];
  return objects.byId(id);
}

/** The name of a role, or "" for none: how SHOW writes the owner of what Snowflake itself made. */
export function roleName(state: AccountState, id: ObjectId | null): string {
  return objectById(state, "ROLE", id)?.name ?? objectById(state, "DATABASE_ROLE", id)?.name ?? "";
}

/** ROLE, DATABASE_ROLE, or "" for none: how SHOW writes the kind of an owner. */
export function ownerRoleType(state: AccountState, object: SnowflakeObject): string {
  if (object.ownerRoleId === null) return "";
  return objectById(state, "DATABASE_ROLE", object.ownerRoleId) === undefined ? "ROLE" : "DATABASE_ROLE";
}

/** All objects of a type at the account's level, by name. */
export function sortedObjects<T extends ObjectType>(state: AccountState, type: T): readonly ObjectsByType[T][] {
  const objects: ObjectCollection<ObjectsByType[T]> = state.objects[type];
  return objects.in(null);
}
