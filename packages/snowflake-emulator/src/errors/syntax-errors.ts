import { compilation, SnowflakeError } from "./snowflake-error";

/** O: 001003, a token that the grammar does not allow. Line counts from 1, position from 0. */
export const syntaxError = (line: number, position: number, unexpected: string) =>
  compilation("001003", "42000", `syntax error line ${line} at position ${position} unexpected '${unexpected}'.`);

/** O: 001003, a literal or comment that never ends. */
export const parseError = (line: number, position: number, near: string) =>
  compilation("001003", "42000", `parse error line ${line} at position ${position} near '${near}'.`);

/** O: 001008 for a name that is longer than 255 characters or empty. */
export const invalidIdentifier = (name: string) =>
  compilation("001008", "22023", `invalid identifier '${name}': an identifier has 1 to 255 characters`);

/** O: 001008, a value outside of what a property or parameter takes. */
export const invalidValue = (value: string, property: string) =>
  compilation("001008", "22023", `invalid value [${value}] for parameter '${property}'`);

/** A: a property that goes with another one only, or twice in one list. */
export const invalidProperty = (property: string, reason: string) =>
  compilation("001422", "22023", `invalid property '${property}': ${reason}`);

/** O: 001420, an unknown parameter. */
export const unknownParameter = (name: string) => compilation("001420", "22023", `invalid parameter '${name}'`);

/** A: expressions in expressions, or queries in queries, deeper than the emulator follows. */
export const nestedTooDeeply = (line: number, position: number, limit: number) =>
  compilation(
    "001003",
    "42000",
    `error line ${line} at position ${position}\nthe statement is nested too deeply: the emulator reads ${limit} levels.`,
  );

/** O (text), A (code): a WHEN clause of MERGE after one that takes every row. */
export const unreachableMergeCase = (line: number, position: number) =>
  new SnowflakeError(
    "001003",
    "42000",
    "COMPILATION",
    `SQL compilation error: error line ${line} at position ${position}\nUnreachable merge case.`,
  );

/** O: 001457, a second primary key. */
export const primaryKeyExists = (table: string) =>
  compilation("001457", "42601", `primary key already exists for table '${table}'`);

/** O: 001492, a policy that is in use. `where` as in "ACCOUNT", "USER with name ANA". */
export const policyAttached = (verb: string, kind: string, name: string, where: string) =>
  compilation(
    "001492",
    "42601",
    `Cannot perform ${verb} operation on ${kind} ${name}. The policy is attached to ${where}. ` +
      `Unset the ${kind} from ${where.split(" ")[0] ?? where} and try the ${verb} operation again.`,
  );

/** O (text), A (code): a policy that would keep out the one who sets it. */
export const policyLocksOut = (name: string, address: string) =>
  compilation(
    "001487",
    "42601",
    `Network policy ${name} cannot be activated. Requestor IP address, ${address}, must be included in the allowed network rules or allowed_ip_list.`,
  );

/** A: a sequence whose next value no longer fits 64 bits, a tag that takes no such value, and other limits of objects. */
export const limitExceeded = (what: string) => compilation("001443", "22023", what);

/** O (text), A (code): a property that this type of user can't have. */
export const notForUserType = (property: string, type: string) =>
  compilation("001422", "22023", `Cannot set ${property} on users with TYPE=${type}.`);
