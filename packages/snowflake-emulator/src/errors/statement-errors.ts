import { compilation, SnowflakeError } from "./snowflake-error";

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

/** A: the verification functions look at AWS, and there is none. */
export const noAwsEndpoint = (what: string) =>
  new SnowflakeError(
    "000002",
    "0A000",
    "EXECUTION",
    `${what} reads IAM roles from AWS, and the emulator was started without an AWS endpoint (--aws-endpoint URL).`,
  );

/** O: 000709. */
export const unknownQuery = (id: string) =>
  new SnowflakeError("000709", "02000", "EXECUTION", `Statement ${id} not found`);

/** O (code), A (text): 000710, a result that is no longer kept. */
export const resultExpired = (id: string) =>
  new SnowflakeError("000710", "02000", "EXECUTION", `Result for query ${id} has expired`);

/** D (rule), A (code and text): the SQL API binds no variables in a request of several statements. */
export const bindsWithSeveralStatements = () =>
  new SnowflakeError(
    "000002",
    "0A000",
    "COMPILATION",
    "Unsupported feature 'bind variables in a request of several statements'.",
  );

/** O: 000904, a name that no column has, where it stands. */
export const noSuchColumn = (name: string, line: number, position: number) =>
  new SnowflakeError(
    "000904",
    "42000",
    "COMPILATION",
    `SQL compilation error: error line ${line} at position ${position}\ninvalid identifier '${name}'`,
  );

/** O: 000002, what Snowflake itself does not do. */
export const unsupportedFeature = (feature: string) =>
  compilation("000002", "0A000", `Unsupported feature '${feature}'.`);
