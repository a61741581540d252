import { SnowflakeError } from "./snowflake-error";

/** O: 090105, an unqualified name in a session without a database. */
export const noCurrentDatabase = (action: string) =>
  new SnowflakeError(
    "090105",
    "22000",
    "EXECUTION",
    `Cannot perform ${action}. This session does not have a current database. Call 'USE DATABASE', or use a qualified name.`,
  );

/** O: 090106, an unqualified name in a session without a schema. */
export const noCurrentSchema = (action: string) =>
  new SnowflakeError(
    "090106",
    "22000",
    "EXECUTION",
    `Cannot perform ${action}. This session does not have a current schema. Call 'USE SCHEMA', or use a qualified name.`,
  );

/** O: 090064, nothing to suspend or resume. */
export const invalidWarehouseState = (name: string, needed: string) =>
  new SnowflakeError("090064", "22000", "EXECUTION", `Invalid state. Warehouse '${name}' cannot be ${needed}.`);

/** D: Transactions, stored procedures and transactions. A: code. */
export const transactionOfOtherScope = () =>
  new SnowflakeError(
    "090232",
    "0B000",
    "EXECUTION",
    "Modifying a transaction that has started at a different scope is not allowed.",
  );

/** O (text), A (code): a procedure that ends in the middle of its own transaction. */
export const scopedTransactionIncomplete = () =>
  new SnowflakeError(
    "090231",
    "0B000",
    "EXECUTION",
    "Stored procedure execution error: Scoped transaction started in stored procedure is incomplete and it was rolled back.",
  );

/** O (form), A (text): what a statement ends with when its account goes down. */
export const accountDown = () =>
  new SnowflakeError(
    "000603",
    "XX000",
    "EXECUTION",
    "SQL execution internal error:\nProcessing aborted: the account is not available.",
  );

/** A: a session that SYSTEM$ABORT_SESSION does not find in the account. */
export const sessionUnknown = (id: string) =>
  new SnowflakeError("002003", "02000", "EXECUTION", `Session '${id}' does not exist or not authorized.`);
