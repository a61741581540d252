import { invalidProperty } from "../../../errors";
import type { FileFormatType, FormatValue } from "../../../objects/file-format";
import type { FormatSource } from "../../../objects/stage";
import { Cursor } from "../../cursor";
import { locate, type Path } from "../../names";
import type { ExecutionContext } from "../../statement";
import { tokenize } from "../../tokenizer";
import { readFormatType } from "./file-format-statements";
import { checkFormatOptions, defaultOptions, readFormatOptions } from "./format-options";

/** FILE_FORMAT as a statement writes it. */
export type WrittenFormat =
  | { readonly kind: "NAMED"; readonly path: Path }
  | {
      readonly kind: "INLINE";
      readonly type: FileFormatType;
      readonly options: Readonly<Record<string, FormatValue>>;
    };

/** A file format's name: an identifier, or one in a string literal. */
function readName(cursor: Cursor): WrittenFormat {
  if (cursor.peek().kind !== "string") return { kind: "NAMED", path: cursor.path(3) };
  const inside = new Cursor(tokenize(cursor.string()));
  const path = inside.path(3);
  inside.end();
  return { kind: "NAMED", path };
}

/** The type that the options up to the closing parenthesis name, wherever among them. */
function typeAhead(cursor: Cursor): FileFormatType | undefined {
  let depth = 0;
  for (let ahead = 0; cursor.peek(ahead).kind !== "end" && depth >= 0; ahead += 1) {
    const { kind, value } = cursor.peek(ahead);
    if (kind === "symbol" && value === "(") depth += 1;
    if (kind === "symbol" && value === ")") depth -= 1;
    if (kind !== "word" || value !== "TYPE" || cursor.peek(ahead + 1).value !== "=") continue;
    return readFormatType(new Cursor(cursor.tokens.slice(cursor.position + ahead)));
  }
  return undefined;
}

/** Reads what stands behind `FILE_FORMAT =`: `( FORMAT_NAME = 'f' | [TYPE = t] option = value … )` or a name. */
export function readFormatSource(cursor: Cursor): WrittenFormat {
  if (!cursor.takeSymbol("(")) return readName(cursor);
  if (cursor.take("FORMAT_NAME")) {
    cursor.expectSymbol("=");
    const named = readName(cursor);
    // D: FORMAT_NAME and TYPE are mutually exclusive.
    if (!cursor.isSymbol(")")) throw invalidProperty("FORMAT_NAME", "it goes with no other option");
    cursor.expectSymbol(")");
    return named;
  }
  const type = typeAhead(cursor) ?? "CSV";
  const options: Record<string, FormatValue> = {};
  while (!cursor.takeSymbol(")")) {
    const before = cursor.position;
    if (cursor.isWords("TYPE")) readFormatType(cursor);
    const read = readFormatOptions(cursor, type);
    if (read.comment !== undefined) throw invalidProperty("COMMENT", "it is no option of a file format here");
    Object.assign(options, read.options);
    if (cursor.position === before) throw cursor.unexpected();
  }
  const all = { ...defaultOptions(type), ...options };
  checkFormatOptions(all);
  return { kind: "INLINE", type, options: all };
}

/** The format of an object that is made of it. D: a named one needs USAGE. Throws 002003 and 003001. */
export function resolveFormat(context: ExecutionContext, written: WrittenFormat): FormatSource {
  if (written.kind === "INLINE") return written;
  const location = locate(context, "FILE_FORMAT", written.path, "USE FILE FORMAT");
  const format = context.access.require("FILE_FORMAT", location.name, ["USAGE"], undefined, location);
  return { kind: "NAMED", formatId: format.id };
}
