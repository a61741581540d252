import type { ObjectId, SnowflakeObject } from "../objects/snowflake-object";
import type { LikePattern } from "../sql/like";
import type { ChangeLog } from "./change-log";
import { NameIndex } from "./name-index";
import { TrackedMap } from "./tracked-map";

/** All objects of one type in an account, found by id, or by name within what contains them. */
export class ObjectCollection<T extends SnowflakeObject> extends TrackedMap<T> {
  readonly #names = new Map<ObjectId | null, Map<string, T>>();
  readonly #sorted = new Map<ObjectId | null, NameIndex<T>>();
  /** The place in the indexes: objects are renamed in place. */
  readonly #places = new Map<
    string,
    { readonly parentId: ObjectId | null; readonly name: string; readonly ownerRoleId: ObjectId | null }
  >();
  readonly #owned = new Map<ObjectId, Set<T>>();

  constructor(name: string, changes: ChangeLog) {
    super(name, changes);
  }

  byId(id: ObjectId | null): T | undefined {
    return id === null ? undefined : this.current(String(id));
  }

  /** The object of this exact name; `parentId` is its schema or database, null for objects of the account. */
  get(name: string, parentId: ObjectId | null = null): T | undefined {
    return this.#names.get(parentId)?.get(name);
  }

  has(name: string, parentId: ObjectId | null = null): boolean {
    return this.get(name, parentId) !== undefined;
  }

  /** The objects in a schema or database (null: of the account), by name; those that match the pattern. */
  in(parentId: ObjectId | null, pattern?: LikePattern): readonly T[] {
    const names = this.#sorted.get(parentId);
    if (names === undefined) return [];
    return pattern === undefined ? names.all() : names.matching(pattern);
  }

  add(object: T): void {
    this.put(String(object.id), object);
  }

  drop(object: T): void {
    this.remove(String(object.id));
  }

  /** To be called before an object is changed in place. */
  edit(object: T): void {
    this.touch(String(object.id));
  }

  /** Gives an object another name, perhaps in another schema. The name must be free. */
  rename(object: T, name: string, parentId: ObjectId | null = object.parentId): void {
    this.edit(object);
    this.#forget(String(object.id));
    object.name = name;
    object.parentId = parentId;
    this.#remember(String(object.id), object);
  }

  /** The objects that a role owns, in the order in which it came to own them. */
  ownedBy(roleId: ObjectId): readonly T[] {
    return [...(this.#owned.get(roleId) ?? [])];
  }

  /** Makes a role the owner of an object of the collection. */
  setOwner(object: T, roleId: ObjectId | null): void {
    this.edit(object);
    this.#forget(String(object.id));
    object.ownerRoleId = roleId;
    this.#remember(String(object.id), object);
  }

  protected override reindex(key: string, before: T | undefined, after: T | undefined): void {
    this.#forget(key, before);
    if (after !== undefined) this.#remember(key, after);
  }

  /** @param indexed the object in the indexes, when it is no longer (or not yet) the current one */
  #forget(key: string, indexed: T | undefined = this.current(key)): void {
    const place = this.#places.get(key);
    if (place === undefined) return;
    this.#places.delete(key);
    const owned = place.ownerRoleId === null ? undefined : this.#owned.get(place.ownerRoleId);
    if (indexed !== undefined) owned?.delete(indexed);
    if (owned?.size === 0 && place.ownerRoleId !== null) this.#owned.delete(place.ownerRoleId);
    this.#names.get(place.parentId)?.delete(place.name);
    const sorted = this.#sorted.get(place.parentId);
    sorted?.remove(place.name);
    if (sorted?.size === 0) {
      this.#sorted.delete(place.parentId);
      this.#names.delete(place.parentId);
    }
  }

  #remember(key: string, object: T): void {
    const { parentId, name, ownerRoleId } = object;
    const names = this.#names.get(parentId) ?? new Map<string, T>();
    const sorted = this.#sorted.get(parentId) ?? new NameIndex<T>();
    this.#names.set(parentId, names);
    this.#sorted.set(parentId, sorted);
    names.set(name, object);
    sorted.add(name, object);
    this.#places.set(key, { parentId, name, ownerRoleId });
    if (ownerRoleId === null) return;
    const owned = this.#owned.get(ownerRoleId) ?? new Set<T>();
    this.#owned.set(ownerRoleId, owned);
    owned.add(object);
  }
}
