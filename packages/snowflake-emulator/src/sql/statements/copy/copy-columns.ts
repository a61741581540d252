import { copyOptionsConflict, onlyOneVariant } from "../../../errors";
import type { FormatValue } from "../../../objects/file-format";
import type { TableColumn } from "../../../objects/table";
import { quoteText } from "../../../query/physical-name";
import type { FileOptions } from "../../../stage/stage-access";
import { compileOverBase } from "../../relations/external-columns";
import { assign, type ColumnValue } from "../dml/column-value";
import type { DmlContext, DmlTarget } from "../dml/dml-target";

/** How the values of a file get into columns. */
export interface ColumnMapping {
  readonly format: FileOptions;
  readonly match: "NONE" | "CASE_SENSITIVE" | "CASE_INSENSITIVE";
  /** Texts that are too long are cut (D: TRUNCATECOLUMNS, ENFORCE_LENGTH). */
  readonly truncate: boolean;
}

const STRUCTURED: ReadonlySet<string> = new Set(["VARIANT", "OBJECT", "ARRAY"]);
const asLiteral = (text: string) => `'${text.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`;

const explicit = (value: FormatValue | undefined) =>
  typeof value === "string" && value !== "AUTO" ? asLiteral(value) : undefined;

/** A field of a CSV file as what its column takes: by the formats of the file, where it names any (D: CREATE FILE FORMAT). */
function fieldExpression({ type }: TableColumn, number: number, options: FileOptions["options"]): string {
  const field = `VALUE:c${number}::VARCHAR`;
  const by = (name: string, option: FormatValue | undefined) => {
    const format = explicit(option);
    return format === undefined ? field : `${name}(${field}, ${format})`;
  };
  switch (type.kind) {
    case "DATE":
      return by("TO_DATE", options.DATE_FORMAT);
    case "TIME":
      return by("TO_TIME", options.TIME_FORMAT);
    case "TIMESTAMP_NTZ":
    case "TIMESTAMP_LTZ":
    case "TIMESTAMP_TZ":
      return by(`TO_${type.kind}`, options.TIMESTAMP_FORMAT);
    case "BINARY":
      return `TO_BINARY(${field}, ${asLiteral(String(options.BINARY_FORMAT ?? "HEX"))})`;
    case "VARIANT":
      return `PARSE_JSON(${field})`;
    case "OBJECT":
    case "ARRAY":
      return `PARSE_JSON(${field})::${type.kind}`;
    default:
      return field;
  }
}

/** A value of an object as what its column takes. */
const structuredExpression = ({ type }: TableColumn, value: string) =>
  type.kind === "OBJECT" || type.kind === "ARRAY" ? `${value}::${type.kind}` : value;

function expressions(columns: readonly TableColumn[], { format, match }: ColumnMapping): readonly string[] {
  if (match !== "NONE") {
    if (format.type === "CSV") {
      throw copyOptionsConflict("MATCH_BY_COLUMN_NAME needs PARSE_HEADER = TRUE for CSV files.");
    }
    const get = match === "CASE_SENSITIVE" ? "GET" : "GET_IGNORE_CASE";
    return columns.map((column) => structuredExpression(column, `${get}(VALUE, ${asLiteral(column.name)})`));
  }
  if (format.type === "CSV") return columns.map((column, index) => fieldExpression(column, index + 1, format.options));
  const [column, ...more] = columns;
  if (column === undefined || more.length > 0 || !STRUCTURED.has(column.type.kind)) throw onlyOneVariant(format.type);
  return [structuredExpression(column, "VALUE")];
}

/** The values of columns over a file's rows. Throws 002019 where a format gives one value only. */
export async function copiedColumns(
  dml: DmlContext,
  target: DmlTarget,
  columns: readonly TableColumn[],
  mapping: ColumnMapping,
): Promise<readonly ColumnValue[]> {
  const values: ColumnValue[] = [];
  for (const [index, expression] of expressions(columns, mapping).entries()) {
    const column = columns[index];
    if (column === undefined) throw new RangeError(`there is no column for ${quoteText(expression)}`);
    const { type } = column;
    const cut = mapping.truncate && type.kind === "TEXT" && type.length !== undefined;
    const text = cut ? `LEFT((${expression})::VARCHAR, ${type.length})` : expression;
    values.push(assign(dml, target, column, await compileOverBase(dml.scope, text)));
  }
  return values;
}
