import type { Account } from "../account";
import type { Database } from "../objects/database";
import type { ObjectId } from "../objects/snowflake-object";
import type { AccountState } from "../state/account-state";
import type { TagAssignment } from "../state/attachments";
import { type CopiedObject, objectsIn } from "./copied-objects";
import { globalId } from "./global-ids";

/** What databases of one account were at one moment, rows apart. Ids are those of that account. */
export interface DatabaseSnapshot {
  /** Milliseconds since the epoch. */
  readonly takenAt: number;
  readonly databases: readonly { readonly id: ObjectId; readonly name: string }[];
  readonly objects: readonly CopiedObject[];
  /** Tags on these objects and their columns. */
  readonly tags: readonly TagAssignment[];
  /** What all these databases and objects are called everywhere. */
  readonly globalIds: ReadonlyMap<ObjectId, string>;
  readonly warehouseNames: ReadonlyMap<ObjectId, string>;
  readonly userNames: ReadonlyMap<ObjectId, string>;
}

/** Copies what is in databases. */
export function takeSnapshot(account: Account, databases: readonly Database[]): DatabaseSnapshot {
  const { state } = account;
  const objects = databases.flatMap((database) => structuredClone(objectsIn(state, database.id)));
  const ids = [...databases.map(({ id }) => id), ...objects.map(({ object }) => object.id)];
  return {
    takenAt: account.clock.now(),
    databases: databases.map(({ id, name }) => ({ id, name })),
    objects,
    tags: objects.flatMap(({ object }) => state.attachments.tags.byRight(String(object.id))),
    globalIds: new Map(ids.map((id) => [id, globalId(account, id)])),
    warehouseNames: namesOf(state.objects.WAREHOUSE.values()),
    userNames: namesOf(state.objects.USER.values()),
  };
}

function namesOf(objects: Iterable<{ readonly id: ObjectId; readonly name: string }>): ReadonlyMap<ObjectId, string> {
  return new Map([...objects].map(({ id, name }) => [id, name]));
}

/** The policies and tags of a snapshot: what accounts below Enterprise can't have (D: Database replication considerations). */
export function hasPoliciesOrTags({ objects }: DatabaseSnapshot): boolean {
  return objects.some(({ type }) => type === "TAG" || type === "AUTHENTICATION_POLICY");
}

/** The ids of the tables of databases as they are now. */
export function tablesIn({ objects }: AccountState, databases: readonly Database[]): readonly ObjectId[] {
  return databases.flatMap((database) =>
    objects.SCHEMA.in(database.id).flatMap((schema) => objects.TABLE.in(schema.id).map(({ id }) => id)),
  );
}
