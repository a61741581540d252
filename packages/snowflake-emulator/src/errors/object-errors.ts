import { compilation, SnowflakeError } from "./snowflake-error";

/** O: 002003, missing, or hidden from the active roles. `type` as in "Role", "Integration", "External volume". */
export const doesNotExist = (type: string, name: string) =>
  compilation("002003", "02000", `${type} '${name}' does not exist or not authorized.`);

/** O: 002043, what USE says of a missing object. */
export const operationCannotBePerformed = () =>
  compilation("002043", "02000", "Object does not exist, or operation cannot be performed.");

/** O: 002203, DROP and the like of a table that is a view, and so on. */
export const wrongObjectType = (found: string, wanted: string) =>
  compilation("002203", "02000", `Object found is of type '${found}', not specified type '${wanted}'.`);

/** O: 002002. */
export const alreadyExists = (name: string) => compilation("002002", "42710", `Object '${name}' already exists.`);

/** D: 002029, a required property is absent. */
export const missingProperty = (property: string) => compilation("002029", "42601", `Missing option(s): [${property}]`);

/** O: 002141, an unknown function. */
export const unknownFunction = (name: string) => compilation("002141", "42601", `Unknown function ${name}`);

/** A: an object that others use. */
export const inUse = (type: string, name: string, by: string) =>
  compilation("002037", "42601", `${type} '${name}' can not be dropped or replaced: it is used by ${by}.`);

/** O: 002049, a placeholder without a value. Line counts from 1, position from 0. `placeholder` as in "?" or ":2". */
export const bindNotSet = (line: number, position: number, placeholder: string) =>
  new SnowflakeError(
    "002049",
    "42601",
    "COMPILATION",
    `SQL compilation error: error line ${line} at position ${position}\nBind variable ${placeholder} not set.`,
  );

/** A: arrays of different lengths bound to one statement. */
export const bindArraysDiffer = (first: number, other: number) =>
  new SnowflakeError(
    "002049",
    "42601",
    "COMPILATION",
    `SQL compilation error:\nArrays bound to one statement must have one length, found ${first} and ${other}.`,
  );

/** O (text), A (code): a word where a data type is expected that names none. */
export const unsupportedDataType = (name: string) => compilation("002040", "42601", `Unsupported data type '${name}'.`);

/** A: a precision, scale or length that a data type can't have. `what` as in "precision of NUMBER". */
export const invalidTypeSize = (what: string, value: number, from: number, to: number) =>
  compilation("002263", "22000", `Invalid ${what}: ${value}. It must be from ${from} to ${to}.`);

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

/** O: 002003 with the state that tables and views have. `type` as in "Object" (in a query), "Table", "View". */
export const relationDoesNotExist = (type: string, name: string) =>
  compilation("002003", "42S02", `${type} '${name}' does not exist or not authorized.`);

/** A: a table without a column, or a column without a type where no query gives one. */
export const missingColumnType = (column: string) =>
  compilation("002016", "22000", `Missing data type of column '${column}'.`);

/** O: 002205, the last column of a table can't go. */
export const lastColumn = (column: string, table: string) =>
  compilation("002205", "0A000", `cannot drop the only column '${column}' of table '${table}'`);

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
