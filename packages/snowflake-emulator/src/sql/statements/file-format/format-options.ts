import { invalidProperty, invalidValue } from "../../../errors";
import type { FileFormatType, FormatValue } from "../../../objects/file-format";
import type { Cursor } from "../../cursor";
import { boolean, list, oneOf, text, type ValueReader } from "../../properties";

/** One option of a file format type. */
interface FormatOption {
  readonly read: ValueReader<FormatValue>;
  readonly fallback: FormatValue;
}

const option = (read: ValueReader<FormatValue>, fallback: FormatValue): FormatOption => ({ read, fallback });

/** A delimiter or format: a literal, or one of the words NONE and AUTO. */
const textOrWord =
  (...words: readonly string[]): ValueReader<string> =>
  (cursor, property) => {
    if (cursor.peek().kind === "string") {
      const value = cursor.string();
      return words.includes(value.toUpperCase()) ? value.toUpperCase() : value;
    }
    return oneOf(words)(cursor, property);
  };

/** D: up to 20 characters. */
const delimiter: ValueReader<string> = (cursor, property) => {
  const value = textOrWord("NONE")(cursor, property);
  if (value.length > 20) throw invalidValue(value, property);
  return value;
};

const character: ValueReader<string> = (cursor, property) => {
  const value = textOrWord("NONE")(cursor, property);
  if (value !== "NONE" && [...value].length > 1) throw invalidValue(value, property);
  return value;
};

const enclosure: ValueReader<string> = (cursor, property) => {
  const value = character(cursor, property);
  if (!["NONE", "'", '"', ""].includes(value)) throw invalidValue(value, property);
  return value;
};

const count: ValueReader<number> = (cursor, property) => {
  const value = cursor.integer();
  if (value < 0) throw invalidValue(String(value), property);
  return value;
};

const COMPRESSIONS = ["AUTO", "GZIP", "BZ2", "BROTLI", "ZSTD", "DEFLATE", "RAW_DEFLATE", "NONE"] as const;
const ENCODINGS = [
  "UTF8",
  "UTF-8",
  "UTF16",
  "UTF16LE",
  "UTF16BE",
  "UTF32",
  "UTF32LE",
  "UTF32BE",
  "ISO88591",
  "ISO88592",
  "ISO88595",
  "ISO88596",
  "ISO88597",
  "ISO88598",
  "ISO88599",
  "ISO885915",
  "IBM420",
  "IBM424",
  "IBM949",
  "BIG5",
  "EUCJP",
  "EUCKR",
  "GB18030",
  "ISO2022CN",
  "ISO2022JP",
  "ISO2022KR",
  "KOI8R",
  "SHIFTJIS",
  "WINDOWS1250",
  "WINDOWS1251",
  "WINDOWS1252",
  "WINDOWS1253",
  "WINDOWS1254",
  "WINDOWS1255",
  "WINDOWS1256",
  "WINDOWS874",
  "WINDOWS949",
] as const;

const FORMATS = {
  DATE_FORMAT: option(textOrWord("AUTO"), "AUTO"),
  TIME_FORMAT: option(textOrWord("AUTO"), "AUTO"),
  TIMESTAMP_FORMAT: option(textOrWord("AUTO"), "AUTO"),
  BINARY_FORMAT: option(oneOf(["HEX", "BASE64", "UTF8"]), "HEX"),
};

/** D: CREATE FILE FORMAT, the options of each type and their defaults, in the order in which SHOW lists them. */
export const FORMAT_OPTIONS: Readonly<Record<FileFormatType, Readonly<Record<string, FormatOption>>>> = {
  CSV: {
    RECORD_DELIMITER: option(delimiter, "\n"),
    FIELD_DELIMITER: option(delimiter, ","),
    FILE_EXTENSION: option(textOrWord("NONE"), ""),
    SKIP_HEADER: option(count, 0),
    PARSE_HEADER: option(boolean, false),
    ...FORMATS,
    ESCAPE: option(character, "NONE"),
    ESCAPE_UNENCLOSED_FIELD: option(character, "\\"),
    TRIM_SPACE: option(boolean, false),
    FIELD_OPTIONALLY_ENCLOSED_BY: option(enclosure, "NONE"),
    NULL_IF: option(list(text), ["\\N"]),
    COMPRESSION: option(oneOf(COMPRESSIONS), "AUTO"),
    ERROR_ON_COLUMN_COUNT_MISMATCH: option(boolean, true),
    VALIDATE_UTF8: option(boolean, true),
    SKIP_BLANK_LINES: option(boolean, false),
    REPLACE_INVALID_CHARACTERS: option(boolean, false),
    EMPTY_FIELD_AS_NULL: option(boolean, true),
    SKIP_BYTE_ORDER_MARK: option(boolean, true),
    ENCODING: option(oneOf(ENCODINGS, { "UTF-8": "UTF8" }), "UTF8"),
    MULTI_LINE: option(boolean, true),
  },
  JSON: {
    FILE_EXTENSION: option(textOrWord("NONE"), ""),
    ...FORMATS,
    TRIM_SPACE: option(boolean, false),
    NULL_IF: option(list(text), []),
    COMPRESSION: option(oneOf(COMPRESSIONS), "AUTO"),
    ENABLE_OCTAL: option(boolean, false),
    ALLOW_DUPLICATE: option(boolean, false),
    STRIP_OUTER_ARRAY: option(boolean, false),
    STRIP_NULL_VALUES: option(boolean, false),
    IGNORE_UTF8_ERRORS: option(boolean, false),
    REPLACE_INVALID_CHARACTERS: option(boolean, false),
    SKIP_BYTE_ORDER_MARK: option(boolean, true),
    MULTI_LINE: option(boolean, true),
  },
  AVRO: {
    COMPRESSION: option(oneOf(COMPRESSIONS), "AUTO"),
    TRIM_SPACE: option(boolean, false),
    REPLACE_INVALID_CHARACTERS: option(boolean, false),
    NULL_IF: option(list(text), []),
  },
  PARQUET: {
    TRIM_SPACE: option(boolean, false),
    NULL_IF: option(list(text), []),
    COMPRESSION: option(oneOf(["AUTO", "LZO", "SNAPPY", "NONE"]), "AUTO"),
    BINARY_AS_TEXT: option(boolean, true),
    REPLACE_INVALID_CHARACTERS: option(boolean, false),
    USE_LOGICAL_TYPE: option(boolean, false),
    USE_VECTORIZED_SCANNER: option(boolean, false),
  },
};

/** The defaults of a type. */
export function defaultOptions(type: FileFormatType): Readonly<Record<string, FormatValue>> {
  return Object.fromEntries(Object.entries(FORMAT_OPTIONS[type]).map(([name, { fallback }]) => [name, fallback]));
}

/** Reads `NAME = value` of a type's options and COMMENT until something else. Throws 001422 for options of other types. */
export function readFormatOptions(cursor: Cursor, type: FileFormatType) {
  const options: Record<string, FormatValue> = {};
  let comment: string | undefined;
  for (;;) {
    const token = cursor.peek();
    const follows = cursor.peek(1);
    if (token.kind !== "word" || follows.kind !== "symbol" || follows.value !== "=") break;
    const name = cursor.identifier();
    cursor.expectSymbol("=");
    const known = Object.hasOwn(FORMAT_OPTIONS[type], name) ? FORMAT_OPTIONS[type][name] : undefined;
    if (Object.hasOwn(options, name)) throw invalidProperty(name, "it is given twice");
    if (name === "COMMENT") comment = cursor.string();
    else if (known === undefined) throw invalidProperty(name, `file formats of TYPE = ${type} have no such option`);
    else options[name] = known.read(cursor, name);
    cursor.takeSymbol(",");
  }
  return { options, comment };
}

/** Throws for options that exclude each other. D: CREATE FILE FORMAT: delimiters, PARSE_HEADER and SKIP_HEADER, UTF-8 checks. */
export function checkFormatOptions(options: Readonly<Record<string, FormatValue>>): void {
  const { FIELD_DELIMITER: field, RECORD_DELIMITER: record } = options;
  if (typeof field === "string" && typeof record === "string" && field !== "NONE" && record !== "NONE") {
    if (field !== "" && record !== "" && (record.includes(field) || field.includes(record))) {
      throw invalidProperty("FIELD_DELIMITER", "it and RECORD_DELIMITER can't contain each other");
    }
  }
  if (options.PARSE_HEADER === true && Number(options.SKIP_HEADER) > 0) {
    throw invalidProperty("PARSE_HEADER", "it can't be combined with SKIP_HEADER");
  }
  if (options.IGNORE_UTF8_ERRORS === true && options.REPLACE_INVALID_CHARACTERS === true) {
    throw invalidProperty("IGNORE_UTF8_ERRORS", "it can't be combined with REPLACE_INVALID_CHARACTERS");
  }
}
