import { insufficientPrivileges, notEmulated, relationDoesNotExist } from "../../errors";
import { NO_FILES, type ScannedFile, scanFiles } from "../../external-files/scan-files";
import type { ExternalColumn, ExternalTable } from "../../objects/external-table";
import type { Expression } from "../../query/ast";
import { compileExpression, rowSource } from "../../query/compile";
import type { BoundRelation, QueryScope, RelationColumn } from "../../query/compile/scope";
import { parseExpression } from "../../query/parse";
import { filesOfStage, sourceOfTable } from "../../stage/stage-access";
import { prefixOf } from "../../stage/stage-location";
import { type DataType, NUMBER, TEXT, VARIANT } from "../../types/data-type";
import { Cursor } from "../cursor";
import { tokenize } from "../tokenizer";
import type { Reader, RelationKind } from "./resolver";

const FILENAME: RelationColumn = { name: "METADATA$FILENAME", type: TEXT, nullable: false, hidden: true };
const ROW_NUMBER: RelationColumn = { name: "METADATA$FILE_ROW_NUMBER", type: NUMBER, nullable: false, hidden: true };
const PARTITION: RelationColumn = { name: "METADATA$EXTERNAL_TABLE_PARTITION", type: TEXT, nullable: true };
const VALUE: RelationColumn = { name: "VALUE", type: VARIANT, nullable: true };

/** What the expressions of a table's columns are over. */
const BASE: readonly RelationColumn[] = [VALUE, FILENAME, ROW_NUMBER, PARTITION];
const LABEL = "x";

/** Which of the base's columns an expression may name. */
export type ExpressionBase = "ANY" | "FILENAME" | "PARTITION";

const BASES: Readonly<Record<ExpressionBase, readonly RelationColumn[]>> = {
  ANY: BASE,
  FILENAME: [FILENAME],
  PARTITION: [PARTITION],
};

/** The expression of a column's text. */
export function columnExpression(text: string): Expression {
  const cursor = new Cursor(tokenize(text));
  const expression = parseExpression(cursor);
  cursor.end();
  return expression;
}

/** SQL of a column over the base; columns that it must not name are unknown. Throws 002023 when it doesn't become the column's type. */
export async function compileColumn(
  scope: QueryScope,
  { name, type, expression }: { readonly name: string; readonly type: DataType; readonly expression: string },
  over: ExpressionBase = "ANY",
): Promise<string> {
  const columns = BASES[over];
  const rows = rowSource({ columns, source: { kind: "rows", rows: [] } }, LABEL, []);
  const { sql } = await compileExpression(columnExpression(expression), scope, { rows, as: type, column: name });
  return sql;
}

const aliases = (columns: readonly RelationColumn[]) => columns.map((_, index) => `"c${index + 1}"`).join(", ");

/** The table's columns as a query sees them. */
function relationColumns(columns: readonly ExternalColumn[]): readonly RelationColumn[] {
  return [...columns.map(({ name, type, nullable }) => ({ name, type, nullable })), FILENAME, ROW_NUMBER];
}

/** The files of a table, each with what its partition says. */
function scannedFiles(table: ExternalTable, bucket: string): readonly ScannedFile[] {
  const partitions = new Map(table.partitions?.map((one) => [one.location, JSON.stringify(one.values)]));
  return table.files.map(({ key, partition }) => ({
    uri: `s3://${bucket}/${key}`,
    key,
    partition: partition === null ? null : (partitions.get(partition) ?? null),
  }));
}

async function rowsOf(reader: Reader, table: ExternalTable): Promise<string> {
  const { account, session } = reader.context;
  const { stage, format } = sourceOfTable(account, table);
  if (reader.columnsOnly === true) return NO_FILES;
  const { bucket } = prefixOf(stage, "");
  const { files } = filesOfStage(account, account.iceberg.sessionOf(reader.context), stage);
  const data = account.data.session(session.id);
  return scanFiles(scannedFiles(table, bucket), { files, copies: account.iceberg.copies, format, data });
}

async function bindExternal(reader: Reader, table: ExternalTable): Promise<BoundRelation> {
  const scope = reader.scopeOf(reader);
  const values: string[] = [];
  for (const { name, type, expression } of table.columns) {
    values.push(expression === null ? `${LABEL}."c1"` : await compileColumn(scope, { name, type, expression }));
  }
  const all = [...values, `${LABEL}."c2"`, `CAST(${LABEL}."c3" AS DECIMAL(38,0))`];
  const sql = `SELECT ${all.join(", ")} FROM (${await rowsOf(reader, table)}) AS ${LABEL}(${aliases(BASE)})`;
  return { columns: relationColumns(table.columns), source: { kind: "query", sql } };
}

/** External tables. D: reading needs SELECT on the table; its files are read with the rights of the stage's integration. */
export const externalRelations: RelationKind = {
  bind(reader, { schema, name, shown, timeTravel }) {
    const { access, account } = reader.context;
    const table = account.state.objects.EXTERNAL_TABLE.get(name, schema.id);
    if (table === undefined) return undefined;
    if (!access.sees("EXTERNAL_TABLE", table)) throw relationDoesNotExist("Object", shown);
    if (!access.may("EXTERNAL_TABLE", table, ["SELECT"])) throw insufficientPrivileges("table", table.name);
    if (timeTravel !== undefined) throw notEmulated(`time travel of an external table (${timeTravel.when})`);
    return bindExternal(reader, table);
  },
};
