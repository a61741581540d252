import { notEmulated } from "../../../errors";
import type { Database } from "../../../objects/database";
import { retentionDays } from "../../../parameters/object-levels";
import { namespaceParts } from "../../../session/namespace";
import { objectById, ownerRoleType, roleName } from "../../../state/account-state";
import { type ColumnPlan, tableOf } from "../../../wire/result-table";
import { applyShowFilter, readShowFilter, withHistory } from "../../show-filter";
import type { ExecutionContext, StatementKind } from "../../statement";

function columns({ account, session }: ExecutionContext): ColumnPlan<Database> {
  const { state } = account;
  const [defaultDatabase] = namespaceParts(objectById(state, "USER", session.userId)?.defaultNamespace);
  return {
    created_on: ["timestamp_ltz", (database) => new Date(database.createdOn)],
    name: ["text", (database) => database.name],
    is_default: ["text", (database) => (database.name === defaultDatabase ? "Y" : "N")],
    is_current: ["text", (database) => (database.id === session.databaseId ? "Y" : "N")],
    origin: ["text", () => ""],
    owner: ["text", (database) => roleName(state, database.ownerRoleId)],
    comment: ["text", (database) => database.comment ?? ""],
    options: ["text", (database) => (database.transient ? "TRANSIENT" : "")],
    retention_time: ["text", (database) => String(retentionDays(account, "DATABASE", database, database.transient))],
    kind: ["text", (database) => (database.link === undefined ? "STANDARD" : "CATALOG-LINKED DATABASE")],
    budget: ["text", () => null],
    owner_role_type: ["text", (database) => ownerRoleType(state, database)],
    object_visibility: ["text", () => null],
  };
}

const TERSE: ColumnPlan<Database> = {
  created_on: ["timestamp_ltz", (database) => new Date(database.createdOn)],
  name: ["text", (database) => database.name],
  kind: ["text", () => null],
  database_name: ["text", () => null],
  schema_name: ["text", () => null],
};

/** SHOW [TERSE] DATABASES [HISTORY] [LIKE '…'] [STARTS WITH '…'] [LIMIT n [FROM '…']] */
export const showDatabases: StatementKind = {
  leading: "SHOW DATABASES",
  parse(cursor) {
    cursor.expect("SHOW");
    const terse = cursor.take("TERSE");
    cursor.expect("DATABASES");
    const history = cursor.take("HISTORY");
    const filter = readShowFilter(cursor);
    if (cursor.isWords("IN")) throw notEmulated("SHOW DATABASES IN …");
    return (context) => {
      const found = applyShowFilter(filter, context.access.visible("DATABASE", null, filter.like));
      const plan = terse ? TERSE : columns(context);
      return tableOf(history ? withHistory(plan) : plan, found);
    };
  },
};
