/** What may be bound to a `?`. */
export type Bind = string | number | null;

/** A result, read row by row. */
export interface ResultSet {
  /** Goes to the next row; false behind the last. */
  next(): boolean;
  /** @param column counted from 1 */
  getColumnValue(column: number): unknown;
}

/** A statement; what it says of its result is known once it was executed. */
export interface Statement {
  execute(): ResultSet;
  getColumnCount(): number;
  /** @param column counted from 1 */
  getColumnName(column: number): string;
  /** Rows that a DML statement inserted, updated or deleted. */
  getNumRowsAffected(): number;
}

/**
 * As much of the object `snowflake` as procedures use.
 * Source: docs.snowflake.com, developer-guide/stored-procedure/stored-procedures-api, "JavaScript stored procedures API".
 */
export interface SnowflakeApi {
  createStatement(request: { readonly sqlText: string; readonly binds?: readonly Bind[] }): Statement;
}
