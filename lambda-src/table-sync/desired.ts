import { createHash } from "node:crypto";
import { columnsOf, type ExternalColumn, type RefusedColumn } from "./columns";
import type { FileFormat } from "./file-format";
import { readingOf } from "./formats";
import type { GluePartition, GlueTable } from "./glue-table";
import type { TableIdentity } from "./identity";
import { parseS3Location, pathWithin, type S3Location } from "./locations";
import { schemaOf, upperName } from "./names";
import {
  givenExpression,
  isComputed,
  LONGEST_PARTITION_COLUMN,
  MOST_PARTITIONS,
  type PartitionKey,
  pathExpression,
} from "./partitions";
import { isRefusal, type Refusal, refuse } from "./refusal";
import type { SyncSettings } from "./settings";
import { pathProblem, type StagePath, stageFor } from "./stages";
import { snowflakeType } from "./types";

/** Database, schema, table. */
export type TableName = readonly [string, string, string];

/** A partition that the table is told of. */
export interface GivenPartition {
  /** In the order of the partition columns. */
  readonly values: readonly string[];
  /** Relative to the table's location, without slashes around it. */
  readonly path: string;
}

/** Where partitions come from. COMPUTED: from each file's path. GIVEN: each is told, with its place. */
export type Partitioning =
  | { readonly kind: "NONE" }
  | { readonly kind: "COMPUTED"; readonly columns: readonly ExternalColumn[] }
  | {
      readonly kind: "GIVEN";
      readonly columns: readonly ExternalColumn[];
      readonly partitions: readonly GivenPartition[];
    };

/** An external table as it should be. */
export interface DesiredTable {
  readonly kind: "TABLE";
  readonly identity: TableIdentity;
  readonly name: TableName;
  /** Without those of partitions. */
  readonly columns: readonly ExternalColumn[];
  readonly refusedColumns: readonly RefusedColumn[];
  readonly partitioning: Partitioning;
  readonly location: StagePath;
  readonly format: FileFormat;
  readonly autoRefresh: boolean;
  readonly snsTopic?: string;
}

/** What should be in Snowflake for a Glue table. */
export type Desired = DesiredTable | (Refusal & { readonly identity: TableIdentity; readonly name?: TableName });

/** The name of a Glue table's external table, or why it has none. */
export function nameOf({ database, table }: TableIdentity, settings: SyncSettings): TableName | Refusal {
  const schema = schemaOf(database, settings.naming);
  if (isRefusal(schema)) return schema;
  const name = upperName(table);
  return typeof name === "string" ? [schema.database, schema.schema, name] : name;
}

/**
 * The external table that a Glue table should have. A function of what Glue has and of the settings, and of nothing else:
 * so it doesn't matter in which order, and how often, changes are heard of.
 *
 * @param partitions those that Glue has; empty when the table isn't partitioned or they weren't read
 */
export function desiredTable(table: GlueTable, partitions: readonly GluePartition[], settings: SyncSettings): Desired {
  const { identity } = table;
  const name = nameOf(identity, settings);
  if (isRefusal(name)) return { ...name, identity };
  const answer = defined(table, partitions, settings);
  return isRefusal(answer) ? { ...answer, identity, name } : { kind: "TABLE", identity, name, ...answer };
}

type Definition = Omit<DesiredTable, "kind" | "identity" | "name">;

function defined(table: GlueTable, partitions: readonly GluePartition[], settings: SyncSettings): Definition | Refusal {
  if (table.identity.catalog !== settings.catalog) {
    return refuse(`it is in the catalog ${table.identity.catalog}, and ${settings.catalog} is synced`);
  }
  const reading = readingOf(table);
  if (isRefusal(reading)) return reading;
  const url = table.storage?.location ?? "";
  const place = parseS3Location(url);
  if (place === undefined) {
    return refuse(url === "" ? "Glue has no location for it" : `its location ${JSON.stringify(url)} isn't in S3`);
  }
  const keys = partitionKeys(table);
  if (isRefusal(keys)) return keys;
  const { columns, refused, problem, binary } = columnsOf(table, reading);
  if (problem !== undefined) return refuse(problem);
  const partitioned = placed(place, keys, partitions, settings);
  if (isRefusal(partitioned)) return partitioned;
  const { type, options } = reading.format;
  const autoRefresh = settings.autoRefresh && partitioned.partitioning.kind !== "GIVEN";
  return {
    columns,
    refusedColumns: refused,
    ...partitioned,
    // Without it bytes are taken for text; with it text that old writers didn't mark is taken for bytes.
    format: type === "PARQUET" && binary ? { type, options: { ...options, BINARY_AS_TEXT: false } } : reading.format,
    autoRefresh,
    ...(settings.snsTopic === undefined || !autoRefresh ? {} : { snsTopic: settings.snsTopic }),
  };
}

/** A partition key that can't be read makes the whole table unreadable, unlike a column. */
function partitionKeys({ partitionKeys: keys }: GlueTable): readonly PartitionKey[] | Refusal {
  const found: PartitionKey[] = [];
  for (const { name, type: glueType } of keys) {
    const answer = snowflakeType(glueType, "CSV");
    if ("refused" in answer)
      return refuse(`its partition key ${JSON.stringify(name)} can't be read: ${answer.refused}`);
    if (answer.type === "BINARY")
      return refuse(`its partition key ${JSON.stringify(name)} can't be read: a path holds no bytes`);
    found.push({ name, type: answer.type });
  }
  return found;
}

/** Where the table and its partitions are. */
function placed(
  place: S3Location,
  keys: readonly PartitionKey[],
  partitions: readonly GluePartition[],
  { stages }: SyncSettings,
): Pick<Definition, "partitioning" | "location"> | Refusal {
  const computed = partitions.every((partition) => isComputed(place, keys, partition));
  if (keys.length === 0 || computed) {
    const location = stageFor([place], stages);
    if (isRefusal(location)) return location;
    const problem = pathProblem(location);
    if (problem !== undefined) return problem;
    const columns = keys.map((key, index) => ({
      name: key.name.toUpperCase(),
      type: key.type,
      expression: pathExpression(place, key, index),
    }));
    return { location, partitioning: keys.length === 0 ? { kind: "NONE" } : { kind: "COMPUTED", columns } };
  }
  return given(place, keys, partitions, stages);
}

function given(
  place: S3Location,
  keys: readonly PartitionKey[],
  partitions: readonly GluePartition[],
  stages: SyncSettings["stages"],
): Pick<Definition, "partitioning" | "location"> | Refusal {
  if (partitions.length > MOST_PARTITIONS) {
    return refuse(
      `its partitions' values don't stand in their paths, and it has ${partitions.length} of them: up to ${MOST_PARTITIONS} can be registered one by one`,
    );
  }
  const long = keys.find(({ name }) => name.length > LONGEST_PARTITION_COLUMN);
  if (long !== undefined) {
    return refuse(
      `its partitions' values don't stand in their paths, and its partition key ${JSON.stringify(long.name)} is longer than the ${LONGEST_PARTITION_COLUMN} characters that a registered partition's may have`,
    );
  }
  const places: S3Location[] = [];
  for (const { location, values } of partitions) {
    const at = parseS3Location(location);
    if (at === undefined) return refuse(`the location ${JSON.stringify(location)} of a partition isn't in S3`);
    if (values.length !== keys.length) return refuse(`a partition has ${values.length} values for ${keys.length} keys`);
    places.push(at);
  }
  // All within the table's location: that stays. Otherwise the root of the stage that holds all of them.
  const within = places.every((at) => pathWithin(place, at) !== undefined);
  const covering = stageFor(within ? [place] : [place, ...places], stages);
  if (isRefusal(covering)) return covering;
  const location = within ? covering : { ...covering, path: "" };
  const problem = pathProblem(location);
  if (problem !== undefined) return problem;
  const [first] = [place];
  const root: S3Location = within
    ? first
    : { bucket: place.bucket, key: place.key.slice(0, place.key.length - covering.path.length).replace(/\/$/, "") };
  const columns = keys.map(({ name, type }) => {
    const column = name.toUpperCase();
    return { name: column, type, expression: givenExpression(column, type) };
  });
  const registered = partitions.map(({ values }, index) => ({
    values,
    path: pathWithin(root, places[index] ?? place) ?? "",
  }));
  return {
    location,
    partitioning: { kind: "GIVEN", columns, partitions: [...registered].sort((a, b) => (a.path < b.path ? -1 : 1)) },
  };
}

/** A fingerprint of values that JSON can hold, the same whatever the order of keys. */
export function fingerprint(value: unknown, length = 16): string {
  return createHash("sha256")
    .update(JSON.stringify(sorted(value)))
    .digest("hex")
    .slice(0, length);
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, one]) => [key, sorted(one)]);
}
