import { copyOptionsConflict, invalidProperty, invalidValue, notEmulated } from "../../../errors";
import type { Cursor } from "../../cursor";
import {
  boolean,
  integer,
  list,
  oneOf,
  type Properties,
  readProperties,
  text,
  type ValueReader,
} from "../../properties";
import { readStageReference, type StageReference } from "../../stage-reference";
import { readFormatSource } from "../file-format/format-source";

/** What happens when a row can't be loaded. D: COPY INTO, ON_ERROR. */
export type OnError =
  | { readonly kind: "ABORT_STATEMENT" | "CONTINUE" }
  /** The file is left out when so many rows, or more than so many percent of them, can't be loaded. */
  | { readonly kind: "SKIP_FILE"; readonly limit: number; readonly unit: "ROWS" | "PERCENT" };

const onError: ValueReader<OnError> = (cursor, property) => {
  const written = cursor.peek().kind === "string" ? cursor.string() : cursor.identifier();
  const upper = written.toUpperCase();
  if (upper === "ABORT_STATEMENT" || upper === "CONTINUE") return { kind: upper };
  if (upper === "SKIP_FILE") return { kind: "SKIP_FILE", limit: 1, unit: "ROWS" };
  const [, digits, percent] = /^SKIP_FILE_(\d+)(%?)$/.exec(upper) ?? [];
  if (digits === undefined || Number(digits) === 0) throw invalidValue(written, property);
  return { kind: "SKIP_FILE", limit: Number(digits), unit: percent === "%" ? "PERCENT" : "ROWS" };
};

/** An option that changes nothing with this value, and is not built with any other. */
const only =
  (allowed: boolean): ValueReader<boolean> =>
  (cursor, property) => {
    const value = boolean(cursor, property);
    if (value !== allowed) throw notEmulated(`COPY INTO … ${property} = ${String(value).toUpperCase()}`);
    return value;
  };

const refused: ValueReader<never> = (_cursor, property) => {
  throw notEmulated(`COPY INTO … ${property}`);
};

const SPEC = {
  FILES: list(text),
  PATTERN: text,
  FILE_FORMAT: readFormatSource,
  ON_ERROR: onError,
  SIZE_LIMIT: integer,
  PURGE: only(false),
  RETURN_FAILED_ONLY: boolean,
  MATCH_BY_COLUMN_NAME: oneOf(["NONE", "CASE_SENSITIVE", "CASE_INSENSITIVE"]),
  ENFORCE_LENGTH: boolean,
  TRUNCATECOLUMNS: boolean,
  FORCE: boolean,
  LOAD_UNCERTAIN_FILES: only(false),
  VALIDATION_MODE: refused,
  INCLUDE_METADATA: refused,
  FILE_PROCESSOR: refused,
  LOAD_MODE: refused,
};

/** What a COPY INTO says besides its table. */
export interface CopyOptions {
  readonly from: StageReference;
  readonly given: Properties<typeof SPEC>;
}

/** D: up to so many names. */
const MOST_FILES = 1_000;

/** Reads `FROM @stage[/path] option = value …` to the end of the statement. Throws 000002 for sources that are not built. */
export function readCopyOptions(cursor: Cursor): CopyOptions {
  cursor.expect("FROM");
  const source = cursor.peek();
  if (source.kind === "symbol" && source.value === "(") throw notEmulated("COPY INTO … FROM (SELECT …)");
  if (source.kind === "string" && !source.value.startsWith("@")) throw notEmulated("COPY INTO … FROM 's3://…'");
  const from = readStageReference(cursor, { quoted: true });
  const given = readProperties(cursor, SPEC);
  if (given.FILES !== undefined && (given.FILES.length === 0 || given.FILES.length > MOST_FILES)) {
    throw invalidProperty("FILES", `1 to ${MOST_FILES} names can be given`);
  }
  if (given.FILES !== undefined && given.PATTERN !== undefined) {
    throw copyOptionsConflict("FILES and PATTERN can't be combined.");
  }
  if (given.SIZE_LIMIT !== undefined && given.SIZE_LIMIT < 1)
    throw invalidValue(String(given.SIZE_LIMIT), "SIZE_LIMIT");
  return { from, given };
}
