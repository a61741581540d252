import {
  columnHasNull,
  columnTypeNotChangeable,
  duplicateColumn,
  invalidProperty,
  lastColumn,
  noSuchColumn,
  notEmulated,
  unsupportedFeature,
} from "../../../errors";
import { drawsFromSequence } from "../../../objects/sequence-default";
import type { Table, TableColumn } from "../../../objects/table";
import { parseExpression, readDataType } from "../../../query/parse";
import { type DataType, renderDataType } from "../../../types/data-type";
import type { Cursor } from "../../cursor";
import { applyTagSettings } from "../../tag-clause";
import { buildColumn, buildConstraint } from "./build-table";
import type { TableChange } from "./change-table";
import { defaultSql } from "./column-default";
import { type ColumnDefinition, readColumnDefinition } from "./column-definition";
import { widening } from "./type-change";

function columnOf(table: Table, name: string): TableColumn {
  const column = table.columns.find((one) => one.name === name);
  if (column === undefined) throw noSuchColumn(name, 1, 0);
  return column;
}

/** Reads `[COLUMN] [IF NOT EXISTS] column [, column …]`, behind ADD. */
export function readAddColumns(cursor: Cursor): TableChange {
  cursor.take("COLUMN");
  const ifNotExists = cursor.take("IF NOT EXISTS");
  const definitions: ColumnDefinition[] = [readColumnDefinition(cursor)];
  while (cursor.takeSymbol(",")) {
    cursor.take("COLUMN");
    cursor.take("IF NOT EXISTS");
    definitions.push(readColumnDefinition(cursor));
  }
  const missing = (table: Table) =>
    definitions.filter(({ name }) => !ifNotExists || !table.columns.some((column) => column.name === name));
  return {
    check(context, { table }) {
      for (const definition of missing(table)) {
        const { name, identity } = definition;
        if (table.columns.some((column) => column.name === name)) throw duplicateColumn(name);
        buildColumn(context, definition);
        if (drawsFromSequence(definition.default?.expression)) {
          throw notEmulated("ALTER TABLE … ADD COLUMN with a sequence as default");
        }
        // D: ALTER TABLE … ADD COLUMN, "AUTOINCREMENT … you cannot add it to a table that contains data"; kept simple.
        if (identity !== undefined) throw notEmulated("ALTER TABLE … ADD COLUMN with AUTOINCREMENT");
      }
    },
    async store(context, { table }) {
      const { tables } = context.account.data;
      for (const definition of missing(table)) {
        const column = buildColumn(context, definition);
        if (!column.nullable && column.default === undefined) {
          const counts = await tables.rowCounts([table.id]);
          // D: a NOT NULL column needs a default when the table has rows.
          if ((counts.get(table.id) ?? 0) > 0) throw columnHasNull(column.name);
        }
        await tables.addColumn(table.id, column, await defaultSql(context, column));
      }
    },
    change(context, table) {
      for (const definition of missing(table)) {
        table.columns.push(buildColumn(context, definition));
        applyTagSettings(context, { type: "TABLE", object: table }, definition.tags);
        for (const constraint of definition.constraints) {
          const place = {
            schemaId: table.parentId,
            table: table.name,
            columns: table.columns,
            existing: table.constraints,
          };
          table.constraints.push(buildConstraint(context, constraint, place));
        }
      }
    },
  };
}

/** Reads `[COLUMN] [IF EXISTS] name [, name …]`, behind DROP. */
export function readDropColumns(cursor: Cursor): TableChange {
  cursor.take("COLUMN");
  const ifExists = cursor.take("IF EXISTS");
  const names = [cursor.identifier()];
  while (cursor.takeSymbol(",")) {
    cursor.take("COLUMN");
    names.push(cursor.identifier());
  }
  cursor.takeOneOf("CASCADE", "RESTRICT");
  const present = (table: Table) => names.filter((name) => table.columns.some((column) => column.name === name));
  return {
    check(_context, { table }) {
      for (const name of names) if (!ifExists) columnOf(table, name);
      const going = present(table);
      if (going.length === table.columns.length) throw lastColumn(going[0] ?? "", table.name);
      // D: DROP COLUMN, a column of the clustering key can't go.
      const key = table.clusterBy.join(" ").toUpperCase();
      const clustered = going.find((name) => new RegExp(`(?:^|\\W)${escapeText(name)}(?:\\W|$)`).test(key));
      if (clustered !== undefined) throw invalidProperty(clustered, "the table is clustered by this column");
    },
    async store(context, { table }) {
      for (const name of present(table)) await context.account.data.tables.dropColumn(table.id, name);
    },
    change({ account }, table) {
      const going = new Set(present(table));
      for (const name of going) account.state.attachments.moveColumn(table.id, name, null);
      table.columns = table.columns.filter((column) => !going.has(column.name));
      table.constraints = table.constraints.filter((one) => !one.columns.some((name) => going.has(name)));
    },
  };
}

const escapeText = (text: string) => text.toUpperCase().replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");

/** Reads `name TO name`, behind RENAME COLUMN. */
export function readRenameColumn(cursor: Cursor): TableChange {
  const from = cursor.identifier();
  cursor.expect("TO");
  const to = cursor.identifier();
  return {
    check(_context, { table }) {
      columnOf(table, from);
      if (table.columns.some((column) => column.name === to)) throw duplicateColumn(to);
    },
    store: (context, { table }) => context.account.data.tables.renameColumn(table.id, from, to),
    change({ account }, table) {
      columnOf(table, from).name = to;
      account.state.attachments.moveColumn(table.id, from, to);
      const renamed = (names: readonly string[]) => names.map((name) => (name === from ? to : name));
      table.constraints = table.constraints.map((one) => ({ ...one, columns: renamed(one.columns) }));
    },
  };
}

/** What ALTER COLUMN does to one column. */
type ColumnChange =
  | { readonly kind: "SET NOT NULL" | "DROP NOT NULL" | "DROP DEFAULT" | "SET DEFAULT" }
  | { readonly kind: "SET DATA TYPE"; readonly type: DataType }
  | { readonly kind: "COMMENT"; readonly comment: string | null };

function readColumnChange(cursor: Cursor): ColumnChange {
  for (const words of ["SET MASKING POLICY", "UNSET MASKING POLICY", "SET PROJECTION POLICY"]) {
    if (cursor.take(words)) throw notEmulated(`ALTER TABLE … ALTER COLUMN … ${words}`);
  }
  if (cursor.isWords("COLLATE")) throw notEmulated("COLLATE of a column");
  const plain = cursor.takeOneOf("SET NOT NULL", "DROP NOT NULL", "DROP DEFAULT");
  if (plain !== undefined) return { kind: plain };
  if (cursor.take("SET DEFAULT")) {
    parseExpression(cursor);
    return { kind: "SET DEFAULT" };
  }
  if (cursor.take("COMMENT")) return { kind: "COMMENT", comment: cursor.string() };
  if (cursor.take("UNSET COMMENT")) return { kind: "COMMENT", comment: null };
  if (!cursor.take("SET DATA TYPE")) cursor.take("TYPE");
  return { kind: "SET DATA TYPE", type: readDataType(cursor) };
}

/** Reads `[COLUMN] name action [, [COLUMN] name action …]`, perhaps in parentheses, behind ALTER or MODIFY. */
export function readAlterColumns(cursor: Cursor): TableChange {
  const enclosed = cursor.takeSymbol("(");
  const changes: { readonly name: string; readonly change: ColumnChange }[] = [];
  do {
    cursor.take("COLUMN");
    changes.push({ name: cursor.identifier(), change: readColumnChange(cursor) });
  } while (cursor.takeSymbol(","));
  if (enclosed) cursor.expectSymbol(")");
  return {
    async check(context, { table }) {
      const { tables } = context.account.data;
      for (const { name, change } of changes) {
        const column = columnOf(table, name);
        if (change.kind === "SET NOT NULL" && (await tables.hasNull(table.id, name))) throw columnHasNull(name);
        // D: ALTER TABLE … ALTER COLUMN, a default can only become another sequence's NEXTVAL.
        if (change.kind === "SET DEFAULT") throw unsupportedFeature("Alter Column Set Default");
        if (change.kind !== "SET DATA TYPE") continue;
        const verdict = widening(column.type, change.type);
        const fail = (reason: string) =>
          columnTypeNotChangeable(name, renderDataType(column.type), renderDataType(change.type), reason);
        if (verdict === "FORBIDDEN") throw fail("");
        if (verdict === "SHORTER TEXT" && change.type.kind === "TEXT") {
          const longest = await tables.longestText(table.id, name);
          if (longest !== undefined && longest > change.type.length) {
            throw fail("reducing the byte-length of a varchar is not supported.");
          }
        }
      }
    },
    async store(context, { table }) {
      for (const { name, change } of changes) {
        if (change.kind !== "SET DATA TYPE") continue;
        await context.account.data.tables.setColumnType(table.id, { name, type: change.type });
      }
    },
    change(_context, table) {
      for (const { name, change } of changes) applyChange(columnOf(table, name), change);
    },
  };
}

function applyChange(column: TableColumn, change: ColumnChange): void {
  switch (change.kind) {
    case "SET NOT NULL":
      column.nullable = false;
      return;
    case "DROP NOT NULL":
      column.nullable = true;
      return;
    case "DROP DEFAULT":
      delete column.default;
      delete column.defaultText;
      return;
    case "SET DEFAULT":
      return;
    case "SET DATA TYPE":
      column.type = change.type;
      return;
    case "COMMENT":
      column.comment = change.comment;
  }
}
