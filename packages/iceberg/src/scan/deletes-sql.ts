import { textLiteral } from "../engine/sql-text";
import type { ParquetField, ParquetSchemas } from "../parquet/parquet-schema";
import { DELETE_FILE_PATH_ID, DELETE_POSITION_ID } from "./position-deletes";
import { FILE_COLUMN, readParquetSql } from "./read-parquet-sql";
import { type LocalTask, UnsupportedFileFormatError } from "./scan-groups";

/** The name of the common table of deleted positions: `file`, a local path, and `pos`. */
export const DELETED = "__deleted";

const COLUMNS = [
  { id: DELETE_FILE_PATH_ID, name: "file_path", type: "VARCHAR" },
  { id: DELETE_POSITION_ID, name: "pos", type: "BIGINT" },
];

function hasIds(columns: readonly ParquetField[]): boolean {
  return columns.some(({ fieldId }) => fieldId === DELETE_FILE_PATH_ID);
}

/** Numbers delete files' combinations, so that the text grows with files and not with pairs of them. */
class DeleteSets {
  readonly #ids = new Map<string, number>();
  readonly sets: string[][] = [];

  idOf(paths: readonly string[]): number {
    const key = JSON.stringify(paths);
    let id = this.#ids.get(key);
    if (id === undefined) {
      id = this.sets.length;
      this.#ids.set(key, id);
      this.sets.push([...paths]);
    }
    return id;
  }
}

async function readDeletes(paths: readonly string[], schemas: ParquetSchemas): Promise<string> {
  const byId: string[] = [];
  const byName: string[] = [];
  for (const path of paths) (hasIds(await schemas.of(path)) ? byId : byName).push(path);
  const reads: string[] = [];
  const columns = `file_path, pos, ${FILE_COLUMN}`;
  const options = { withFile: true, withRow: false };
  if (byId.length > 0) reads.push(`SELECT ${columns} FROM ${readParquetSql(byId, { ...options, columns: COLUMNS })}`);
  if (byName.length > 0) reads.push(`SELECT ${columns} FROM ${readParquetSql(byName, options)}`);
  return reads.join(" UNION ALL ");
}

/**
 * The common table of positions that are deleted from the files; undefined when there are no deletes. A delete file
 * counts for the data files that planning gave it to, and for no other that it may name.
 */
export async function deletedSql(
  tasks: readonly LocalTask[],
  localPathOf: (uri: string) => string,
  schemas: ParquetSchemas,
): Promise<string | undefined> {
  const sets = new DeleteSets();
  const targets: string[] = [];
  for (const { task, path } of tasks) {
    const odd = task.deletes.find(({ fileFormat }) => fileFormat !== "parquet");
    if (odd !== undefined) throw new UnsupportedFileFormatError(odd);
    if (task.deletes.length === 0) continue;
    const set = sets.idOf(task.deletes.map((file) => localPathOf(file.filePath)));
    targets.push(`(${textLiteral(path)}, ${textLiteral(task.file.filePath)}, ${set})`);
  }
  if (targets.length === 0) return undefined;
  const members = sets.sets.flatMap((paths, id) => paths.map((path) => `(${id}, ${textLiteral(path)})`));
  const reads = await readDeletes([...new Set(sets.sets.flat())], schemas);
  return (
    `${DELETED} AS MATERIALIZED (SELECT t.file, d.pos FROM (${reads}) AS d ` +
    `JOIN (VALUES ${members.join(", ")}) AS s(id, delete_file) ON s.delete_file = d.${FILE_COLUMN} ` +
    `JOIN (VALUES ${targets.join(", ")}) AS t(file, uri, set_id) ON t.set_id = s.id AND t.uri = d.file_path)`
  );
}
