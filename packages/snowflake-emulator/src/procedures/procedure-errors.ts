import { type ErrorType, SnowflakeError } from "../errors";

/*
 * What Snowflake says of procedures. Marks as in errors/snowflake-error.ts: D documented, O observed in public logs and test suites that run
 * on real accounts, A assumed. Where only the text is known, the code is an assumption.
 */

const failure = (type: ErrorType, code: string, sqlState: string, message: string) =>
  new SnowflakeError(code, sqlState, type, message);

const compilation = (code: string, sqlState: string, text: string) =>
  failure("COMPILATION", code, sqlState, `SQL compilation error:\n${text}`);

const procedureError = (code: string, message: string, sqlState = "P0000") =>
  failure("EXECUTION", code, sqlState, message);

/** O: 100132, a JavaScript error that a procedure did not catch. `detail`: what was thrown and where. */
export const javaScriptFailed = (detail: string) =>
  procedureError("100132", `JavaScript execution error: Uncaught ${detail}`);

/** O (text), A (code): a body that is no JavaScript; told at the call, not at CREATE (D). */
export const javaScriptInvalid = (detail: string) =>
  procedureError("100131", `JavaScript compilation error: Uncaught ${detail}`);

/** D (text: troubleshooting of JavaScript stored procedures), A (code). */
export const javaScriptOutOfMemory = (procedure: string) =>
  procedureError("100132", `JavaScript out of memory error: UDF thread memory limit exceeded in ${procedure}`);

/** O: 100183, an error of a statement or of the procedures API that a procedure did not catch. */
export const procedureFailed = (procedure: string, message: string, stackTrace: string) =>
  procedureError("100183", `Execution error in store procedure ${procedure}:\n${message}\nAt ${stackTrace}`);

/** O: 090236, a statement that an owner's rights procedure can't run. `type` as in "ALTER_SESSION". */
export const unsupportedInProcedure = (type: string) =>
  procedureError("090236", `Stored procedure execution error: Unsupported statement type '${type}'.`, "42601");

/** O (text), A (code): an owner's rights procedure looks at a session variable. */
export const sessionVariableInProcedure = (name: string) =>
  procedureError(
    "090235",
    `Use of session variable '$${name}' is not allowed in owners rights stored procedure`,
    "42601",
  );

/** O (text), A (code): types that JavaScript has none for. `type` as in "NUMBER(38,0)". */
export const typeNotInJavaScript = (type: string) =>
  compilation("391528", "42601", `Language JAVASCRIPT does not support type '${type}' for argument or return type.`);

/** O (text), A (code): a procedure whose name can't name a JavaScript function. */
export const invalidHandlerName = (name: string) =>
  compilation("391529", "42601", `Invalid UDF function name: '${name}'`);

/** O (text), A (code): arguments whose names can't name JavaScript parameters. */
export const invalidArgumentNames = (names: readonly string[]) =>
  compilation("391530", "42601", `Invalid argument name(s): '${names.join(", ")}'`);

/** O: 002140 and 002141, no procedure or function of this name. `name`: as written, in upper case where it was bare. */
export const unknownRoutine = (name: string, qualified: boolean) =>
  qualified
    ? compilation("002141", "42601", `Unknown user-defined function ${name}.`)
    : compilation("002140", "42601", `Unknown function ${name}.`);

const atCall = (code: string, sqlState: string, text: string) =>
  new SnowflakeError(code, sqlState, "COMPILATION", `SQL compilation error: error line 0 at position -1\n${text}`);

/** O: 001044, no procedure of this name takes these types. */
export const invalidArgumentTypes = (name: string, types: readonly string[]) =>
  atCall("001044", "42P13", `Invalid argument types for function '${name}': (${types.join(", ")})`);

/** O: 000939. `call`: the call as written. */
export const tooManyArguments = (call: string, expected: number, got: number) =>
  atCall("000939", "22023", `too many arguments for function [${call}] expected ${expected}, got ${got}`);

/** O: 000938. */
export const notEnoughArguments = (call: string, expected: number, got: number) =>
  atCall("000938", "22023", `not enough arguments for function [${call}], expected ${expected}, got ${got}`);

/** D: 000949, procedures that a call could not tell apart because of optional arguments. */
export const ambiguousOverload = (type: "PROCEDURE" | "FUNCTION", name: string) =>
  compilation("000949", "42723", `Cannot overload ${type} '${name}' as it would cause ambiguous ${type} overloading.`);
