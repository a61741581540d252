import { alreadyExists, invalidProperty, notEmulated, SnowflakeError } from "../../../errors";
import { Cursor } from "../../cursor";
import { locate } from "../../names";
import { applyObjectSettings, readUnset, unsetObjectSettings } from "../../object-settings";
import { readTarget, rename } from "../../object-statements";
import { textOf } from "../../source-range";
import type { StatementKind } from "../../statement";
import { swap } from "../../swap";
import { readExternalTableAction } from "../external-table/alter-as-table";
import { findExternalTable, requireExternalTable } from "../external-table/find-external-table";
import { readAddColumns, readAlterColumns, readDropColumns, readRenameColumn } from "./alter-columns";
import { buildConstraint } from "./build-table";
import { changeTable, type TableChange } from "./change-table";
import { readColumnList, readConstraint, startsConstraint } from "./constraint-definition";
import { readClusterBy, readTableOptions } from "./table-definition";

const REFUSED = [
  "ADD SEARCH OPTIMIZATION",
  "DROP SEARCH OPTIMIZATION",
  "ADD ROW ACCESS POLICY",
  "DROP ROW ACCESS POLICY",
  "DROP ALL ROW ACCESS POLICIES",
  "SET AGGREGATION POLICY",
  "UNSET AGGREGATION POLICY",
  "SET JOIN POLICY",
  "UNSET JOIN POLICY",
  "ADD STORAGE LIFECYCLE POLICY",
  "DROP STORAGE LIFECYCLE POLICY",
  "ADD DATA METRIC FUNCTION",
  "DROP DATA METRIC FUNCTION",
  "SET CONTACT",
] as const;

/** Which constraint DROP and ALTER mean: one by name, or a kind with perhaps its columns. */
function readConstraintChoice(cursor: Cursor) {
  if (cursor.take("CONSTRAINT")) return { name: cursor.identifier() };
  const kind = cursor.takeOneOf("PRIMARY KEY", "UNIQUE", "FOREIGN KEY");
  if (kind === undefined) return undefined;
  return { kind, columns: cursor.isSymbol("(") ? readColumnList(cursor) : undefined };
}

type Choice = NonNullable<ReturnType<typeof readConstraintChoice>>;

function isChosen(
  choice: Choice,
  one: { readonly name: string; readonly kind: string; readonly columns: readonly string[] },
) {
  if ("name" in choice) return one.name === choice.name;
  return one.kind === choice.kind && (choice.columns === undefined || choice.columns.join() === one.columns.join());
}

function dropConstraint(choice: Choice): TableChange {
  return {
    change(_context, table) {
      const kept = table.constraints.filter((one) => !isChosen(choice, one));
      if (kept.length === table.constraints.length) {
        throw invalidProperty(
          "name" in choice ? choice.name : choice.kind,
          `table ${table.name} has no such constraint`,
        );
      }
      table.constraints = kept;
    },
  };
}

function readDrop(cursor: Cursor): TableChange {
  if (cursor.take("CLUSTERING KEY")) {
    return {
      change(_context, table) {
        table.clusterBy = [];
      },
    };
  }
  const choice = readConstraintChoice(cursor);
  if (choice === undefined) return readDropColumns(cursor);
  cursor.takeOneOf("CASCADE", "RESTRICT");
  return dropConstraint(choice);
}

function readAdd(cursor: Cursor): TableChange {
  if (!startsConstraint(cursor)) return readAddColumns(cursor);
  const definition = readConstraint(cursor, undefined);
  return {
    change(context, table) {
      const place = {
        schemaId: table.parentId,
        table: table.name,
        columns: table.columns,
        existing: table.constraints,
      };
      const built = buildConstraint(context, definition, place);
      table.constraints = [...table.constraints, built];
    },
  };
}

/** SET property = value …, COMMENT among them. */
function readSet(cursor: Cursor): TableChange {
  const options = readTableOptions(cursor);
  return {
    change(context, table) {
      applyObjectSettings(context, table, options.settings, table.kind !== "TABLE");
      table.changeTracking = options.changeTracking ?? table.changeTracking;
      table.enableSchemaEvolution = options.enableSchemaEvolution ?? table.enableSchemaEvolution;
    },
  };
}

function readUnsetProperties(cursor: Cursor): TableChange {
  const names = readUnset(cursor, "TABLE", ["CHANGE_TRACKING", "ENABLE_SCHEMA_EVOLUTION"]);
  return {
    change(_context, table) {
      unsetObjectSettings(table, names);
      if (names.includes("CHANGE_TRACKING")) table.changeTracking = false;
      if (names.includes("ENABLE_SCHEMA_EVOLUTION")) table.enableSchemaEvolution = false;
    },
  };
}

/** RENAME TO name: a temporary table keeps its place; another needs CREATE TABLE where it goes (D). */
function renameTo(path: readonly string[]): TableChange {
  return {
    change(context, table, { tables }) {
      const location = path.length === 1 ? undefined : locate(context, "TABLE", path, "ALTER TABLE");
      if (table.sessionId !== null) {
        const name = path.at(-1) ?? "";
        const parentId = location?.parentId ?? table.parentId;
        if (tables.has(name, parentId)) throw alreadyExists(name);
        tables.rename(table, name, parentId);
        return;
      }
      if (location?.container.type === "SCHEMA") {
        context.access.requireCreateIn("SCHEMA", location.container.object, "CREATE TABLE");
      }
      rename(context, "TABLE", table, path);
    },
  };
}

function readAction(cursor: Cursor): TableChange {
  const refused = cursor.takeOneOf(...REFUSED);
  if (refused !== undefined) throw notEmulated(`ALTER TABLE … ${refused}`);
  if (cursor.take("RENAME TO")) return renameTo(cursor.path(3));
  if (cursor.take("RENAME COLUMN")) return readRenameColumn(cursor);
  if (cursor.take("RENAME CONSTRAINT")) {
    const from = cursor.identifier();
    cursor.expect("TO");
    const to = cursor.identifier();
    return {
      change(_context, table) {
        if (!table.constraints.some((one) => one.name === from)) {
          throw invalidProperty(from, `table ${table.name} has no such constraint`);
        }
        table.constraints = table.constraints.map((one) => (one.name === from ? { ...one, name: to } : one));
      },
    };
  }
  if (cursor.take("SWAP WITH")) {
    const other = cursor.path(3);
    return {
      change(context, table) {
        if (table.sessionId !== null) throw notEmulated("ALTER TABLE … SWAP WITH of a temporary table");
        swap(context, "TABLE", table, other);
      },
    };
  }
  if (cursor.take("CLUSTER BY")) {
    const ranges = readClusterBy(cursor);
    return {
      change(context, table) {
        table.clusterBy = ranges.map((range) => textOf(context.sqlText, range));
      },
    };
  }
  const recluster = cursor.takeOneOf("SUSPEND RECLUSTER", "RESUME RECLUSTER", "RECLUSTER");
  if (recluster !== undefined) throw notEmulated(`ALTER TABLE … ${recluster}`);
  if (cursor.take("ADD")) return readAdd(cursor);
  if (cursor.take("DROP")) return readDrop(cursor);
  if (cursor.takeOneOf("ALTER", "MODIFY") !== undefined) {
    if (cursor.isWords("CONSTRAINT") || cursor.isWords("PRIMARY", "KEY") || cursor.isWords("FOREIGN", "KEY")) {
      throw notEmulated("ALTER TABLE … ALTER CONSTRAINT");
    }
    return readAlterColumns(cursor);
  }
  if (cursor.take("SET")) return readSet(cursor);
  cursor.expect("UNSET");
  return readUnsetProperties(cursor);
}

/** What can be read of an action to the statement's end, or why it can't. Which kind of table it is about is known later. */
function attempt<A>(cursor: Cursor, read: (cursor: Cursor) => A): { readonly action: A } | { readonly error: Error } {
  try {
    const action = read(cursor);
    cursor.end();
    return { action };
  } catch (error) {
    if (!(error instanceof SnowflakeError)) throw error;
    return { error };
  }
}

/** ALTER TABLE [IF EXISTS] name action, of a native or an external table. D: needs OWNERSHIP. */
export const alterTable: StatementKind = {
  leading: "ALTER TABLE",
  parse(cursor) {
    const target = readTarget(cursor, "ALTER", "TABLE", 3);
    const rest = cursor.tokens.slice(cursor.position);
    const native = attempt(cursor, readAction);
    const inside = new Cursor(rest);
    const external = attempt(inside, readExternalTableAction);
    if ("error" in native && "error" in external) throw native.error;
    while (!cursor.isEnd()) cursor.next();
    return (context) => {
      const table = findExternalTable(context, target.path, "ALTER TABLE");
      if (table !== undefined) {
        if ("error" in external) throw notEmulated(`this ALTER TABLE of external table ${table.name}`);
        return external.action(context, requireExternalTable(context, target.path, "OWNERSHIP", "ALTER TABLE"));
      }
      if ("error" in native) throw native.error;
      return changeTable(context, target, native.action);
    };
  },
};
