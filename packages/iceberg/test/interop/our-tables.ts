import {
  append,
  changeSchema,
  deleteWhere,
  expireSnapshots,
  type NestedField,
  overwritePartitions,
  type PartitionField,
} from "../../src/index";
import type { World } from "./world";

/** A table that this library writes. */
export interface OurTable {
  readonly name: string;
  readonly fields: readonly NestedField[];
  readonly partition?: readonly PartitionField[];
  readonly properties?: Readonly<Record<string, string>>;
  readonly write: (table: Writing) => Promise<unknown>;
  /** What has to be in it, as DuckDB says it. */
  readonly expected: string;
  /** Filters of pyiceberg's and the same as DuckDB's: statistics and partitions leave out no file with such rows. */
  readonly filters?: readonly (readonly [theirs: string, ours: string])[];
}

/** A table that is there, and what to do with it. */
export interface Writing {
  readonly world: World;
  readonly identifier: { readonly database: string; readonly table: string };
  append(...queries: readonly string[]): Promise<unknown>;
}

const field = (id: number, name: string, type: NestedField["type"], required = false): NestedField => ({
  id,
  name,
  type,
  required,
});
const by = (source: number, transform: string, name = "p", id = 1000): PartitionField => ({
  "source-id": source,
  "field-id": id,
  name,
  transform,
});

const EVERY_TYPE: readonly NestedField[] = [
  field(1, "id", "long", true),
  field(2, "flag", "boolean"),
  field(3, "small", "int"),
  field(4, "single", "float"),
  field(5, "ratio", "double"),
  field(6, "amount", "decimal(12,2)"),
  field(7, "huge", "decimal(38,10)"),
  field(8, "day", "date"),
  field(9, "clock", "time"),
  field(10, "at", "timestamp"),
  field(11, "zoned", "timestamptz"),
  field(12, "name", "string"),
  field(13, "key", "uuid"),
  field(14, "raw", "binary"),
  field(15, "nested", {
    type: "struct",
    fields: [field(16, "x", "long"), field(17, "deep", { type: "struct", fields: [field(18, "y", "string")] })],
  }),
  field(19, "list", { type: "list", "element-id": 20, "element-required": false, element: "string" }),
  field(21, "map", { type: "map", "key-id": 22, key: "string", "value-id": 23, "value-required": false, value: "int" }),
];

const EVERY_VALUE = `SELECT i AS id, i % 2 = 0 AS flag, i::INTEGER AS small, (i / 4)::FLOAT AS single,
  CASE i % 5 WHEN 0 THEN 'nan'::DOUBLE WHEN 1 THEN '-inf'::DOUBLE ELSE i / 3 END AS ratio,
  ((i - 20) * 1.25)::DECIMAL(12, 2) AS amount, ((i - 20) * 12345678901234567.0123456789)::DECIMAL(38, 10) AS huge,
  DATE '1969-12-20' + i::INTEGER AS day, TIME '00:00:00' + INTERVAL (i * 1000003) MICROSECOND AS clock,
  TIMESTAMP '1969-12-25 23:59:59.999999' + INTERVAL (i * 7) HOUR AS at,
  TIMESTAMPTZ '1969-12-25 23:59:59.999999+00' + INTERVAL (i * 7) HOUR AS zoned,
  CASE WHEN i % 6 = 0 THEN repeat('é', i::INTEGER * 10) ELSE 'name ' || (i % 4) END AS name,
  ('00000000-0000-0000-0000-' || lpad(i::VARCHAR, 12, '0'))::UUID AS key, from_hex(lpad(hex(i), 4, '0')) AS raw,
  {'x': i, 'deep': {'y': 'v' || i}} AS nested, ['a', NULL, 'b' || i] AS list, MAP {'k' || i: i::INTEGER, 'n': NULL} AS map
  FROM range(40) AS r(i)`;
const WITH_NULLS = `${EVERY_VALUE} UNION ALL BY NAME SELECT i AS id FROM range(100, 103) AS r(i)`;

const FILTERS = [
  ["id >= 30", "id >= 30"],
  ["day = '1970-01-02'", "day = DATE '1970-01-02'"],
  ["at < '1970-01-01T00:00:00'", `"at" < TIMESTAMP '1970-01-01'`],
  ["name = 'name 1'", "name = 'name 1'"],
  ["amount > 10", "amount > 10"],
  ["name is null", "name IS NULL"],
  ["ratio is nan", "isnan(ratio)"],
] as const;

const every = (name: string, ...partition: readonly PartitionField[]): OurTable => ({
  name,
  fields: EVERY_TYPE,
  partition,
  write: (table) => table.append(WITH_NULLS),
  expected: WITH_NULLS,
  filters: FILTERS,
});

const HOSTILE = ["select", 'a"b', "it's", "a;b--", "$$", "a.b", "ünïcode 🦆", "x/y=z", "n".repeat(200)];

const COLUMNS = [field(1, "id", "int"), field(2, "name", "string"), field(3, "day", "date")] as const;
const days = (start: number, end: number): string =>
  `SELECT i::INTEGER AS id, 'n' || i AS name, DATE '2024-01-01' + (i % 3)::INTEGER AS day FROM range(${start}, ${end}) AS r(i)`;
const where = (column: string, operator: "=" | "<", value: string) => [{ column, operator, values: [value] }];

/** One for each thing that this library does to tables. */
export const OUR_TABLES: readonly OurTable[] = [
  every("flat"),
  ...[
    "bool 2",
    "int 3",
    "float 4",
    "double 5",
    "decimal 6",
    "decimal38 7",
    "date 8",
    "timestamp 10",
    "timestamptz 11",
    "string 12",
  ].map((each) => every(`identity_${each.split(" ")[0]}`, by(Number(each.split(" ")[1]), "identity"))),
  every("year", by(8, "year")),
  every("month", by(10, "month")),
  every("day", by(10, "day")),
  every("day_of_zoned", by(11, "day")),
  every("hour", by(10, "hour")),
  ...[
    "long 1",
    "int 3",
    "decimal 6",
    "decimal38 7",
    "date 8",
    "time 9",
    "timestamp 10",
    "string 12",
    "uuid 13",
    "binary 14",
  ].map((each) => every(`bucket_${each.split(" ")[0]}`, by(Number(each.split(" ")[1]), "bucket[3]"))),
  ...["long 1", "int 3", "decimal 6", "string 12", "binary 14"].map((each) =>
    every(`truncate_${each.split(" ")[0]}`, by(Number(each.split(" ")[1]), "truncate[2]")),
  ),
  every("void", by(12, "void")),
  every("two_fields", by(8, "month", "by month"), by(12, "identity", "näme/=", 1001)),
  every("in_a_struct", by(16, "bucket[2]")),
  {
    name: "hostile_names",
    fields: HOSTILE.map((name, index) => field(index + 1, name, "string")),
    partition: [by(6, "identity", 'p "x"/y')],
    write: ({ world, identifier }) =>
      append(world.catalog, identifier, {
        engine: world.engine,
        rows: [Object.fromEntries(HOSTILE.map((name) => [name, `${name} \0'";--`]))],
      }),
    expected: `SELECT ${HOSTILE.map((name) => `'${name.replaceAll("'", "''")} ' || chr(0) || '''";--' AS "${name.replaceAll('"', '""')}"`).join(", ")}`,
  },
  {
    name: "snappy_and_many_row_groups",
    fields: COLUMNS,
    properties: { "write.parquet.compression-codec": "snappy", "write.target-file-size-bytes": "200000" },
    write: (table) => table.append(days(0, 200_000)),
    expected: days(0, 200_000),
    filters: [["id >= 199990", "id >= 199990"]],
  },
  {
    name: "evolved",
    fields: [
      ...COLUMNS,
      field(4, "price", "float"),
      field(5, "amount", "decimal(9,2)"),
      field(6, "s", { type: "struct", fields: [field(7, "x", "int")] }),
    ],
    write: async ({ world, identifier, append: add }) => {
      await add("SELECT 1 AS id, 'a' AS name, DATE '2024-01-01' AS day, 1.5 AS price, 2.25 AS amount, {'x': 1} AS s");
      await changeSchema(world.catalog, identifier, [
        { kind: "widen", path: ["id"], type: "long" },
        { kind: "widen", path: ["price"], type: "double" },
        { kind: "widen", path: ["amount"], type: "decimal(20,2)" },
        { kind: "rename", path: ["name"], name: "title" },
        { kind: "drop", path: ["day"] },
        { kind: "add", path: ["name"], type: "int" },
        { kind: "add", path: ["s", "y"], type: "string" },
      ]);
      await add(
        "SELECT 10000000000 AS id, 'b' AS title, 2.5 AS price, 123456789012.25 AS amount, 7 AS name, {'x': 2, 'y': 'z'} AS s",
      );
    },
    expected: `SELECT 1 AS id, 'a' AS title, 1.5 AS price, 2.25 AS amount, {'x': 1, 'y': NULL} AS s, NULL AS name
      UNION ALL BY NAME SELECT 10000000000 AS id, 'b' AS title, 2.5 AS price, 123456789012.25 AS amount, {'x': 2, 'y': 'z'} AS s, 7 AS name`,
    filters: [
      ["id = 1", "id = 1"],
      ["price > 2", "price > 2"],
    ],
  },
  {
    name: "deleted",
    fields: COLUMNS,
    partition: [by(3, "identity")],
    write: async ({ world, identifier, append: add }) => {
      await add(days(0, 30));
      await add(days(30, 60));
      await deleteWhere(world.catalog, identifier, where("day", "=", "2024-01-02"));
      await add(days(60, 66));
    },
    expected: `SELECT * FROM (${days(0, 66)}) WHERE day <> DATE '2024-01-02' OR id >= 60`,
    filters: [["day = '2024-01-02'", "day = DATE '2024-01-02'"]],
  },
  {
    name: "overwritten_and_expired",
    fields: COLUMNS,
    partition: [by(3, "day")],
    write: async ({ world, identifier, append: add }) => {
      await add(days(0, 30));
      const queries = [`SELECT * FROM (${days(90, 100)}) WHERE day = DATE '2024-01-02'`];
      await overwritePartitions(world.catalog, identifier, { engine: world.engine, queries });
      await expireSnapshots(world.catalog, identifier, { olderThan: Date.now() + 60_000 });
    },
    expected: `SELECT * FROM (${days(0, 30)}) WHERE day <> DATE '2024-01-02' UNION ALL SELECT * FROM (${days(90, 100)}) WHERE day = DATE '2024-01-02'`,
  },
  {
    name: "merged_manifests",
    fields: COLUMNS,
    partition: [by(2, "bucket[2]")],
    properties: { "commit.manifest.min-count-to-merge": "3", "write.metadata.previous-versions-max": "2" },
    write: async ({ append: add }) => {
      for (let id = 0; id < 7; id += 1) await add(days(id, id + 1));
    },
    expected: days(0, 7),
    filters: [["name = 'n3'", "name = 'n3'"]],
  },
  {
    name: "shared",
    fields: COLUMNS,
    partition: [by(3, "month")],
    write: async ({ world, identifier, append: add }) => {
      await add(days(0, 5));
      await world.python("append_rows.py", identifier.table);
      await add(days(5, 8));
    },
    expected: `${days(0, 8)} UNION ALL BY NAME SELECT unnest([100, 101]) AS id`,
  },
];
