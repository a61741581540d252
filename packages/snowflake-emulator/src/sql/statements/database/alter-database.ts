import { applyObjectSettings, readObjectSettings, readUnset, unsetObjectSettings } from "../../object-settings";
import { alterObject, readTarget, rename } from "../../object-statements";
import type { Execute, StatementKind } from "../../statement";
import { swap } from "../../swap";
import { linkSettingsReader, parseLinkChange } from "./alter-linked-database";
import { parseReplicationChange } from "./alter-replication";

/**
 * ALTER DATABASE [IF EXISTS] name { RENAME TO name | SWAP WITH name | SET parameter = value … | UNSET parameter, … }.
 * D: renaming needs OWNERSHIP and CREATE DATABASE; setting needs OWNERSHIP or MODIFY.
 */
export const alterDatabase: StatementKind = {
  leading: "ALTER DATABASE",
  parse(cursor): Execute {
    const target = readTarget(cursor, "ALTER", "DATABASE");
    const replication = parseReplicationChange(cursor, target);
    if (replication !== undefined) return replication;
    const linkChange = parseLinkChange(cursor, target);
    if (linkChange !== undefined) return linkChange;
    if (cursor.take("RENAME TO")) {
      const name = cursor.path(1);
      return (context) =>
        alterObject(context, "DATABASE", target, "OWNERSHIP", (database) => {
          context.access.requireCreate("CREATE DATABASE");
          rename(context, "DATABASE", database, name);
        });
    }
    if (cursor.take("SWAP WITH")) {
      const other = cursor.path(1);
      return (context) =>
        alterObject(context, "DATABASE", target, "OWNERSHIP", (database) => swap(context, "DATABASE", database, other));
    }
    if (cursor.take("SET")) {
      const link = linkSettingsReader();
      const settings = readObjectSettings(cursor, "DATABASE", link.readers);
      if (settings.parameters.size === 0 && settings.comment === undefined && !link.given()) throw cursor.unexpected();
      return (context) =>
        alterObject(context, "DATABASE", target, ["MODIFY"], (database) => {
          link.apply(database);
          applyObjectSettings(context, database, settings, database.transient);
        });
    }
    cursor.expect("UNSET");
    const names = readUnset(cursor, "DATABASE");
    return (context) =>
      alterObject(context, "DATABASE", target, ["MODIFY"], (database) => unsetObjectSettings(database, names));
  },
};
