import { insufficientPrivileges, notEmulated, relationDoesNotExist } from "../../errors";
import { NO_FILES, type ScannedFile, scanFiles } from "../../external-files/scan-files";
import type { ExternalColumn, ExternalTable } from "../../objects/external-table";
import type { BoundRelation, RelationColumn, RowFilter } from "../../query/compile/scope";
import { filesOfStage, sourceOfTable } from "../../stage/stage-access";
import { prefixOf } from "../../stage/stage-location";
import { BASE_ALIAS, compileColumns, FILENAME, LABEL, ROW_NUMBER } from "./external-columns";
import { prunedFiles } from "./external-pruning";
import type { Reader, RelationKind } from "./resolver";

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

async function rowsOf(reader: Reader, table: ExternalTable, filter: RowFilter | undefined): Promise<string> {
  const { account, session } = reader.context;
  const { stage, format } = sourceOfTable(account, table);
  if (reader.columnsOnly === true) return NO_FILES;
  const { bucket } = prefixOf(stage, "");
  const { files } = filesOfStage(account, account.iceberg.sessionOf(reader.context), stage);
  const data = account.data.session(session.id);
  const wanted = await prunedFiles(reader, table, scannedFiles(table, bucket), filter);
  return scanFiles(wanted, { files, copies: account.iceberg.copies, format, data });
}

async function bindExternal(
  reader: Reader,
  table: ExternalTable,
  filter: RowFilter | undefined,
): Promise<BoundRelation> {
  const values = await compileColumns(reader.scopeOf(reader), table.columns);
  const all = [...values, `${LABEL}."c2"`, `CAST(${LABEL}."c3" AS DECIMAL(38,0))`];
  const sql = `SELECT ${all.join(", ")} FROM (${await rowsOf(reader, table, filter)}) AS ${BASE_ALIAS}`;
  return { columns: relationColumns(table.columns), source: { kind: "query", sql } };
}

/** External tables. D: reading needs SELECT on the table; its files are read with the rights of the stage's integration. */
export const externalRelations: RelationKind = {
  bind(reader, { schema, name, shown, timeTravel, filter }) {
    const { access, account } = reader.context;
    const table = account.state.objects.EXTERNAL_TABLE.get(name, schema.id);
    if (table === undefined) return undefined;
    if (!access.sees("EXTERNAL_TABLE", table)) throw relationDoesNotExist("Object", shown);
    if (!access.may("EXTERNAL_TABLE", table, ["SELECT"])) throw insufficientPrivileges("table", table.name);
    if (timeTravel !== undefined) throw notEmulated(`time travel of an external table (${timeTravel.when})`);
    return bindExternal(reader, table, filter);
  },
};
