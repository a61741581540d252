import { DataError } from "./native-function";

/** How DuckDB carries an error of ours in its own error's text. */
export function encodeDataError(error: DataError): string {
  return `twin:${error.code}:${error.message}`;
}

/** D: "Numeric value 'x' is not recognized". */
export const numericNotRecognized = (text: string) =>
  new DataError("100038", `Numeric value '${text}' is not recognized`);
export const numericOutOfRange = (text: string) => new DataError("100039", `Numeric value '${text}' is out of range`);
export const booleanNotRecognized = (text: string) =>
  new DataError("100037", `Boolean value '${text}' is not recognized`);
export const dateNotRecognized = (text: string) => new DataError("100040", `Date '${text}' is not recognized`);
export const timeNotRecognized = (text: string) => new DataError("100108", `Time '${text}' is not recognized`);
export const timestampNotRecognized = (text: string) =>
  new DataError("100035", `Timestamp '${text}' is not recognized`);
export const cannotParse = (text: string, type: "date" | "time" | "timestamp", format: string) =>
  new DataError("100096", `Can't parse '${text}' as ${type} with format '${format}'`);
export const divisionByZero = () => new DataError("100051", "Division by zero");
export const numberNotRepresentable = (precision: number, scale: number, value: string) =>
  new DataError(
    "100046",
    `Number out of representable range: type FIXED[SB16](${precision},${scale}){nullable}, value ${value}`,
  );
export const jsonMalformed = (reason: string) => new DataError("100069", `Error parsing JSON: ${reason}`);
export const variantNotCast = (json: string, type: string) =>
  new DataError("100071", `Failed to cast variant value ${json} to ${type}`);
export const textTooLong = (text: string) =>
  new DataError("100078", `String '${text}' is too long and would be truncated`);
export const hexNotLegal = (text: string) =>
  new DataError("100115", `The following string is not a legal hex-encoded value: '${text}'`);
export const base64NotLegal = (text: string) =>
  new DataError("100116", `The following string is not a legal base64-encoded value: '${text}'`);
export const invalidParameterValue = (what: string) => new DataError("100048", what);
/** Something that Snowflake can and the emulator can't, found out while a query runs. */
export const valueNotEmulated = (what: string) =>
  new DataError("000002", `Unsupported feature 'not emulated: ${what}'.`);
