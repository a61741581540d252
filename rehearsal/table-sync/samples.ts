import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Column, TableInput } from "@aws-sdk/client-glue";
import { Engine } from "../../packages/iceberg/src/index";
import { stringLiteral } from "../../sql/literal";
import type { SyncPlace } from "./place";

/** The formats of the rehearsal's tables. */
export type Format = "csv" | "json" | "parquet";

const STORED: Readonly<
  Record<Format, { readonly serde: string; readonly parameters: Readonly<Record<string, string>> }>
> = {
  csv: { serde: "org.apache.hadoop.hive.serde2.OpenCSVSerde", parameters: { separatorChar: ",", quoteChar: '"' } },
  json: { serde: "org.openx.data.jsonserde.JsonSerDe", parameters: {} },
  parquet: { serde: "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe", parameters: {} },
};

/** What a table is in Glue. */
export interface Shape {
  readonly name: string;
  readonly format: Format;
  /** Such as `s3://bucket/raw/orders/`. */
  readonly location: string;
  /** Name to Hive type, in the order of the fields. */
  readonly columns: Readonly<Record<string, string>>;
  /** As columns. Default: it has no partitions. */
  readonly partitionKeys?: Readonly<Record<string, string>>;
  /** Table parameters. Default: none. */
  readonly parameters?: Readonly<Record<string, string>>;
}

/** Glue's own description of a table, as crawlers and Spark write it. */
export function tableInput({ name, format, location, columns, partitionKeys, parameters }: Shape): TableInput {
  const { serde, parameters: serdeParameters } = STORED[format];
  return {
    Name: name,
    TableType: "EXTERNAL_TABLE",
    Parameters: { ...(format === "csv" ? { "skip.header.line.count": "1" } : {}), ...parameters },
    PartitionKeys: columnList(partitionKeys ?? {}),
    StorageDescriptor: {
      Columns: columnList(columns),
      Location: location,
      SerdeInfo: { SerializationLibrary: serde, Parameters: { ...serdeParameters } },
    },
  };
}

const columnList = (columns: Readonly<Record<string, string>>): Column[] =>
  Object.entries(columns).map(([Name, Type]) => ({ Name, Type }));

/** A CSV file with quotes, a comma in a value and a field that no column reads at first. */
export const ORDERS = 'id,item,paid,note\n1,"lamp, small",19.90,first\n2,"say ""hi""",,second\n';

/** A JSON file with another case of a key, an array and an absent value. */
export const VISITS = '{"Id": 1, "page": "/a", "tags": ["new", "x"]}\n{"Id": 2, "tags": []}\n';
/** What the columns `id` and `page` of such a file hold. */
export const VISITS_ROWS = [
  ["1", "/a"],
  ["2", null],
];

/** A table over a folder of such files, without a column for the array. */
export const visitsIn = ({ folder }: Pick<SyncPlace, "folder">, name: string): Shape => ({
  name,
  format: "json",
  location: folder(name).url,
  columns: { id: "int", page: "string" },
});

/** A Parquet file with a decimal, a date and a NULL. */
export function pricesParquet(): Promise<Buffer> {
  return parquet(
    "SELECT * FROM (VALUES (1, 19.90::DECIMAL(10,2), DATE '2026-02-01'), (2, NULL, DATE '2026-02-02')) AS t(id, price, since)",
  );
}

async function parquet(query: string): Promise<Buffer> {
  const folder = await mkdtemp(path.join(tmpdir(), "twinberg-parquet-"));
  const engine = await Engine.start({ threads: 1, memoryLimit: "200MB" });
  try {
    const file = path.join(folder, "data.parquet");
    await engine.run(`COPY (${query}) TO ${stringLiteral(file)} (FORMAT parquet)`);
    return await readFile(file);
  } finally {
    engine.close();
    await rm(folder, { recursive: true, force: true });
  }
}
