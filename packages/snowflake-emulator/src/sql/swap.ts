import { OBJECT_TYPES, type ObjectsByType, type ObjectType } from "../objects/object-types";
import type { ObjectCollection } from "../state/object-collection";
import { checkNotLinked } from "./linked-database";
import { locate, type Path } from "./names";
import type { ExecutionContext } from "./statement";

/** SWAP WITH: two objects change names in one step; grants and contents stay with the objects (D: ALTER DATABASE, SWAP WITH). */
export function swap<T extends ObjectType>(
  context: ExecutionContext,
  type: T,
  object: ObjectsByType[T],
  otherPath: Path,
): void {
  const location = locate(context, type, otherPath, `ALTER ${OBJECT_TYPES[type].words}`);
  const other = context.access.require(type, location.name, "OWNERSHIP", undefined, location);
  if (other.id === object.id) return;
  checkNotLinked(context.account.state, object.parentId, other.parentId, object.id, other.id);
  const objects: ObjectCollection<ObjectsByType[T]> = context.account.state.objects[type];
  const [first, second] = [
    { name: object.name, parentId: object.parentId },
    { name: other.name, parentId: other.parentId },
  ];
  // A name that no identifier can have, as identifiers are never empty.
  objects.rename(object, "", object.parentId);
  objects.rename(other, first.name, first.parentId);
  objects.rename(object, second.name, second.parentId);
}
