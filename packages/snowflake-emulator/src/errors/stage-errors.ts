import { compilation, SnowflakeError } from "./snowflake-error";

/** O (text), A (code): a URL outside of what the storage integration allows. */
export const locationNotAllowed = (location: string, integration: string) =>
  compilation(
    "003155",
    "42601",
    `Location '${location}' is not allowed by integration '${integration}'. Please use DESC INTEGRATION to check out allowed and blocked locations.`,
  );

/** O (text), A (code): the integration was dropped or replaced. */
export const stageIntegrationMissing = (stage: string) =>
  compilation("003164", "42601", `Integration associated with the stage '${stage}' cannot be found.`);

/** A: the integration is not enabled. */
export const stageIntegrationDisabled = (stage: string, integration: string) =>
  compilation("003165", "42601", `Integration '${integration}' associated with the stage '${stage}' is not enabled.`);

/** A (code and text): the stage or the file format of an external table is gone. `reason` as a sentence. */
export const externalTableInvalid = (table: string, reason: string) =>
  compilation("091093", "55000", `External table ${table} marked invalid. ${reason}`);

/** D (rules), A (code and texts): what tables with user-specified partitions can't have, and others can't do. */
export const userSpecifiedPartitions = (table: string, reason: string) =>
  compilation("091095", "0A000", `External table ${table}: ${reason}`);

/** D (rule), A (code and text): a partition column that is made of something other than the file's name. */
export const invalidPartitionColumn = (column: string, source: string) =>
  compilation("091096", "42601", `Partition column ${column} must be an expression over ${source} only.`);

/** A: VALUE and the partition columns stay. */
export const columnStays = (column: string, table: string) =>
  compilation(
    "091097",
    "0A000",
    `Column '${column}' of external table '${table}' is VALUE or a partition column and can't be dropped or renamed.`,
  );

/** D (rule), A (code and text): DML. */
export const externalTableReadOnly = (table: string) =>
  compilation("091098", "0A000", `External table ${table} is read-only and cannot be modified.`);

/** O (code): 100048, a PATTERN that is no regular expression. */
export const invalidPattern = (pattern: string, reason: string) =>
  new SnowflakeError("100048", "2201B", "EXECUTION", `Invalid regular expression: '${pattern}', ${reason}`);
