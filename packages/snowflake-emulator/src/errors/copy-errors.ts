import { compilation, SnowflakeError } from "./snowflake-error";

/** What a row of a file has to say for itself. */
export interface RowProblem {
  readonly code: string;
  readonly sqlState: string;
  readonly message: string;
}

/** O: what is written below the first error of a load that ends with it. */
const ADVICE =
  "If you would like to continue loading when an error is encountered, use other values such as 'SKIP_FILE' or 'CONTINUE' for the ON_ERROR option. For more information on loading options, please run 'info loading_data' in a SQL client.";

/** O: the first error of a load with ON_ERROR = ABORT_STATEMENT. @param column as in `"T"["A":1]`; undefined: it is about the row */
export const loadAborted = (
  { code, sqlState, message }: RowProblem,
  place: { readonly file: string; readonly line: number; readonly row: number; readonly column: string | undefined },
) =>
  new SnowflakeError(
    code,
    sqlState,
    "EXECUTION",
    [
      message,
      `  File '${place.file}', line ${place.line}`,
      `  Row ${place.row}${place.column === undefined ? "" : `, column ${place.column}`}`,
      `  ${ADVICE}`,
    ].join("\n"),
  );

/** O: 100080. */
export const columnCountMismatch = (inFile: number, inTable: number): RowProblem => ({
  code: "100080",
  sqlState: "22000",
  message: `Number of columns in file (${inFile}) does not match that of the corresponding table (${inTable}), use file format option error_on_column_count_mismatch=false to ignore this error`,
});

/** A (code and text): a file that can't be read on from here. O: parse errors have codes of 1000xx. */
export const fileNotParsed = (reason: string): RowProblem => ({
  code: "100069",
  sqlState: "22P02",
  message: `Error parsing file: ${reason}`,
});

/** O (text), A (code): formats other than CSV without MATCH_BY_COLUMN_NAME. */
export const onlyOneVariant = (format: string) =>
  compilation(
    "002019",
    "0A000",
    `${format} file format can produce one and only one column of type variant, object, or array. Load data into separate columns using the MATCH_BY_COLUMN_NAME copy option or copy with transformation.`,
  );

/** D (rule), A (code and text): options that don't go together, and values that are too many. */
export const copyOptionsConflict = (reason: string) => compilation("001422", "22023", reason);
