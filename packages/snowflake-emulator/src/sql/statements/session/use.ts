import { notEmulated, operationCannotBePerformed, roleNotAssigned } from "../../../errors";
import { roleClosure, rolesOfUser } from "../../../grants/grant-store";
import { INFORMATION_SCHEMA } from "../../../information-schema/name";
import { EXECUTED, type ResultTable, statusResult } from "../../../wire/result-table";
import { currentDatabase, type Path } from "../../names";
import type { ExecutionContext, StatementKind } from "../../statement";

/** USE ROLE name: the role must be granted to the user, directly or through other roles. */
export const useRole: StatementKind = {
  leading: "USE ROLE",
  parse(cursor) {
    cursor.expect("USE ROLE");
    const name = cursor.identifier();
    return ({ account: { state }, session }) => {
      const role = state.objects.ROLE.get(name);
      if (role === undefined) throw operationCannotBePerformed();
      const available = roleClosure(state.grants, rolesOfUser(state.grants, session.userId));
      if (role.name !== "PUBLIC" && !available.has(role.id)) throw roleNotAssigned(name);
      session.primaryRoleId = role.id;
      return statusResult(EXECUTED);
    };
  },
};

/** USE WAREHOUSE name: needs a privilege on the warehouse. */
export const useWarehouse: StatementKind = {
  leading: "USE WAREHOUSE",
  parse(cursor) {
    cursor.expect("USE WAREHOUSE");
    const name = cursor.identifier();
    return ({ account: { state }, access, session }) => {
      const warehouse = state.objects.WAREHOUSE.get(name);
      if (warehouse === undefined || !access.may("WAREHOUSE", warehouse, ["USAGE", "OPERATE"])) {
        throw operationCannotBePerformed();
      }
      session.warehouseId = warehouse.id;
      return statusResult(EXECUTED);
    };
  },
};

/** USE SECONDARY ROLES { ALL | NONE } */
export const useSecondaryRoles: StatementKind = {
  leading: "USE SECONDARY ROLES",
  parse(cursor) {
    cursor.expect("USE SECONDARY ROLES");
    const which = cursor.takeOneOf("ALL", "NONE");
    if (which === undefined) throw cursor.unexpected();
    return ({ session }) => {
      session.secondaryRoles = which;
      return statusResult(EXECUTED);
    };
  },
};

function useDatabaseNamed({ account: { state }, access, session }: ExecutionContext, name: string): ResultTable {
  const database = state.objects.DATABASE.get(name);
  if (database === undefined || !access.canUse("DATABASE", database)) throw operationCannotBePerformed();
  session.databaseId = database.id;
  const schema = state.objects.SCHEMA.get("PUBLIC", database.id);
  // D: USE DATABASE, usage notes: PUBLIC becomes the schema.
  session.schemaId = schema !== undefined && access.canUse("SCHEMA", schema) ? schema.id : null;
  return statusResult(EXECUTED);
}

function useSchemaAt(context: ExecutionContext, path: Path): ResultTable {
  const { account, access, session } = context;
  const { state } = account;
  const name = path.at(-1) ?? "";
  const database =
    path.length === 1 ? currentDatabase(context, "USE SCHEMA") : state.objects.DATABASE.get(path[0] ?? "");
  if (database === undefined || !access.canUse("DATABASE", database)) throw operationCannotBePerformed();
  if (name === INFORMATION_SCHEMA) throw notEmulated(`${INFORMATION_SCHEMA} as the session's schema`);
  const schema = state.objects.SCHEMA.get(name, database.id);
  if (schema === undefined || !access.canUse("SCHEMA", schema)) throw operationCannotBePerformed();
  session.databaseId = database.id;
  session.schemaId = schema.id;
  return statusResult(EXECUTED);
}

/** USE DATABASE name: needs USAGE on it; its schema PUBLIC becomes the session's. */
export const useDatabase: StatementKind = {
  leading: "USE DATABASE",
  parse(cursor) {
    cursor.expect("USE DATABASE");
    const name = cursor.identifier();
    return (context) => useDatabaseNamed(context, name);
  },
};

/** USE SCHEMA [database.]name: needs USAGE on both. */
export const useSchema: StatementKind = {
  leading: "USE SCHEMA",
  parse(cursor) {
    cursor.expect("USE SCHEMA");
    const path = cursor.path(2);
    return (context) => useSchemaAt(context, path);
  },
};

/** USE name is USE DATABASE, USE database.schema is USE SCHEMA. */
export const use: StatementKind = {
  leading: "USE",
  remark: "name of a database or database.schema",
  parse(cursor) {
    cursor.expect("USE");
    const path = cursor.path(2);
    return (context) => (path.length === 1 ? useDatabaseNamed(context, path[0] ?? "") : useSchemaAt(context, path));
  },
};
