import type { Database } from "../objects/database";
import { retentionDays } from "../parameters/object-levels";
import { ownerRoleType, roleName } from "../state/account-state";
import { viewOf, yesNo } from "./information-schema-view";

/** D: DATABASES view. */
export const databasesView = viewOf<Database>("DATABASES", ({ access }) => access.visible("DATABASE"), {
  DATABASE_NAME: ["text", (database) => database.name],
  DATABASE_OWNER: ["text", (database, { account }) => roleName(account.state, database.ownerRoleId)],
  IS_TRANSIENT: ["text", (database) => yesNo(database.transient)],
  COMMENT: ["text", (database) => database.comment],
  CREATED: ["timestamp", (database) => new Date(database.createdOn)],
  // A: the emulator does not remember when an object was altered.
  LAST_ALTERED: ["timestamp", (database) => new Date(database.createdOn)],
  RETENTION_TIME: [
    "number",
    (database, { account }) => retentionDays(account, "DATABASE", database, database.transient),
  ],
  TYPE: ["text", () => "STANDARD"],
  OWNER_ROLE_TYPE: ["text", (database, { account }) => ownerRoleType(account.state, database)],
});
