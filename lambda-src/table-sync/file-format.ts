import { stringLiteral } from "../../sql/literal";

/** File types that external tables read. */
export const FILE_TYPES = ["PARQUET", "ORC", "AVRO", "JSON", "CSV"] as const;

/** Type of a file. */
export type FileType = (typeof FILE_TYPES)[number];

/** Value of an option: a literal, a list of literals, a keyword such as NONE, a number or a truth. */
export type FormatValue = { readonly text: string } | { readonly texts: readonly string[] } | "NONE" | number | boolean;

/** A file format as it stands in an external table. Source: docs.snowflake.com, sql-reference/sql/create-external-table. */
export interface FileFormat {
  readonly type: FileType;
  /** By name, in the order in which they are written. Those that are absent have Snowflake's defaults. */
  readonly options: Readonly<Record<string, FormatValue>>;
}

/** What stands in FILE_FORMAT's parentheses. */
export function renderFormat({ type, options }: FileFormat): string {
  return [`TYPE = ${type}`, ...Object.entries(options).map(([name, value]) => `${name} = ${render(value)}`)].join(" ");
}

function render(value: FormatValue): string {
  if (typeof value === "string") return value;
  if (typeof value === "boolean") return value ? "TRUE" : "FALSE";
  if (typeof value === "number") return String(value);
  return "text" in value ? stringLiteral(value.text) : `(${value.texts.map(stringLiteral).join(", ")})`;
}
