import { compilation, SnowflakeError } from "./snowflake-error";

/** A (state): what a catalog, a role or a file of an Iceberg table said; text and code are those of the refusal. */
export const remoteAccessFailed = (code: string, message: string) =>
  // O: 42704 for a table that the catalog has not.
  new SnowflakeError(code, code === "004109" ? "42704" : "22000", "EXECUTION", message);

/** O (text), A (code): DML on a table whose catalog Snowflake only reads. */
export const icebergTableReadOnly = (table: string) =>
  compilation(
    "091361",
    "0A000",
    `Iceberg table ${table} with an external catalog integration is a read-only table and cannot be modified`,
  );

/** O: 000707, a moment of which nothing is kept. */
export const timeTravelNotAvailable = (table: string) =>
  new SnowflakeError(
    "000707",
    "02000",
    "EXECUTION",
    `Time travel data is not available for table ${table}. The requested time is either beyond the allowed time travel period or before the object creation time.`,
  );

/** A: a snapshot, tag or branch that the table has not. `what` as in "snapshot 123". */
export const noSuchVersion = (table: string, what: string) =>
  new SnowflakeError("000708", "02000", "EXECUTION", `Iceberg table ${table} has no ${what}.`);

/** A: the metadata is another table's. D: tables are told apart by their table-uuid. */
export const tableUuidChanged = (table: string, expected: string, found: string) =>
  new SnowflakeError(
    "091364",
    "22000",
    "EXECUTION",
    `SQL execution error: Iceberg table ${table} can't be refreshed: its table-uuid has changed from ${expected} to ${found}. Create the table again.`,
  );

/** D (rule), A (code and text): automatic refresh goes forward in a table's history only. */
export const noDirectLineage = (table: string, target: string, current: string) =>
  new SnowflakeError(
    "091365",
    "22000",
    "EXECUTION",
    `SQL execution error: Unable to establish a direct lineage between target snapshot ${target} and current snapshot ${current} of Iceberg table ${table}. Refresh the table manually.`,
  );

/** A: a table that could not be initialized. */
export const icebergTableNotInitialized = (table: string, reason: string) =>
  new SnowflakeError(
    "091366",
    "22000",
    "EXECUTION",
    `SQL Execution error: Initialization of table '${table}' failed due to '${reason}'. Please address the underlying issue and re-execute your query.`,
  );
