import { type CsvReading, lazySimpleFormat, openCsvFormat } from "./csv";
import type { FileFormat, FileType } from "./file-format";
import type { GlueTable } from "./glue-table";
import { type Refusal, refuse } from "./refusal";

/** How a table's files are read. */
export interface Reading {
  readonly format: FileFormat;
  /** Columns that are named otherwise in JSON than in Glue: Glue's name to the key. */
  readonly keys: ReadonlyMap<string, string>;
}

const routed = (reason: string): Refusal => ({ kind: "ROUTED", reason });

/** Spellings of the text "true". */
const isTrue = (text: string | undefined) => text?.toLowerCase() === "true";

/** Tables that aren't read file by file: as plain files they would show rows that were deleted, or none at all. */
function routeOf({ tableType, parameters, storage }: GlueTable): Refusal | undefined {
  const parameter = (name: string) => parameters[name]?.toLowerCase();
  const classes = `${storage?.inputFormat ?? ""} ${storage?.serde ?? ""}`.toLowerCase();
  const provider = parameter("spark.sql.sources.provider");
  if (parameter("table_type") === "iceberg" || provider === "iceberg" || classes.includes(".iceberg.")) {
    return routed("it is an Iceberg table: the catalog-linked database has it");
  }
  if (parameter("table_type") === "delta" || provider === "delta" || classes.includes(".delta.")) {
    return refuse("it is a Delta table: read as files it shows rows that were deleted; use an Iceberg table over it");
  }
  if (parameter("table_type") === "hudi" || provider === "hudi" || /\.hudi\.|\.hoodie/.test(classes)) {
    return refuse("it is a Hudi table: read as files it shows rows that were changed or deleted");
  }
  if (tableType.toUpperCase() === "VIRTUAL_VIEW" || parameter("presto_view") === "true") {
    return refuse("it is a view: its text is another dialect's, define it in Snowflake");
  }
  return undefined;
}

const plain = (type: FileType, options: FileFormat["options"] = {}): Reading => ({
  format: { type, options },
  keys: new Map(),
});

/** Parameters of the JSON SerDes: what a column is called in the files. */
function jsonReading(parameters: Readonly<Record<string, string>>): Reading | Refusal {
  if (isTrue(parameters["dots.in.keys"])) {
    return refuse(
      "its SerDe takes dots in keys for underscores (dots.in.keys), which can't be told from the column's name",
    );
  }
  const keys = new Map<string, string>();
  for (const [name, value] of Object.entries(parameters)) {
    if (name.startsWith("mapping.")) keys.set(name.slice("mapping.".length), value);
  }
  return { format: { type: "JSON", options: {} }, keys };
}

const csv = (answer: CsvReading): Reading | Refusal =>
  "refused" in answer ? refuse(answer.refused) : plain("CSV", answer.options);

/** SerDe classes by their last part. Source: docs.aws.amazon.com, athena/latest/ug/supported-serdes. */
const SERDES: Readonly<Record<string, (table: GlueTable) => Reading | Refusal>> = {
  ParquetHiveSerDe: () => plain("PARQUET"),
  OrcSerde: () => plain("ORC"),
  AvroSerDe: () => plain("AVRO"),
  JsonSerDe: ({ storage }) => jsonReading(storage?.serdeParameters ?? {}),
  OpenCSVSerde: (table) => csv(openCsvFormat(table)),
  LazySimpleSerDe: (table) => csv(lazySimpleFormat(table)),
};

/** What crawlers and Spark write instead of a SerDe. A hint: it counts only where there is no SerDe. */
const CLASSIFICATIONS: Readonly<Record<string, string>> = {
  parquet: "ParquetHiveSerDe",
  orc: "OrcSerde",
  avro: "AvroSerDe",
  json: "JsonSerDe",
  csv: "LazySimpleSerDe",
};

/**
 * How a table's files are read, by its SerDe, or by its `classification` where it has none.
 * Refused when nothing says it, or Snowflake can't.
 */
export function readingOf(table: GlueTable): Reading | Refusal {
  const route = routeOf(table);
  if (route !== undefined) return route;
  const { storage, parameters } = table;
  if (storage === undefined)
    return refuse("Glue has no storage descriptor for it: it may be a link to another catalog's table");
  const serde = storage.serde.split(".").at(-1) ?? "";
  const classification = (parameters.classification ?? "").toLowerCase();
  const known = serde === "" ? CLASSIFICATIONS[classification] : serde;
  const read = known === undefined || !Object.hasOwn(SERDES, known) ? undefined : SERDES[known];
  if (read !== undefined) return read(table);
  if (serde !== "") return refuse(`Snowflake has no file format for the SerDe ${JSON.stringify(storage.serde)}`);
  return refuse(
    classification === ""
      ? "neither a SerDe nor a classification says how its files are read"
      : `Snowflake has no file format for the classification ${JSON.stringify(classification)}`,
  );
}
