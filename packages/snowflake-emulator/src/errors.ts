/** Which part of Snowflake raised the error; becomes `data.type` on the wire. */
export type ErrorType = "COMPILATION" | "EXECUTION" | "ACCESS_CONTROL" | "LOGIN";

/**
 * An error as Snowflake tells it: a numeric code (six digits as text), an SQLSTATE and a message. Every error of the
 * emulator is made by a factory in this file, so that wording and codes live in one place. Marks: D documented,
 * O observed in public logs, A assumed.
 */
export class SnowflakeError extends Error {
  override readonly name = "SnowflakeError";

  constructor(
    readonly code: string,
    readonly sqlState: string,
    readonly type: ErrorType,
    message: string,
    /** True for the errors that say that a part of the statement was carried out. */
    readonly keepsChanges = false,
  ) {
    super(message);
  }
}

const compilation = (code: string, sqlState: string, text: string) =>
  new SnowflakeError(code, sqlState, "COMPILATION", `SQL compilation error:\n${text}`);

const accessControl = (code: string, text: string) =>
  new SnowflakeError(code, "42501", "ACCESS_CONTROL", `SQL access control error:\n${text}`);

/** O: 001003, a token that the grammar does not allow. Line counts from 1, position from 0. */
export const syntaxError = (line: number, position: number, unexpected: string) =>
  compilation("001003", "42000", `syntax error line ${line} at position ${position} unexpected '${unexpected}'.`);

/** O: 001003, a literal or comment that never ends. */
export const parseError = (line: number, position: number, near: string) =>
  compilation("001003", "42000", `parse error line ${line} at position ${position} near '${near}'.`);

/** O: 000900, nothing but blanks and comments. */
export const emptyStatement = () => compilation("000900", "42601", "Empty SQL Statement.");

/** O: 000008, more statements than MULTI_STATEMENT_COUNT says. */
export const statementCountMismatch = (actual: number, desired: number) =>
  new SnowflakeError(
    "000008",
    "0A000",
    "COMPILATION",
    `Actual statement count ${actual} did not match the desired statement count ${desired}.`,
  );

/** O: 000002 is Snowflake's own "unsupported feature"; the emulator uses it for whatever it does not carry out. */
export const notEmulated = (what: string) =>
  new SnowflakeError("000002", "0A000", "COMPILATION", `Unsupported feature 'not emulated: ${what}'.`);

/** O: 002003, missing, or hidden from the active roles. `type` as in "Role", "Integration", "External volume". */
export const doesNotExist = (type: string, name: string) =>
  compilation("002003", "02000", `${type} '${name}' does not exist or not authorized.`);

/** O: 002043, what USE says of a missing object. */
export const operationCannotBePerformed = () =>
  compilation("002043", "02000", "Object does not exist, or operation cannot be performed.");

/** O: 002203, DROP and the like of a table that is a view, and so on. */
export const wrongObjectType = (found: string, wanted: string) =>
  compilation("002203", "02000", `Object found is of type '${found}', not specified type '${wanted}'.`);

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

/** O: 002002. */
export const alreadyExists = (name: string) => compilation("002002", "42710", `Object '${name}' already exists.`);

/** O: 001008 for a name that is longer than 255 characters or empty. */
export const invalidIdentifier = (name: string) =>
  compilation("001008", "22023", `invalid identifier '${name}': an identifier has 1 to 255 characters`);

/** O: 001008, a value outside of what a property or parameter takes. */
export const invalidValue = (value: string, property: string) =>
  compilation("001008", "22023", `invalid value [${value}] for parameter '${property}'`);

/** D: 002029, a required property is absent. */
export const missingProperty = (property: string) => compilation("002029", "42601", `Missing option(s): [${property}]`);

/** A: a property that goes with another one only, or twice in one list. */
export const invalidProperty = (property: string, reason: string) =>
  compilation("001422", "22023", `invalid property '${property}': ${reason}`);

/** O: 001420, an unknown parameter. */
export const unknownParameter = (name: string) => compilation("001420", "22023", `invalid parameter '${name}'`);

/** O: 002141, an unknown function. */
export const unknownFunction = (name: string) => compilation("002141", "42601", `Unknown function ${name}`);

/** O: 003001. `type` in lower case, as in "account", "role", "external volume". */
export const insufficientPrivileges = (type: string, name: string) =>
  accessControl("003001", `Insufficient privileges to operate on ${type} '${name}'`);

/** O: 003013. */
export const roleNotAssigned = (name: string) =>
  accessControl(
    "003013",
    `Requested role '${name}' is not assigned to the executing user.  Specify another role to activate.`,
  );

/** O: 003102. */
export const grantNotExecuted = () =>
  new SnowflakeError("003102", "42501", "ACCESS_CONTROL", "Grant not executed: Insufficient privileges.");

/** A: the counterpart of 003102. */
export const revokeNotExecuted = () =>
  new SnowflakeError("003103", "42501", "ACCESS_CONTROL", "Revoke not executed: Insufficient privileges.");

/** O: 003011. The privileges that could be granted have been granted. */
export const grantPartiallyExecuted = (notGranted: readonly string[]) =>
  new SnowflakeError(
    "003011",
    "42501",
    "ACCESS_CONTROL",
    `Grant partially executed: privileges [${notGranted.join(", ")}] not granted.`,
    true,
  );

/** O (text), A (code): a grant that other grants hang on. */
export const dependentGrant = (privilege: string, securable: string, role: string) =>
  accessControl(
    "003036",
    `Dependent grant of privilege '${privilege}' on securable '${securable}' to role '${role}' exists.  ` +
      "It must be revoked first.  More than one dependent grant may exist: use 'SHOW GRANTS' command to view them.  " +
      "To revoke all dependent grants while transferring object ownership, use convenience command " +
      "'GRANT OWNERSHIP ON <target_objects> TO <target_role> REVOKE CURRENT GRANTS'.",
  );

/** A: a role that would contain itself. */
export const roleCycle = (role: string, grantee: string) =>
  new SnowflakeError(
    "003023",
    "42601",
    "EXECUTION",
    `SQL execution error:\nRole '${role}' cannot be granted to role '${grantee}': it would create a cycle.`,
  );

/** O: 003008, system-defined roles stay as they are. `verb` as in "dropped", "altered". */
export const systemRole = (name: string, verb: string) =>
  accessControl("003008", `System-defined role '${name}' cannot be ${verb}.`);

/** A: a privilege that this type of object does not have. */
export const privilegeNotApplicable = (privilege: string, type: string) =>
  compilation("003500", "0A000", `privilege '${privilege}' can not be granted on ${type}`);

/** O: 090064, nothing to suspend or resume. */
export const invalidWarehouseState = (name: string, needed: string) =>
  new SnowflakeError("090064", "22000", "EXECUTION", `Invalid state. Warehouse '${name}' cannot be ${needed}.`);

/** A: an object that others use. */
export const inUse = (type: string, name: string, by: string) =>
  compilation("002037", "42601", `${type} '${name}' can not be dropped or replaced: it is used by ${by}.`);

/** A: the verification functions look at AWS, and there is none. */
export const noAwsEndpoint = (what: string) =>
  new SnowflakeError(
    "000002",
    "0A000",
    "EXECUTION",
    `${what} reads IAM roles from AWS, and the emulator was started without an AWS endpoint (--aws-endpoint URL).`,
  );

/** A: AWS did not answer, or not in a way that decides anything. */
export const awsFailed = (message: string) =>
  new SnowflakeError("100037", "22000", "EXECUTION", `SQL execution error:\nAccess to AWS failed: ${message}`);

/** A: something inside of the emulator broke. Snowflake says "incident" and gives a number. */
export const internalError = (message: string) =>
  new SnowflakeError("000603", "XX000", "EXECUTION", `SQL execution internal error:\nProcessing aborted: ${message}`);

/** O: 390100. The same for an unknown user, a disabled one and a wrong password. */
export const badCredentials = () =>
  new SnowflakeError("390100", "08001", "LOGIN", "Incorrect username or password was specified.");

/** O: 390144. `why` is one of Snowflake's reasons in brackets. */
export const invalidJwt = (why: string) =>
  new SnowflakeError("390144", "08001", "LOGIN", `JWT token is invalid. [${why}]`);

/** O: 390189. */
export const loginRoleNotGranted = (role: string) =>
  new SnowflakeError(
    "390189",
    "08004",
    "LOGIN",
    `Role '${role}' specified in the connect string does not exist or not authorized. Contact your local system administrator, or attempt to login with another role, e.g. PUBLIC.`,
  );

/** O (text), A (code). */
export const defaultRoleNotGranted = (role: string) =>
  new SnowflakeError(
    "390187",
    "08004",
    "LOGIN",
    `User's configured default role '${role}' is not granted to this user. Contact your local system administrator, or attempt to login using a CLI client with a connect string selecting another role, e.g. PUBLIC.`,
  );

/** O: 390201, a warehouse, database or schema in the login that is not there. */
export const loginObjectMissing = (type: string) =>
  new SnowflakeError("390201", "08004", "LOGIN", `The requested ${type} does not exist or not authorized.`);

/** A: real Snowflake has no such host and answers 404; one process serves every account here. */
export const unknownAccount = (account: string, known: readonly string[]) =>
  new SnowflakeError(
    "390100",
    "08001",
    "LOGIN",
    `Account '${account}' is not known to this emulator. It serves ${known.join(", ")}.`,
  );

/** A: an authenticator that is not built. */
export const authenticatorNotEmulated = (authenticator: string) =>
  new SnowflakeError(
    "390101",
    "08001",
    "LOGIN",
    `Authenticator '${authenticator}' is not emulated. Use a password (SNOWFLAKE) or a key pair (SNOWFLAKE_JWT).`,
  );

/** O: 390104. */
export const invalidToken = () =>
  new SnowflakeError("390104", "08001", "LOGIN", "User must login again to access the service.");

/** O: 390111. */
export const sessionGone = () =>
  new SnowflakeError(
    "390111",
    "08001",
    "LOGIN",
    "Session no longer exists.  New login required to access the service.",
  );

/** O: 390112. Makes the drivers renew the session token with the master token. */
export const sessionTokenExpired = () =>
  new SnowflakeError("390112", "08001", "LOGIN", "Your session has expired. Please login again.");

/** O: 390114. */
export const masterTokenExpired = () =>
  new SnowflakeError(
    "390114",
    "08001",
    "LOGIN",
    "Authentication token has expired.  The user must authenticate again.",
  );

/** O: 000709. */
export const unknownQuery = (id: string) =>
  new SnowflakeError("000709", "02000", "EXECUTION", `Statement ${id} not found`);

/** O: 000605. */
export const notExecuting = () =>
  new SnowflakeError("000605", "57014", "EXECUTION", "Identified SQL statement is not currently executing.");

/** O: 002049, a placeholder without a value. Line counts from 1, position from 0. `placeholder` as in "?" or ":2". */
export const bindNotSet = (line: number, position: number, placeholder: string) =>
  new SnowflakeError(
    "002049",
    "42601",
    "COMPILATION",
    `SQL compilation error: error line ${line} at position ${position}\nBind variable ${placeholder} not set.`,
  );

/** D: 100037 (SQL API, "Using bind variables"), a bound value that is none of its type. */
export const bindNotRecognized = (type: string, value: string) =>
  new SnowflakeError("100037", "22018", "EXECUTION", `${type} value '${value}' is not recognized`);

/** A: arrays of different lengths bound to one statement. */
export const bindArraysDiffer = (first: number, other: number) =>
  new SnowflakeError(
    "002049",
    "42601",
    "COMPILATION",
    `SQL compilation error:\nArrays bound to one statement must have one length, found ${first} and ${other}.`,
  );

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

/** O (code), A (text): 000710, a result that is no longer kept. */
export const resultExpired = (id: string) =>
  new SnowflakeError("000710", "02000", "EXECUTION", `Result for query ${id} has expired`);

/** O: 390146 (SQL API), a request without a token. A: the text. */
export const noBearerToken = () =>
  new SnowflakeError("390146", "08001", "LOGIN", "Authorization header with a bearer token not found in the request.");

/** D: 390142 (SQL API), a body that is none. */
export const invalidPayload = (what: string) =>
  new SnowflakeError(
    "390142",
    "22023",
    "LOGIN",
    `Incoming request does not contain a valid payload.${what === "" ? "" : ` ${what}`}`,
  );

/** D (rule), O (code), A (text): 391911, a statement that the SQL API does not take. */
export const notForSqlApi = (statement: string, alone: boolean) =>
  new SnowflakeError(
    "391911",
    "0A000",
    "COMPILATION",
    alone
      ? `SQL API supports ${statement} only in a request of several statements.`
      : `SQL API does not support ${statement}.`,
  );

/** D (rule), A (code and text): the SQL API binds no variables in a request of several statements. */
export const bindsWithSeveralStatements = () =>
  new SnowflakeError(
    "000002",
    "0A000",
    "COMPILATION",
    "Unsupported feature 'bind variables in a request of several statements'.",
  );

/** O (code), A (text): 391922 (SQL API), a part of a result that there is not. */
export const noSuchPartition = (partition: string, count: number) =>
  new SnowflakeError("391922", "22023", "EXECUTION", `Invalid partition '${partition}': the result has ${count}.`);

/** O (text), A (code): a word where a data type is expected that names none. */
export const unsupportedDataType = (name: string) => compilation("002040", "42601", `Unsupported data type '${name}'.`);

/** A: a precision, scale or length that a data type can't have. `what` as in "precision of NUMBER". */
export const invalidTypeSize = (what: string, value: number, from: number, to: number) =>
  compilation("002263", "22000", `Invalid ${what}: ${value}. It must be from ${from} to ${to}.`);

/** A: expressions in expressions, or queries in queries, deeper than the emulator follows. */
export const nestedTooDeeply = (line: number, position: number, limit: number) =>
  compilation(
    "001003",
    "42000",
    `error line ${line} at position ${position}\nthe statement is nested too deeply: the emulator reads ${limit} levels.`,
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

/** O: 002020 (21S01). */
export const insertCountMismatch = (expected: number, given: number) =>
  compilation("002020", "21S01", `Insert value list does not match column list expecting ${expected} but got ${given}`);

/** O: 002023 (22000). Types as DESCRIBE writes them. */
export const expressionTypeMismatch = (expected: string, given: string, column: string) =>
  compilation(
    "002023",
    "22000",
    `Expression type does not match column data type, expecting ${expected} but got ${given} for column ${column}`,
  );

/** O (text), A (code): a TIME for a timestamp. */
export const incompatibleTypes = (left: string, right: string) =>
  compilation("002023", "22000", `incompatible types: [${left}] and [${right}]`);

/** O (text), A (code): a column that is set, inserted or defined twice. */
export const duplicateColumn = (name: string) => compilation("002025", "42S21", `duplicate column name '${name}'`);

/** O: 000904, a name that no column has, where it stands. */
export const noSuchColumn = (name: string, line: number, position: number) =>
  new SnowflakeError(
    "000904",
    "42000",
    "COMPILATION",
    `SQL compilation error: error line ${line} at position ${position}\ninvalid identifier '${name}'`,
  );

/** O (text), A (code): a WHEN clause of MERGE after one that takes every row. */
export const unreachableMergeCase = (line: number, position: number) =>
  new SnowflakeError(
    "001003",
    "42000",
    "COMPILATION",
    `SQL compilation error: error line ${line} at position ${position}\nUnreachable merge case.`,
  );

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
/** O: 002003 with the state that tables and views have. `type` as in "Object" (in a query), "Table", "View". */
export const relationDoesNotExist = (type: string, name: string) =>
  compilation("002003", "42S02", `${type} '${name}' does not exist or not authorized.`);

/** A: a table without a column, or a column without a type where no query gives one. */
export const missingColumnType = (column: string) =>
  compilation("002016", "22000", `Missing data type of column '${column}'.`);

/** O: 002205, the last column of a table can't go. */
export const lastColumn = (column: string, table: string) =>
  compilation("002205", "0A000", `cannot drop the only column '${column}' of table '${table}'`);

/** O: 001457, a second primary key. */
export const primaryKeyExists = (table: string) =>
  compilation("001457", "42601", `primary key already exists for table '${table}'`);

/** O: 002108 and text, a change of a column's type that D: ALTER TABLE … ALTER COLUMN does not list. */
export const columnTypeNotChangeable = (column: string, from: string, to: string, reason: string) =>
  compilation(
    "002108",
    "22000",
    `cannot change column ${column} from type ${from} to ${to}${reason === "" ? "" : ` because ${reason}`}`,
  );

/** A: NOT NULL for a column that has NULL in it. */
export const columnHasNull = (column: string) =>
  compilation("002107", "22000", `cannot set column ${column} to NOT NULL because it contains null values`);

/** O: 000002, what Snowflake itself does not do. */
export const unsupportedFeature = (feature: string) =>
  compilation("000002", "0A000", `Unsupported feature '${feature}'.`);

/** A: a database role reaches into its own database only. */
export const databaseRoleOutOfReach = (role: string) =>
  new SnowflakeError(
    "003039",
    "0A000",
    "EXECUTION",
    `SQL execution error:\nPrivileges can be granted to database role '${role}' only on its own database and the objects in it.`,
  );

/** A: database roles are given to roles of their own database only, besides account roles. */
export const databaseRoleElsewhere = (role: string, grantee: string) =>
  new SnowflakeError(
    "003040",
    "0A000",
    "EXECUTION",
    `SQL execution error:\nDatabase role '${role}' cannot be granted to database role '${grantee}' of another database.`,
  );

/** O: 002037, a view whose query can't be compiled any more. `why` with its own "SQL compilation error:". */
export const viewExpansionFailed = (view: string, why: string) =>
  compilation("002037", "42601", `Failure during expansion of view '${view}': ${why}`);

/** O: 002057, what a view reads has got or lost columns. */
export const viewColumnCount = (view: string, declared: number, produced: number) =>
  compilation(
    "002057",
    "42601",
    `View definition for '${view}' declared ${declared} column(s), but view query produces ${produced} column(s).`,
  );

/** A: a view that reads itself. */
export const viewCycle = (view: string) =>
  compilation("002058", "42601", `View '${view}' refers to itself, directly or through other views.`);

/** O (text), A (code): a materialized view that is suspended or has lost its table. */
export const materializedViewInvalid = (view: string, reason: string) =>
  compilation("002212", "42601", `Materialized view ${view} is invalid. Invalidation reason: ${reason}`);

/** A: a rule of materialized views that the query breaks (D: Working with materialized views, limitations). */
export const notForMaterializedView = (what: string) =>
  compilation("002269", "0A000", `Invalid materialized view definition. ${what}`);

/** O: 000904, an unset session variable. */
export const noSuchVariable = (name: string) =>
  compilation("002211", "02000", `Session variable '$${name}' does not exist`);

/** O (text), A (code): CREATE TABLE … AS with a column list of another length than the query's. */
export const columnListMismatch = (declared: number, produced: number) =>
  compilation("002026", "42601", `Invalid column definition list: ${declared} column(s) for a query of ${produced}`);

/** O: 001492, a policy that is in use. `where` as in "ACCOUNT", "USER with name ANA". */
export const policyAttached = (verb: string, kind: string, name: string, where: string) =>
  compilation(
    "001492",
    "42601",
    `Cannot perform ${verb} operation on ${kind} ${name}. The policy is attached to ${where}. ` +
      `Unset the ${kind} from ${where.split(" ")[0] ?? where} and try the ${verb} operation again.`,
  );

/** O: 390420 (text and code). */
export const addressNotAllowed = (address: string) =>
  new SnowflakeError(
    "390420",
    "08001",
    "LOGIN",
    `Incoming request with IP/Token ${address} is not allowed to access Snowflake. Contact your account administrator.`,
  );

/** O (text), A (code): a policy that would keep out the one who sets it. */
export const policyLocksOut = (name: string, address: string) =>
  compilation(
    "001487",
    "42601",
    `Network policy ${name} cannot be activated. Requestor IP address, ${address}, must be included in the allowed network rules or allowed_ip_list.`,
  );

/** O: 390202, what an authentication policy keeps out. */
export const authenticationNotAllowed = () =>
  new SnowflakeError(
    "390202",
    "08001",
    "LOGIN",
    "Authentication attempt rejected by the current authentication policy.",
  );

/** A: a sequence whose next value no longer fits 64 bits, a tag that takes no such value, and other limits of objects. */
export const limitExceeded = (what: string) => compilation("001443", "22023", what);

/** O (text), A (code): a property that this type of user can't have. */
export const notForUserType = (property: string, type: string) =>
  compilation("001422", "22023", `Cannot set ${property} on users with TYPE=${type}.`);
