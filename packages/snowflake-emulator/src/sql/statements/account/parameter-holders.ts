import { INFORMATION_SCHEMA } from "../../../information-schema/name";
import type { ObjectsByType } from "../../../objects/object-types";
import type { ParameterScope } from "../../../parameters/definitions";
import type { ParameterHolder } from "../../../parameters/object-levels";
import type { Cursor } from "../../cursor";
import { currentDatabase, findDatabase, locate } from "../../names";
import { pathLength } from "../../object-statements";
import type { ExecutionContext } from "../../statement";
import { requireTable } from "../../tables";
import { findIcebergTable } from "../iceberg-table/find-iceberg-table";
import { readProcedureName, requireProcedure } from "../procedure/find-procedure";

/** A type of object that SHOW PARAMETERS IN can name and that inherits from its schema, database and account. */
export interface ParameterHolderKind {
  /** After IN. */
  readonly words: string;
  readonly scope: ParameterScope;
  /** Reads the name. What it gives finds the object; throws 002003 when it is missing or invisible. */
  read(cursor: Cursor): (context: ExecutionContext) => ParameterHolder;
  /** The scope of an object that the words also mean. Default: `scope`. */
  scopeOf?(context: ExecutionContext, holder: ParameterHolder): ParameterScope;
}

/** Types whose objects carry a map of parameters. */
type HolderType = {
  [T in keyof ObjectsByType]: ObjectsByType[T] extends ParameterHolder ? T : never;
}[keyof ObjectsByType];

/** A type that is found by its path alone. */
export function namedHolder<T extends HolderType>(type: T, scope: ParameterScope, words: string): ParameterHolderKind {
  return {
    words,
    scope,
    read(cursor) {
      const path = cursor.path(pathLength(type));
      return (context) => {
        const location = locate(context, type, path, "SHOW PARAMETERS");
        return context.access.require(type, location.name, "VISIBLE", undefined, location);
      };
    },
  };
}

/** Schemas, and INFORMATION_SCHEMA: no stored one, it has its database's parameters. */
const schemaHolder: ParameterHolderKind = {
  words: "SCHEMA",
  scope: "SCHEMA",
  read(cursor) {
    const path = cursor.path(2);
    return (context) => {
      const action = "SHOW PARAMETERS";
      if (path.at(-1) !== INFORMATION_SCHEMA) {
        const location = locate(context, "SCHEMA", path, action);
        return context.access.require("SCHEMA", location.name, "VISIBLE", undefined, location);
      }
      const [database] = path.slice(0, -1);
      const found = database === undefined ? currentDatabase(context, action) : findDatabase(context, database);
      return { ...found, parentId: found.id, parameters: new Map() };
    };
  },
};

/** A procedure is named with the types of its arguments. */
const procedureHolder: ParameterHolderKind = {
  words: "PROCEDURE",
  scope: "PROCEDURE",
  read(cursor) {
    const name = readProcedureName(cursor);
    return (context) => requireProcedure(context, name, "SHOW PARAMETERS", "VISIBLE");
  },
};

/** Tables: also the session's temporary ones, and Iceberg tables. */
const tableHolder: ParameterHolderKind = {
  words: "TABLE",
  scope: "TABLE",
  read(cursor) {
    const path = cursor.path(3);
    return (context) =>
      findIcebergTable(context, path, "SHOW PARAMETERS") ??
      requireTable(context, path, "VISIBLE", "SHOW PARAMETERS").table;
  },
  scopeOf: ({ account }, { id }) =>
    account.state.objects.ICEBERG_TABLE.byId(id) === undefined ? "TABLE" : "ICEBERG_TABLE",
};

export const PARAMETER_HOLDERS: readonly ParameterHolderKind[] = [
  namedHolder("DATABASE", "DATABASE", "DATABASE"),
  schemaHolder,
  tableHolder,
  namedHolder("ICEBERG_TABLE", "ICEBERG_TABLE", "ICEBERG TABLE"),
  namedHolder("TASK", "TASK", "TASK"),
  procedureHolder,
];
