import { quoteIdentifier, textLiteral } from "../engine/sql-text";
import type { NestedField, Schema } from "../metadata/schema";
import { ParquetSchemas } from "../parquet/parquet-schema";
import { castColumnValue, columnValue, typeInFile } from "./column-reading";
import { DELETED, deletedSql } from "./deletes-sql";
import { partitionLiteral } from "./partition-literal";
import { FILE_COLUMN, ROW_COLUMN, readParquetSql } from "./read-parquet-sql";
import { type ColumnSource, type LocalTask, type ScanGroup, scanGroups } from "./scan-groups";
import type { ScanPlan } from "./scan-plan";
import { scannedType } from "./scanned-type";

/** What of a plan is read, and how. */
export interface ScanQueryOptions {
  /** Names of top-level columns, in the order of the result. Default: all of the schema. */
  readonly columns?: readonly string[];
  /** Remembers footers between queries over the same local files. Default: they are read anew. */
  readonly schemas?: ParquetSchemas;
}

const idColumn = ({ id }: NestedField): string => `f${id}`;
const constantColumn = (index: number): string => `c${index}`;

function chosenColumns(schema: Schema, names: readonly string[] | undefined): readonly NestedField[] {
  if (names === undefined) return schema.fields;
  if (names.length === 0) throw new Error("a scan of no columns: name at least one");
  return names.map((name) => {
    const field = schema.fields.find((each) => each.name === name);
    if (field === undefined) throw new Error(`there is no column ${name}`);
    return field;
  });
}

function emptySql(columns: readonly NestedField[]): string {
  return `SELECT ${columns.map(({ name, type }) => `NULL::${scannedType(type)} AS ${quoteIdentifier(name)}`).join(", ")} WHERE false`;
}

/** The files' partition values, to be joined by the path. */
function constantsSql(types: readonly string[], tasks: readonly LocalTask[]): string {
  const rows = tasks.map(({ path, constants }) => {
    const values = types.map((type, index) => partitionLiteral(constants[index] ?? null, type));
    return `(${[textLiteral(path), ...values].join(", ")})`;
  });
  const names = types.map((_, index) => constantColumn(index));
  return `(VALUES ${rows.join(", ")}) AS c(file, ${names.join(", ")})`;
}

function groupSql(group: ScanGroup): string {
  let constants = 0;
  const outputs = group.sources.map((source) => {
    const { field } = source;
    const value = () => {
      if (source.kind === "absent") return `NULL::${scannedType(field.type)}`;
      if (source.kind === "partition") {
        constants += 1;
        return `c.${constantColumn(constants - 1)}`;
      }
      return group.hasFieldIds
        ? columnValue(`r.${idColumn(field)}`, field.type, source.from)
        : castColumnValue(`r.${quoteIdentifier(source.from.name)}`, field.type, source.from);
    };
    return `${value()} AS ${quoteIdentifier(field.name)}`;
  });
  const partitionTypes = group.sources.flatMap((source) => (source.kind === "partition" ? [source.type] : []));
  const inFile = group.sources.filter((source): source is ColumnSource & { kind: "file" } => source.kind === "file");
  const read = readParquetSql(
    group.tasks.map(({ path }) => path),
    {
      withFile: group.hasDeletes || partitionTypes.length > 0,
      withRow: group.hasDeletes,
      ...(group.hasFieldIds
        ? {
            columns: inFile.map(({ field, from }) => ({
              id: field.id,
              name: idColumn(field),
              type: typeInFile(field.type, from),
            })),
          }
        : {}),
    },
  );
  const sql = [`SELECT ${outputs.join(", ")} FROM ${read} AS r`];
  if (partitionTypes.length > 0) {
    sql.push(`JOIN ${constantsSql(partitionTypes, group.tasks)} ON c.file = r.${FILE_COLUMN}`);
  }
  if (group.hasDeletes) {
    sql.push(`ANTI JOIN ${DELETED} AS d ON d.file = r.${FILE_COLUMN} AND d.pos = r.${ROW_COLUMN}`);
  }
  return sql.join(" ");
}

/**
 * One DuckDB SELECT that gives a plan's rows in the plan's schema. Columns are found by field id, so that renamed,
 * reordered and widened ones come out right, and ones that a file doesn't have are null, or the partition's value where
 * the table is partitioned by them. Files must be on this machine already; only their footers are read here.
 *
 * Predicates of the plan left out files, not rows: rows are still to be filtered.
 *
 * @param localPathOf where a data or delete file lies on this machine: a path without wildcards, another for each file
 * @throws UnsupportedFileFormatError, MissingFieldIdsError, UnsupportedTypeError, ColumnShapeError, ParquetError
 */
export async function scanQuery(
  plan: ScanPlan,
  localPathOf: (uri: string) => string,
  options: ScanQueryOptions = {},
): Promise<string> {
  const columns = chosenColumns(plan.schema, options.columns);
  if (plan.tasks.length === 0) return emptySql(columns);
  const schemas = options.schemas ?? new ParquetSchemas();
  const groups = await scanGroups(plan, columns, localPathOf, schemas);
  const deleted = await deletedSql(
    groups.flatMap(({ tasks }) => tasks),
    localPathOf,
    schemas,
  );
  const selects = groups.map(groupSql).join(" UNION ALL ");
  return deleted === undefined ? selects : `WITH ${deleted} ${selects}`;
}
