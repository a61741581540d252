import type { CatalogLink } from "../catalog-link/catalog-link";
import { CREATABLE } from "../catalog-link/guard";
import { localName } from "../catalog-link/namespaces";
import { linkedDatabaseIsReadOnly, notInLinkedDatabase } from "../errors";
import type { Database } from "../objects/database";
import type { ObjectType } from "../objects/object-types";
import type { ObjectId } from "../objects/snowflake-object";
import { type AccountState, objectById } from "../state/account-state";

/** A catalog-linked database. */
export type LinkedDatabase = Database & { readonly link: CatalogLink };

/** The catalog-linked database that a schema or database (by id) is in or is; undefined: another one, or none. */
export function linkedDatabaseOf(state: AccountState, containerId: ObjectId | null): LinkedDatabase | undefined {
  const schema = objectById(state, "SCHEMA", containerId);
  const database = objectById(state, "DATABASE", schema?.parentId ?? containerId);
  return database !== undefined && isLinked(database) ? database : undefined;
}

const isLinked = (database: Database): database is LinkedDatabase => database.link !== undefined;

/** Throws 093678 when objects of this type are not created in the schema or database. */
export function checkCreatableIn(state: AccountState, type: ObjectType, containerId: ObjectId | null): void {
  if (CREATABLE.includes(type) || containerId === null) return;
  if (linkedDatabaseOf(state, containerId) !== undefined) throw notInLinkedDatabase();
}

/** Throws 093678 when a container is (in) a catalog-linked database: for what is not done there to anything. */
export function checkNotLinked(state: AccountState, ...containerIds: readonly (ObjectId | null)[]): void {
  if (containerIds.some((id) => linkedDatabaseOf(state, id) !== undefined)) throw notInLinkedDatabase();
}

/** Throws 093679 for a database whose catalog nothing is to be committed to. */
export function checkWritable({ name, link }: LinkedDatabase): void {
  if (link.allowedWriteOperations === "NONE") throw linkedDatabaseIsReadOnly(name);
}

/** The name by which something is found in a database or schema: in any case where case says nothing (D: identifier resolution). */
export function nameIn(state: AccountState, containerId: ObjectId | null, name: string): string {
  const linked = linkedDatabaseOf(state, containerId);
  return linked === undefined ? name : localName(name, linked.link.caseSensitivity);
}
