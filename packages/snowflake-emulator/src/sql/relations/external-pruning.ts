import { quoteText } from "../../data/physical-type";
import { SnowflakeError } from "../../errors";
import type { ScannedFile } from "../../external-files/scan-files";
import type { ExternalTable } from "../../objects/external-table";
import type { Expression } from "../../query/ast";
import { compileExpression, type RowSource, rowSource } from "../../query/compile";
import type { QueryScope, RelationColumn, RowFilter } from "../../query/compile/scope";
import { BASE_ALIAS, compileColumns, FILENAME, LABEL } from "./external-columns";
import type { Reader } from "./resolver";

/** Does a condition call functions, which may change with each call, or ask other tables? */
function isPlain(node: unknown): boolean {
  if (Array.isArray(node)) return node.every(isPlain);
  if (typeof node !== "object" || node === null) return true;
  if ("body" in node || ("kind" in node && (node.kind === "call" || node.kind === "variable"))) return false;
  return Object.values(node).every(isPlain);
}

/** SQL of a condition over the files; undefined: it is about something else than their partitions. */
async function compiled(condition: Expression, scope: QueryScope, rows: RowSource): Promise<string | undefined> {
  if (!isPlain(condition)) return undefined;
  try {
    return (await compileExpression(condition, scope, { rows, condition: "WHERE" })).sql;
  } catch (error) {
    // What is wrong with it is told when the query itself is compiled.
    if (error instanceof SnowflakeError) return undefined;
    throw error;
  }
}

/** The files with their partition columns and names, as rows under the table's own names. */
async function fileRows(
  scope: QueryScope,
  table: ExternalTable,
  files: readonly ScannedFile[],
  names: readonly string[],
): Promise<{ readonly rows: RowSource; readonly key: string }> {
  const own = table.columns.filter(({ name }) => table.partitionBy.includes(name));
  const columns: readonly RelationColumn[] = [...own, FILENAME];
  const tuples = files.map(
    ({ key, partition }) =>
      `(CAST(NULL AS JSON), ${quoteText(key)}, 0, ${partition === null ? "CAST(NULL AS VARCHAR)" : quoteText(partition)})`,
  );
  const values = [...(await compileColumns(scope, own)), `${LABEL}."c2"`];
  const sql = `SELECT ${values.join(", ")} FROM (VALUES ${tuples.join(", ")}) AS ${BASE_ALIAS}`;
  const rows = rowSource({ columns, source: { kind: "query", sql } }, "f", names);
  return { rows, key: `f."c${columns.length}"` };
}

/**
 * The files that can have rows a query asks for. D: Introduction to external tables, partitions: conditions on partition columns and on
 * METADATA$FILENAME leave out whole files, which are not even looked at. Conditions with functions leave out none.
 */
export async function prunedFiles(
  reader: Reader,
  table: ExternalTable,
  files: readonly ScannedFile[],
  filter: RowFilter | undefined,
): Promise<readonly ScannedFile[]> {
  if (filter === undefined || files.length === 0) return files;
  const scope = reader.scopeOf(reader);
  const { rows, key } = await fileRows(scope, table, files, filter.names);
  const conditions: string[] = [];
  for (const condition of filter.conditions) {
    const sql = await compiled(condition, scope, rows);
    if (sql !== undefined) conditions.push(`(${sql})`);
  }
  if (conditions.length === 0) return files;
  const { account, session, signal } = reader.context;
  const query = `SELECT CAST(${key} AS VARCHAR) FROM ${rows.source.sql} WHERE ${conditions.join(" AND ")}`;
  try {
    const { timeZone } = scope.settings;
    const kept = await account.data.session(session.id).query(query, { signal, timeZone });
    const keys = new Set(kept.map(([one]) => one));
    return files.filter((file) => keys.has(file.key));
  } catch (error) {
    // A name that can't be converted fails the query itself, when all its files are read.
    if (error instanceof SnowflakeError && error.type === "EXECUTION" && error.code !== "000604") return files;
    throw error;
  }
}
