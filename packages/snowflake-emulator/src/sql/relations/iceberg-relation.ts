import { physicalType } from "../../data/physical-type";
import { icebergTableNotInitialized, insufficientPrivileges, relationDoesNotExist } from "../../errors";
import { planTableScan } from "../../iceberg/scan-table";
import type { IcebergColumn, IcebergTable } from "../../objects/iceberg-table";
import type { TimeTravel } from "../../query/ast";
import type { BoundRelation } from "../../query/compile/scope";
import { objectById } from "../../state/account-state";
import type { Reader, RelationKind } from "./resolver";
import { momentOf } from "./time-travel-moment";

const relationColumns = (columns: readonly IcebergColumn[]) =>
  columns.map(({ name, type, nullable }) => ({ name, type, nullable }));

/** A relation that is asked for its columns only. */
function withoutRows(columns: readonly IcebergColumn[]): BoundRelation {
  const nulls = columns.map(({ type }) => `CAST(NULL AS ${physicalType(type)})`);
  return {
    columns: relationColumns(columns),
    source: { kind: "query", sql: `SELECT ${nulls.join(", ")} WHERE FALSE` },
  };
}

async function bindIceberg(
  reader: Reader,
  table: IcebergTable,
  timeTravel: TimeTravel | undefined,
): Promise<BoundRelation> {
  const { account } = reader.context;
  const { version, refresh } = table;
  if (version === null) throw icebergTableNotInitialized(table.name, "reason" in refresh ? refresh.reason : "");
  if (reader.columnsOnly === true && timeTravel === undefined) return withoutRows(table.columns);
  const schema = objectById(account.state, "SCHEMA", table.parentId);
  const nameCase = objectById(account.state, "DATABASE", schema?.parentId ?? null)?.link?.caseSensitivity;
  const moment = timeTravel === undefined ? undefined : await momentOf(reader, timeTravel);
  const lake = account.iceberg.sessionOf(reader.context);
  const scan = await planTableScan(lake, account.iceberg.copies, { ...table, version }, { moment, nameCase });
  if (reader.columnsOnly === true) return withoutRows(scan.columns);
  return { columns: relationColumns(scan.columns), source: { kind: "query", sql: await scan.sql() } };
}

/**
 * Iceberg tables. D: reading needs SELECT on the table; its files are read with the rights of the volume's role, or with
 * credentials that the catalog vends.
 */
export const icebergRelations: RelationKind = {
  bind(reader, { schema, name, shown, timeTravel }) {
    const { access, account } = reader.context;
    const table = account.state.objects.ICEBERG_TABLE.get(name, schema.id);
    if (table === undefined) return undefined;
    if (!access.sees("ICEBERG_TABLE", table)) throw relationDoesNotExist("Object", shown);
    if (!access.may("ICEBERG_TABLE", table, ["SELECT"])) throw insufficientPrivileges("table", table.name);
    return bindIceberg(reader, table, timeTravel);
  },
};
