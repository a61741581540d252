import type { TableColumn } from "../../../objects/table";
import { type ColumnPlan, type ResultTable, statusResult, tableOf } from "../../../wire/result-table";
import type { DmlTarget } from "../dml/dml-target";
import type { OnError } from "./copy-options";
import type { CopyFile } from "./load-history";
import type { FileFindings, RowError } from "./row-errors";

/** What becomes of one file. */
export interface FileOutcome {
  readonly file: CopyFile;
  readonly findings: FileFindings;
  readonly status: "LOADED" | "PARTIALLY_LOADED" | "LOAD_FAILED";
}

const parsedRows = ({ rows, errors }: FileFindings) => rows + errors.filter(({ ends }) => ends).length;
const goodRows = ({ rows, errors }: FileFindings) => rows - errors.filter(({ ends }) => !ends).length;

/** From how many errors on a file is not loaded. D: SKIP_FILE_n: equal or more; SKIP_FILE_n%: more. */
function errorLimit(onError: OnError, findings: FileFindings): number {
  const parsed = parsedRows(findings);
  if (onError.kind !== "SKIP_FILE") return onError.kind === "CONTINUE" ? parsed : 1;
  return onError.unit === "ROWS" ? onError.limit : Math.floor((parsed * onError.limit) / 100) + 1;
}

/** Decides about a file by what is wrong with its rows. */
export function outcomeOf(file: CopyFile, findings: FileFindings, onError: OnError): FileOutcome {
  const { errors } = findings;
  const skipped = onError.kind === "SKIP_FILE" && errors.length >= errorLimit(onError, findings);
  if (errors.length === 0) return { file, findings, status: "LOADED" };
  return { file, findings, status: skipped || goodRows(findings) === 0 ? "LOAD_FAILED" : "PARTIALLY_LOADED" };
}

/** O: a column as errors write it: `"T"["A":1]`. */
export function columnShown(target: DmlTarget, columns: readonly TableColumn[], { column }: RowError) {
  const named = column === undefined ? undefined : columns[column - 1];
  return named === undefined ? undefined : `"${target.table.name}"["${named.name}":${column}]`;
}

/** D: COPY INTO, output. */
const plan = (target: DmlTarget, columns: readonly TableColumn[], onError: OnError): ColumnPlan<FileOutcome> => ({
  file: ["text", ({ file }) => file.uri],
  status: ["text", ({ status }) => status],
  rows_parsed: ["fixed", ({ findings }) => parsedRows(findings)],
  rows_loaded: ["fixed", ({ status, findings }) => (status === "LOAD_FAILED" ? 0 : goodRows(findings))],
  error_limit: ["fixed", ({ findings }) => errorLimit(onError, findings)],
  errors_seen: ["fixed", ({ findings }) => findings.errors.length],
  first_error: ["text", ({ findings }) => findings.errors[0]?.problem.message ?? null],
  first_error_line: ["fixed", ({ findings }) => findings.errors[0]?.line ?? null],
  first_error_character: ["fixed", () => null],
  first_error_column_name: [
    "text",
    ({ findings: { errors } }) => (errors[0] === undefined ? null : (columnShown(target, columns, errors[0]) ?? null)),
  ],
});

/** What the statement answers: a row a file, or that there was none. */
export function resultOf(
  target: DmlTarget,
  columns: readonly TableColumn[],
  onError: OnError,
  outcomes: readonly FileOutcome[],
  failedOnly: boolean,
): ResultTable {
  // O: the text.
  if (outcomes.length === 0) return statusResult("Copy executed with 0 files processed.");
  const shown = failedOnly ? outcomes.filter(({ status }) => status !== "LOADED") : outcomes;
  return tableOf(plan(target, columns, onError), shown);
}
