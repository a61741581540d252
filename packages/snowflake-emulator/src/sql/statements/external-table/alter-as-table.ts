import { columnStays, duplicateColumn, noSuchColumn } from "../../../errors";
import type { ExternalTable } from "../../../objects/external-table";
import { EXECUTED, type ResultTable, statusResult } from "../../../wire/result-table";
import type { Cursor } from "../../cursor";
import { rename } from "../../object-statements";
import { readKeys, readProperties, text } from "../../properties";
import type { ExecutionContext } from "../../statement";
import { buildColumns, type ExternalColumnDefinition, readExternalColumn } from "./column-list";
import { editExternalTable } from "./edit-external-table";

/** What ALTER TABLE does to an external table. */
export type ExternalTableAction = (
  context: ExecutionContext,
  table: ExternalTable,
) => ResultTable | Promise<ResultTable>;

const done = () => statusResult(EXECUTED);

/** `[COLUMN] [IF NOT EXISTS] name type AS (expression), …`, perhaps in parentheses. */
function readAdd(cursor: Cursor): ExternalTableAction {
  cursor.take("COLUMN");
  const ifNotExists = cursor.take("IF NOT EXISTS");
  const enclosed = cursor.takeSymbol("(");
  const definitions: ExternalColumnDefinition[] = [];
  do {
    cursor.take("COLUMN");
    definitions.push(readExternalColumn(cursor));
  } while (cursor.takeSymbol(","));
  if (enclosed) cursor.expectSymbol(")");
  return async (context, table) => {
    const known = new Set(table.columns.map(({ name }) => name));
    const wanted = definitions.filter(({ name }) => !ifNotExists || !known.has(name));
    const columns = await buildColumns(context, wanted, table.columns);
    editExternalTable(context, table, (changed) => {
      const clash = columns.find(({ name }) => changed.columns.some((one) => one.name === name));
      // Somebody else may have been faster.
      if (clash !== undefined) throw duplicateColumn(clash.name);
      changed.columns = [...changed.columns, ...columns];
    });
    return done();
  };
}

/** A: what may not go. Throws 000904 and 091097. */
function requireOwnColumn(table: ExternalTable, name: string): void {
  const column = table.columns.find((one) => one.name === name);
  if (column === undefined) throw noSuchColumn(name, 1, 0);
  if (column.expression === null || table.partitionBy.includes(name)) throw columnStays(name, table.name);
}

function readDrop(cursor: Cursor): ExternalTableAction {
  cursor.take("COLUMN");
  const ifExists = cursor.take("IF EXISTS");
  const names: string[] = [];
  do {
    cursor.take("COLUMN");
    names.push(cursor.identifier());
  } while (cursor.takeSymbol(","));
  return (context, table) => {
    const going = names.filter((name) => !ifExists || table.columns.some((one) => one.name === name));
    for (const name of going) requireOwnColumn(table, name);
    editExternalTable(context, table, (changed) => {
      for (const name of going) context.account.state.attachments.moveColumn(changed.id, name, null);
      changed.columns = changed.columns.filter(({ name }) => !going.includes(name));
    });
    return done();
  };
}

function readRenameColumn(cursor: Cursor): ExternalTableAction {
  const from = cursor.identifier();
  cursor.expect("TO");
  const to = cursor.identifier();
  return (context, table) => {
    requireOwnColumn(table, from);
    if (table.columns.some(({ name }) => name === to)) throw duplicateColumn(to);
    editExternalTable(context, table, (changed) => {
      context.account.state.attachments.moveColumn(changed.id, from, to);
      changed.columns = changed.columns.map((one) => (one.name === from ? { ...one, name: to } : one));
    });
    return done();
  };
}

const setComment =
  (comment: string | null): ExternalTableAction =>
  (context, table) => {
    editExternalTable(context, table, (changed) => {
      changed.comment = comment;
    });
    return done();
  };

/**
 * Reads what may follow `ALTER TABLE name` of an external table (D: ALTER TABLE, external table column actions; COMMENT and RENAME).
 * Throws a syntax error for anything else.
 */
export function readExternalTableAction(cursor: Cursor): ExternalTableAction {
  if (cursor.take("ADD")) return readAdd(cursor);
  if (cursor.take("DROP")) return readDrop(cursor);
  if (cursor.take("RENAME COLUMN")) return readRenameColumn(cursor);
  if (cursor.take("RENAME TO")) {
    const path = cursor.path(3);
    return (context, table) => {
      editExternalTable(context, table, (changed) => rename(context, "EXTERNAL_TABLE", changed, path));
      return done();
    };
  }
  if (cursor.take("UNSET")) {
    readKeys(cursor, ["COMMENT"]);
    return setComment(null);
  }
  cursor.expect("SET");
  const { COMMENT: comment } = readProperties(cursor, { COMMENT: text });
  if (comment === undefined) throw cursor.unexpected();
  return setComment(comment);
}
