import fc from "fast-check";
import type { GlueColumn, GluePartition, GlueTable } from "../../../lambda-src/table-sync/glue-table";
import { glueTable, identityOf, stored } from "./fakes";

const HIVE = "org.apache.hadoop.hive";
const PRIMITIVES = [
  "string",
  "int",
  "bigint",
  "double",
  "boolean",
  "date",
  "timestamp",
  "binary",
  "decimal(10,2)",
  "varchar(7)",
  "char(3)",
];

/** Names as nobody would want them: keywords, quotes, statements, blanks, letters of all kinds. */
export const hostileName: fc.Arbitrary<string> = fc
  .oneof(
    fc.constantFrom(
      "order",
      "values",
      "1st",
      "a-b",
      'x"; drop table t; --',
      "it's",
      "back\\slash",
      "%_",
      "emptyÿ",
      "日本",
      "a b",
      "/*",
      "$$",
      "maß",
    ),
    fc.string({ minLength: 1, maxLength: 20, unit: "binary" }),
    fc.string({ minLength: 1, maxLength: 12, unit: fc.constantFrom(..."\"'\\();@`.,-*/\n$%_ az") }),
  )
  .map((name) => name.toLowerCase());

/** Types, nested and wrong ones too. */
export const hiveType: fc.Arbitrary<string> = fc.letrec<{ type: string }>((tie) => ({
  type: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.oneof(
      fc.constantFrom(...PRIMITIVES, "interval_day_time", "void", "geometry", "decimal(50,2)", "", "array<"),
      hostileName,
    ),
    tie("type").map((element) => `array<${element}>`),
    fc.tuple(tie("type"), tie("type")).map(([key, value]) => `map<${key},${value}>`),
    fc
      .array(tie("type"), { minLength: 1, maxLength: 3 })
      .map((types) => `struct<${types.map((type, index) => `f${index}:${type}`).join()}>`),
    fc.array(tie("type"), { minLength: 1, maxLength: 3 }).map((types) => `uniontype<${types.join()}>`),
  ),
})).type;

const parameters = fc.dictionary(
  fc.constantFrom(
    "field.delim",
    "escape.delim",
    "separatorChar",
    "quoteChar",
    "escapeChar",
    "serialization.null.format",
    "line.delim",
    "mapping.a",
    "serialization.encoding",
  ),
  fc.oneof(
    fc.constantFrom(",", "|", "\\t", "\\001", '"', "'", "\\", "1", "\n", "utf-8"),
    fc.string({ maxLength: 3, unit: "binary" }),
  ),
);

const serde = fc.constantFrom(
  `${HIVE}.ql.io.parquet.serde.ParquetHiveSerDe`,
  `${HIVE}.ql.io.orc.OrcSerde`,
  `${HIVE}.serde2.avro.AvroSerDe`,
  "org.openx.data.jsonserde.JsonSerDe",
  `${HIVE}.serde2.OpenCSVSerde`,
  `${HIVE}.serde2.lazy.LazySimpleSerDe`,
  "com.example.Unknown",
  "",
);

/** Any table. */
export const anyTable: fc.Arbitrary<GlueTable> = fc
  .record({
    table: hostileName,
    columns: fc.array(fc.record({ name: hostileName, type: hiveType }), { maxLength: 5 }),
    partitionKeys: fc.array(fc.record({ name: hostileName, type: fc.constantFrom(...PRIMITIVES) }), { maxLength: 2 }),
    serde,
    parameters,
    header: fc.constantFrom("0", "1", "x"),
    location: fc.oneof(
      fc.constantFrom(
        "s3://lake/raw/zone/events/",
        "s3a://lake/raw",
        "s3n://lake",
        "s3://elsewhere/x/",
        "hdfs://x/",
        "",
      ),
      hostileName.map((name) => `s3://lake/raw/${name}/`),
      fc.constant("s3://lake/raw/zone/deep/er"),
      fc.constant("s3://lake/raw/zone/a=1/b.c_d-e/"),
    ),
  })
  .map(({ table, columns, partitionKeys, serde: library, parameters: own, header, location }) => ({
    ...glueTable(),
    identity: identityOf(table),
    columns,
    partitionKeys,
    parameters: { "skip.header.line.count": header },
    storage: stored(library, own, location),
  }));

const column: fc.Arbitrary<GlueColumn> = fc.record({
  name: fc.constantFrom("a", "b", "c", "value"),
  type: fc.constantFrom("int", "string", "array<int>", "binary", "void"),
});

/** What a table of the convergence tests may look like: few enough that changes often touch the same things. */
export const definition: fc.Arbitrary<{
  readonly table: Partial<GlueTable>;
  readonly partitions: readonly GluePartition[];
}> = fc
  .record({
    columns: fc.uniqueArray(column, { selector: ({ name }) => name, minLength: 1 }),
    format: fc.constantFrom("PARQUET", "CSV", "ICEBERG", "REGEX"),
    partitioned: fc.boolean(),
    location: fc.constantFrom("s3://lake/raw/zone/t", "s3://lake/other/t/"),
    partitions: fc.uniqueArray(fc.constantFrom("dt=1", "dt=2", "dt=3%3A", "../odd"), { maxLength: 3 }),
  })
  .map(({ columns, format, partitioned, location, partitions }) => {
    const library = format === "CSV" ? `${HIVE}.serde2.OpenCSVSerde` : `${HIVE}.ql.io.parquet.serde.ParquetHiveSerDe`;
    const base = location.replace(/\/$/, "");
    return {
      table: {
        columns,
        partitionKeys: partitioned ? [{ name: "dt", type: "string" }] : [],
        parameters: format === "ICEBERG" ? { table_type: "ICEBERG" } : {},
        storage: stored(format === "REGEX" ? "com.example.RegexSerDe" : library, {}, location),
      },
      partitions: partitioned
        ? partitions.map((path) => ({
            values: [decodeURIComponent(path.replace(/^dt=/, ""))],
            location: path === "../odd" ? "s3://lake/far/away" : `${base}/${path}`,
          }))
        : [],
    };
  });
