import type { SnowflakeObject } from "./snowflake-object";

export type FileFormatType = "CSV" | "JSON" | "AVRO" | "PARQUET";

/** The value of an option. A list is that of NULL_IF. */
export type FormatValue = string | number | boolean | readonly string[];

/** A file format with every option of its type. */
export interface FileFormat extends SnowflakeObject {
  readonly type: FileFormatType;
  /** By name, in documented order; defaults included. */
  options: Readonly<Record<string, FormatValue>>;
}
