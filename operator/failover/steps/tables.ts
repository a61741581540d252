import type { AccountRole } from "../../../config/schema";
import { qualifiedName } from "../../../sql/identifier";
import { stringLiteral } from "../../../sql/literal";
import type { StepWorld } from "../step";
import { rowsOf, textOf } from "./look";

/** A table of a database. */
export interface TableName {
  readonly schema: string;
  readonly table: string;
}

/** The native tables of a database, by name. */
export function tablesQuery(database: string): string {
  const tables = qualifiedName(database, "INFORMATION_SCHEMA", "TABLES");
  return `SELECT TABLE_SCHEMA, TABLE_NAME FROM ${tables} WHERE TABLE_TYPE = 'BASE TABLE' AND TABLE_SCHEMA <> 'INFORMATION_SCHEMA' ORDER BY TABLE_SCHEMA, TABLE_NAME`;
}

/** The tables of a database in an account. */
export async function tablesIn(
  world: StepWorld,
  account: AccountRole,
  database: string,
): Promise<readonly TableName[]> {
  const rows = await rowsOf(world, account, tablesQuery(database));
  return rows.map((row) => ({ schema: textOf(row, "TABLE_SCHEMA"), table: textOf(row, "TABLE_NAME") }));
}

/** A table's columns, in order. */
export async function columnsOf(
  world: StepWorld,
  account: AccountRole,
  database: string,
  { schema, table }: TableName,
): Promise<readonly string[]> {
  const columns = qualifiedName(database, "INFORMATION_SCHEMA", "COLUMNS");
  const rows = await rowsOf(
    world,
    account,
    `SELECT COLUMN_NAME FROM ${columns} WHERE TABLE_SCHEMA = ${stringLiteral(schema)} AND TABLE_NAME = ${stringLiteral(table)} ORDER BY ORDINAL_POSITION`,
  );
  return rows.map((row) => textOf(row, "COLUMN_NAME"));
}
