import type { ObjectsByType, ObjectType } from "../objects/object-types";
import type { SnowflakeObject } from "../objects/snowflake-object";
import { type AccountState, objectById } from "../state/account-state";
import type { ObjectCollection } from "../state/object-collection";
import type { FutureGrant } from "./grant-state";
import { grantPrivilege } from "./grant-store";

/**
 * The future grants that count for a new object: those of its schema, and those of its database only where the schema has
 * none for the type (D: GRANT <privileges>, future grants: "schema-level grants take precedence").
 */
export function futureGrantsFor(
  state: AccountState,
  type: ObjectType,
  object: SnowflakeObject,
): readonly FutureGrant[] {
  const schema = objectById(state, "SCHEMA", object.parentId);
  const inSchema = schema === undefined ? [] : futureGrantsIn(state, type, schema.id);
  if (inSchema.length > 0) return inSchema;
  const databaseId = schema?.parentId ?? object.parentId;
  return databaseId === null ? [] : futureGrantsIn(state, type, databaseId);
}

function futureGrantsIn(state: AccountState, type: ObjectType, containerId: number): readonly FutureGrant[] {
  return state.grants.future.byLeft(String(containerId)).filter((grant) => grant.objectType === type);
}

/** Gives a new object, already in the account, what future grants promise. OWNERSHIP makes the grantee its owner. */
export function applyFutureGrants<T extends ObjectType>(state: AccountState, type: T, object: ObjectsByType[T]): void {
  const grants = futureGrantsFor(state, type, object);
  const owner = grants.find((grant) => grant.privilege === "OWNERSHIP");
  const objects: ObjectCollection<ObjectsByType[T]> = state.objects[type];
  if (owner !== undefined) objects.setOwner(object, owner.granteeRoleId);
  for (const grant of grants) {
    if (grant.privilege !== "OWNERSHIP") {
      grantPrivilege(state.grants, {
        privilege: grant.privilege,
        on: { type, id: object.id },
        granteeRoleId: grant.granteeRoleId,
        grantOption: grant.grantOption,
        grantedByRoleId: object.ownerRoleId,
        createdOn: object.createdOn,
      });
    }
  }
}
