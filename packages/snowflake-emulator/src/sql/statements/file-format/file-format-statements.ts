import { invalidProperty, missingProperty, notEmulated } from "../../../errors";
import type { FileFormat, FileFormatType } from "../../../objects/file-format";
import { type ColumnPlan, tableOf } from "../../../wire/result-table";
import { Cursor } from "../../cursor";
import { locate } from "../../names";
import { alterObject, createObject, readCreateHead, readTarget, rename } from "../../object-statements";
import { oneOf } from "../../properties";
import type { InSchema } from "../../schema-objects";
import { commonColumns, showInSchema } from "../../show-in-schema";
import type { ExecutionContext, StatementKind } from "../../statement";
import { checkFormatOptions, defaultOptions, FORMAT_OPTIONS, readFormatOptions } from "./format-options";
import { SHOWN_OPTION_COLUMNS, type ShownOption } from "./shown-option";

const TYPES = ["CSV", "JSON", "PARQUET", "AVRO", "ORC", "XML", "CUSTOM"] as const;

/** Reads `TYPE = t`. Throws 000002 for types that are not built. */
export function readFormatType(cursor: Cursor): FileFormatType | undefined {
  if (!cursor.take("TYPE")) return undefined;
  cursor.expectSymbol("=");
  const type = oneOf(TYPES)(cursor, "TYPE");
  if (type === "ORC" || type === "XML" || type === "CUSTOM") {
    throw notEmulated(`file formats of TYPE = ${type}`);
  }
  cursor.takeSymbol(",");
  return type;
}

/** Reads options, with TYPE anywhere among them. */
function readTypeAndOptions(cursor: Cursor) {
  // TYPE decides which options there are, and may stand behind them.
  const at = cursor.tokens.findIndex(
    (token, index) => token.kind === "word" && token.value === "TYPE" && cursor.tokens[index + 1]?.value === "=",
  );
  const type = at < 0 ? undefined : readFormatType(new Cursor(cursor.tokens.slice(at)));
  const known: FileFormatType = type ?? "CSV";
  readFormatType(cursor);
  const before = readFormatOptions(cursor, known);
  return { type, ...before };
}

/** CREATE [OR REPLACE] FILE FORMAT [IF NOT EXISTS] name TYPE = { CSV | JSON | AVRO | PARQUET } [option = value …] [COMMENT = '…'] */
const createFileFormat: StatementKind = {
  leading: "CREATE FILE FORMAT",
  remark: "CSV, JSON, AVRO, PARQUET",
  parse(cursor) {
    const head = readCreateHead(cursor, "FILE FORMAT", 3);
    const { type, options, comment } = readTypeAndOptions(cursor);
    return (context) => {
      if (type === undefined) throw missingProperty("TYPE");
      const all = { ...defaultOptions(type), ...options };
      checkFormatOptions(all);
      return createObject(context, "FILE_FORMAT", head, "CREATE FILE FORMAT", (base) => ({
        ...base,
        type,
        options: all,
        comment: comment ?? null,
      }));
    };
  },
};

/** ALTER FILE FORMAT [IF EXISTS] name { RENAME TO name | SET option = value … [COMMENT = '…'] | UNSET COMMENT } */
const alterFileFormat: StatementKind = {
  leading: "ALTER FILE FORMAT",
  parse(cursor) {
    const target = readTarget(cursor, "ALTER", "FILE FORMAT", 3);
    if (cursor.take("RENAME TO")) {
      const path = cursor.path(3);
      return (context) =>
        alterObject(context, "FILE_FORMAT", target, "OWNERSHIP", (format) =>
          rename(context, "FILE_FORMAT", format, path),
        );
    }
    if (cursor.take("UNSET COMMENT")) {
      return (context) =>
        alterObject(context, "FILE_FORMAT", target, "OWNERSHIP", (format) => {
          format.comment = null;
        });
    }
    cursor.expect("SET");
    if (cursor.isWords("TYPE")) throw invalidProperty("TYPE", "the type of a file format can't be changed");
    // Which options there are depends on the format's type: they are read again when it is known.
    const rest = cursor.tokens.slice(cursor.tokens.indexOf(cursor.peek()));
    while (!cursor.isEnd()) cursor.next();
    return (context) =>
      alterObject(context, "FILE_FORMAT", target, "OWNERSHIP", (format) => {
        const inside = new Cursor(rest);
        const { options, comment } = readFormatOptions(inside, format.type);
        if (!inside.isEnd() || (Object.keys(options).length === 0 && comment === undefined)) throw inside.unexpected();
        const all = { ...format.options, ...options };
        checkFormatOptions(all);
        format.options = all;
        format.comment = comment ?? format.comment;
      });
  },
};

/** Options as SHOW writes them: a missing file extension is null. */
function shownOptions({ type, options }: FileFormat): string {
  const entries = Object.entries(options).map(([name, value]) => [
    name,
    name === "FILE_EXTENSION" && value === "" ? null : value,
  ]);
  return JSON.stringify({ TYPE: type, ...Object.fromEntries(entries) });
}

function columns(context: ExecutionContext): ColumnPlan<InSchema<FileFormat>> {
  const common = commonColumns<FileFormat>(context);
  return {
    created_on: common.created_on,
    name: common.name,
    database_name: common.database_name,
    schema_name: common.schema_name,
    type: ["text", ({ object }) => object.type],
    owner: common.owner,
    comment: common.comment,
    format_options: ["text", ({ object }) => shownOptions(object)],
    owner_role_type: common.owner_role_type,
  };
}

interface OptionRow extends ShownOption {
  readonly name: string;
}

const OPTION_COLUMNS: ColumnPlan<OptionRow> = {
  property: ["text", ({ name }) => name],
  ...SHOWN_OPTION_COLUMNS,
};

/** DESCRIBE FILE FORMAT name */
const describeFileFormat: StatementKind = {
  leading: "DESCRIBE FILE FORMAT",
  parse(cursor) {
    const target = readTarget(cursor, cursor.peek().value, "FILE FORMAT", 3);
    return (context) => {
      const location = locate(context, "FILE_FORMAT", target.path, "DESCRIBE FILE FORMAT");
      const format = context.access.require("FILE_FORMAT", location.name, "VISIBLE", undefined, location);
      const options = Object.entries(FORMAT_OPTIONS[format.type]).map(([name, { fallback }]) => ({
        name,
        value: format.options[name] ?? fallback,
        fallback,
      }));
      return tableOf(OPTION_COLUMNS, [{ name: "TYPE", value: format.type, fallback: "CSV" }, ...options]);
    };
  },
};

export const fileFormatStatements: readonly StatementKind[] = [
  createFileFormat,
  alterFileFormat,
  describeFileFormat,
  showInSchema("FILE_FORMAT", "FILE FORMATS", columns),
];
