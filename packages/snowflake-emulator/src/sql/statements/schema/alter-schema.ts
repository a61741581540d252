import { objectById } from "../../../state/account-state";
import { locate, type Path } from "../../names";
import { applyObjectSettings, readObjectSettings, readUnset, unsetObjectSettings } from "../../object-settings";
import { alterObject, readTarget, rename } from "../../object-statements";
import type { Execute, ExecutionContext, StatementKind } from "../../statement";
import { swap } from "../../swap";

/** D: renaming a schema needs CREATE SCHEMA on the database that it will be in. */
function requireCreateSchema(context: ExecutionContext, path: Path, ownDatabaseId: number | null): void {
  const { container } = locate(context, "SCHEMA", path, "ALTER SCHEMA");
  const own = objectById(context.account.state, "DATABASE", ownDatabaseId);
  const database = path.length === 1 ? own : container.type === "DATABASE" ? container.object : undefined;
  if (database !== undefined) context.access.requireCreateIn("DATABASE", database, "CREATE SCHEMA");
}

/**
 * ALTER SCHEMA [IF EXISTS] name { RENAME TO name | SWAP WITH name | SET parameter = value … | UNSET parameter, …
 * | { ENABLE | DISABLE } MANAGED ACCESS }. D: setting needs OWNERSHIP or MODIFY, everything else OWNERSHIP.
 */
export const alterSchema: StatementKind = {
  leading: "ALTER SCHEMA",
  parse(cursor): Execute {
    const target = readTarget(cursor, "ALTER", "SCHEMA", 2);
    if (cursor.take("RENAME TO")) {
      const path = cursor.path(2);
      return (context) =>
        alterObject(context, "SCHEMA", target, "OWNERSHIP", (schema) => {
          requireCreateSchema(context, path, schema.parentId);
          rename(context, "SCHEMA", schema, path);
        });
    }
    if (cursor.take("SWAP WITH")) {
      const other = cursor.path(2);
      return (context) =>
        alterObject(context, "SCHEMA", target, "OWNERSHIP", (schema) => swap(context, "SCHEMA", schema, other));
    }
    const managed = cursor.takeOneOf("ENABLE MANAGED ACCESS", "DISABLE MANAGED ACCESS");
    if (managed !== undefined) {
      return (context) =>
        alterObject(context, "SCHEMA", target, "OWNERSHIP", (schema) => {
          schema.managedAccess = managed === "ENABLE MANAGED ACCESS";
        });
    }
    if (cursor.take("SET")) {
      const settings = readObjectSettings(cursor, "SCHEMA");
      if (settings.parameters.size === 0 && settings.comment === undefined) throw cursor.unexpected();
      return (context) =>
        alterObject(context, "SCHEMA", target, ["MODIFY"], (schema) =>
          applyObjectSettings(context, schema, settings, schema.transient),
        );
    }
    cursor.expect("UNSET");
    const names = readUnset(cursor, "SCHEMA");
    return (context) =>
      alterObject(context, "SCHEMA", target, ["MODIFY"], (schema) => unsetObjectSettings(schema, names));
  },
};
