import { types } from "node:util";
import { notEmulated } from "../errors";
import type { FormatValue } from "../objects/file-format";
import { FileProblem } from "./file-problem";

/** Snowflake's names of character sets that the platform knows by other names. */
const LABELS: Readonly<Record<string, string>> = {
  UTF8: "utf-8",
  UTF16: "utf-16le",
  UTF16LE: "utf-16le",
  UTF16BE: "utf-16be",
  ISO88591: "iso-8859-1",
  ISO88592: "iso-8859-2",
  ISO88595: "iso-8859-5",
  ISO88596: "iso-8859-6",
  ISO88597: "iso-8859-7",
  ISO88598: "iso-8859-8",
  ISO885915: "iso-8859-15",
  BIG5: "big5",
  EUCJP: "euc-jp",
  EUCKR: "euc-kr",
  GB18030: "gb18030",
  ISO2022JP: "iso-2022-jp",
  KOI8R: "koi8-r",
  SHIFTJIS: "shift_jis",
};

function labelOf(encoding: string): string {
  const windows = /^WINDOWS(\d+)$/.exec(encoding)?.[1];
  const label = windows === undefined ? LABELS[encoding] : `windows-${windows}`;
  if (label === undefined) throw notEmulated(`files with ENCODING = ${encoding}`);
  return label;
}

/**
 * A file's text by ENCODING, SKIP_BYTE_ORDER_MARK and REPLACE_INVALID_CHARACTERS. Throws FileProblem for bytes that are no text and
 * must not be replaced.
 */
export function decodeText(bytes: Uint8Array, options: Readonly<Record<string, FormatValue>>): string {
  const replaces = options.REPLACE_INVALID_CHARACTERS === true || options.IGNORE_UTF8_ERRORS === true;
  const decoder = new TextDecoder(labelOf(String(options.ENCODING ?? "UTF8")), {
    fatal: !replaces && options.VALIDATE_UTF8 !== false,
    ignoreBOM: options.SKIP_BYTE_ORDER_MARK === false,
  });
  try {
    return decoder.decode(bytes);
  } catch (error) {
    if (!types.isNativeError(error) || error.name !== "TypeError") throw error;
    throw new FileProblem("the file has bytes that are no text of its character set", { cause: error });
  }
}
