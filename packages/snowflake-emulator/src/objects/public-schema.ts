import type { AccountState } from "../state/account-state";
import type { Database } from "./database";
import type { Schema } from "./schema";

/** Adds the schema PUBLIC that every new database has, owned by the database's owner. */
export function addPublicSchema(state: AccountState, database: Database): Schema {
  const schema: Schema = {
    id: state.newId(),
    name: "PUBLIC",
    parentId: database.id,
    ownerRoleId: database.ownerRoleId,
    createdOn: database.createdOn,
    comment: null,
    // D: all schemas of a transient database are transient.
    transient: database.transient,
    managedAccess: false,
    parameters: new Map(),
  };
  state.objects.SCHEMA.add(schema);
  return schema;
}
