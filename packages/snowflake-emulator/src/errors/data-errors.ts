import { SnowflakeError } from "./snowflake-error";

/** A: AWS did not answer, or not in a way that decides anything. */
export const awsFailed = (message: string) =>
  new SnowflakeError("100037", "22000", "EXECUTION", `SQL execution error:\nAccess to AWS failed: ${message}`);

/** A: something inside of the emulator broke. Snowflake says "incident" and gives a number. */
export const internalError = (message: string) =>
  new SnowflakeError("000603", "XX000", "EXECUTION", `SQL execution internal error:\nProcessing aborted: ${message}`);

/** O: 000605. */
export const notExecuting = () =>
  new SnowflakeError("000605", "57014", "EXECUTION", "Identified SQL statement is not currently executing.");

/** D: 100037 (SQL API, "Using bind variables"), a bound value that is none of its type. */
export const bindNotRecognized = (type: string, value: string) =>
  new SnowflakeError("100037", "22018", "EXECUTION", `${type} value '${value}' is not recognized`);

/** D: 000604 (SQL API, "Cancel"), a statement that somebody ended. */
export const statementCanceled = () => new SnowflakeError("000604", "57014", "EXECUTION", "SQL execution canceled");

/** O: 000630, a statement that ran longer than it may. */
export const statementTimedOut = (seconds: number) =>
  new SnowflakeError(
    "000630",
    "57014",
    "EXECUTION",
    `Statement reached its statement or warehouse timeout of ${seconds} second(s) and was canceled.`,
  );

/** D: 100132 (SQL API, "Submitting multiple SQL statements"), one of several statements in a request failed. */
export const multiStatementFailed = (sql: string, line: number, position: number, why: string) =>
  new SnowflakeError(
    "100132",
    "P0000",
    "EXECUTION",
    `JavaScript execution error: Uncaught Execution of multiple statements failed on statement "${sql}" ` +
      `(at line ${line}, position ${position}).\n${why} in SYSTEM$MULTISTMT at ` +
      "'    throw `Execution of multiple statements failed on statement {0} (at line {1}, position {2}).`" +
      ".replace('{1}', LINES[i])' position 4\nstackstrace: \nSYSTEM$MULTISTMT line: 10",
  );

/** SQLSTATEs of errors about a value, by code (O: public logs of the drivers). The rest are 22000. */
const VALUE_STATES: Readonly<Record<string, string>> = {
  "000002": "0A000",
  "000603": "XX000",
  "100035": "22007",
  "100037": "22018",
  "100038": "22018",
  "100039": "22003",
  "100040": "22007",
  "100046": "22003",
  "100048": "2201B",
  "100051": "22012",
  "100069": "22P02",
  "100096": "22007",
  "100108": "22007",
  "100132": "22003",
};

/** O: 100xxx, a value that can't be computed or converted, found out while rows were read. */
export const valueFailed = (code: string, message: string) =>
  new SnowflakeError(code, VALUE_STATES[code] ?? "22000", "EXECUTION", message);

/** O: the same while rows were written. `table` as the statement names it; `problem` is the value's own error. */
export const dmlFailed = (
  table: string,
  column: string,
  problem: { readonly code: string; readonly message: string },
) =>
  valueFailed(
    problem.code,
    `DML operation to table ${table} failed on column ${column} with error: ${problem.message}`,
  );

/** O: 100072, what `dmlFailed` says of a NULL. */
export const NULL_NOT_ALLOWED = { code: "100072", message: "NULL result in a non-nullable column" } as const;

/** O: 100090 (42P18), several rows for one row of the target. `row`: its values, as text. */
export const duplicateRow = (row: string) =>
  new SnowflakeError("100090", "42P18", "EXECUTION", `Duplicate row detected during DML action\nRow Values: ${row}`);

/** Who holds a table's lock, as messages say it. */
export interface LockHolder {
  readonly statementId: string;
  readonly table: string;
  readonly transactionId: string;
}

const lockFailed = (holder: LockHolder, statementId: string, why: string) =>
  new SnowflakeError(
    "000625",
    "57014",
    "EXECUTION",
    `Statement '${holder.statementId}' has locked table '${holder.table}' in transaction ${holder.transactionId} and ` +
      `this lock has not yet been released.\nYour statement '${statementId}' was aborted because ${why}.`,
  );

/** O: 000625. */
export const tooManyLockWaiters = (holder: LockHolder, statementId: string, limit: number) =>
  lockFailed(holder, statementId, `the number of waiters for this lock exceeds the ${limit} statements limit`);

/** D: parameter LOCK_TIMEOUT; O (first sentence), A (second). */
export const lockTimedOut = (holder: LockHolder, statementId: string, seconds: number) =>
  lockFailed(holder, statementId, `the lock could not be acquired within ${seconds} second(s), see LOCK_TIMEOUT`);

/** D: Transactions, deadlocks: the statement fails, its transaction stays open. A: code and text. */
export const deadlock = (holder: LockHolder, statementId: string) =>
  lockFailed(holder, statementId, "waiting for it would have been a deadlock");
