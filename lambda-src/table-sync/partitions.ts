import { stringLiteral } from "../../sql/literal";
import type { GluePartition } from "./glue-table";
import { parseS3Location, pathWithin, type S3Location } from "./locations";

/** What Hive writes for a partition value that is NULL. */
export const NULL_PARTITION = "__HIVE_DEFAULT_PARTITION__";

/** Most partitions that a user-specified table is kept with: each is a statement, and a line of what is remembered. */
export const MOST_PARTITIONS = 1000;

/** Longest name of a user-specified partition column. Source: docs.snowflake.com, create-external-table. */
export const LONGEST_PARTITION_COLUMN = 32;

/** A partition key with its Snowflake type. */
export interface PartitionKey {
  /** Glue's name. */
  readonly name: string;
  readonly type: string;
}

/** Segments of a key that come before its partitions' own: METADATA$FILENAME counts from the bucket, not from the stage. */
const segmentsOf = ({ key }: S3Location): number => (key === "" ? 0 : key.split("/").length);

/**
 * The expression that reads partition value number `index` from a file's path: what follows `name=` in the segment, or
 * the whole segment where the path has values only. A cast that fails is NULL, as in Hive.
 *
 * Sources: docs.snowflake.com, create-external-table (METADATA$FILENAME holds the stage's own path); Hive's FileUtils
 * (partition names in lower case).
 */
export function pathExpression(location: S3Location, { name, type }: PartitionKey, index: number): string {
  const segment = `SPLIT_PART(METADATA$FILENAME, '/', ${segmentsOf(location) + 1 + index})`;
  const prefix = `${name.toLowerCase()}=`;
  const value = `CASE WHEN STARTSWITH(LOWER(${segment}), ${stringLiteral(prefix)}) THEN SUBSTR(${segment}, ${[...prefix].length + 1}) ELSE ${segment} END`;
  return typed(`NULLIF(${value}, ${stringLiteral(NULL_PARTITION)})`, type);
}

/** The expression that reads a partition value that was given with ADD PARTITION. */
export function givenExpression(column: string, type: string): string {
  const value = `GET(PARSE_JSON(METADATA$EXTERNAL_TABLE_PARTITION), ${stringLiteral(column)})::VARCHAR`;
  return typed(`NULLIF(${value}, ${stringLiteral(NULL_PARTITION)})`, type);
}

/** A text as a type. VARCHAR needs no attempt: every text is one. */
export function typed(text: string, type: string): string {
  if (type === "VARCHAR") return text;
  return type.startsWith("VARCHAR(") ? `(${text})::${type}` : `TRY_CAST(${text} AS ${type})`;
}

/**
 * Whether {@link pathExpression} gives the partition the values that Glue has for it. It doesn't for a partition outside
 * of the table's location, with percent-encoded values, or in directories of another order.
 */
export function isComputed(location: S3Location, keys: readonly PartitionKey[], partition: GluePartition): boolean {
  const at = parseS3Location(partition.location);
  const path = at === undefined ? undefined : pathWithin(location, at);
  const segments = path === undefined || path === "" ? [] : path.split("/");
  if (segments.length < keys.length || partition.values.length !== keys.length) return false;
  return keys.every(({ name, type }, index) => {
    const segment = segments[index] ?? "";
    const prefix = `${name.toLowerCase()}=`;
    const value = segment.toLowerCase().startsWith(prefix) ? segment.slice(prefix.length) : segment;
    const wanted = partition.values[index] ?? "";
    if (value === wanted) return true;
    // 01 and 1 are the same number.
    return type.startsWith("NUMBER") && /^-?\d{1,15}$/.test(value) && Number(value) === Number(wanted);
  });
}
