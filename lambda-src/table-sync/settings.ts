/** A schema of Snowflake. */
export interface SchemaName {
  readonly database: string;
  readonly schema: string;
}

/** An external stage, and where it points. */
export interface Stage {
  /** Database, schema, stage. */
  readonly name: readonly [string, string, string];
  /** Such as `s3://bucket/raw/`. */
  readonly url: string;
}

/** Which schema a Glue database goes to. */
export interface NamingRule {
  /** Databases that go where the rule doesn't send them: Glue's name to the schema. No two may share a schema. */
  readonly mapping: Readonly<Record<string, SchemaName>>;
  /** What stands between database and schema in a Glue database's name, such as `__`. Absent: only the mapping counts. */
  readonly separator?: string;
}

/** What to do with an external table whose Glue table is gone, or has become something that isn't synced. */
export type OrphanPolicy = "DROP" | "MARK";

/** What the sync is told. */
export interface SyncSettings {
  /** Catalog id: tables of other catalogs are refused. */
  readonly catalog: string;
  /** Glue databases: names, or what names begin with and a `*`. Others are passed over. Absent: all are synced. */
  readonly databases?: readonly string[];
  readonly naming: NamingRule;
  readonly stages: readonly Stage[];
  readonly orphans: OrphanPolicy;
  /** Whether Snowflake registers new files by the bucket's events. Otherwise partition events refresh the table. */
  readonly autoRefresh: boolean;
  /** ARN of the SNS topic with the bucket's events. Default: the queue that Snowflake owns. */
  readonly snsTopic?: string;
  /** Whether a schema that is not there is made. */
  readonly createSchemas: boolean;
  /** Whether an external table that somebody else made under the wanted name is taken over. */
  readonly adopt: boolean;
  /**
   * Of which partitioned tables a sweep reads the partitions, at one Glue call a table: of all, or only of those that
   * have been found to need them. A lost event of the first partition outside of its table's location is then found at
   * the table's next change.
   */
  readonly sweepPartitions: "ALL" | "USER_SPECIFIED";
}
