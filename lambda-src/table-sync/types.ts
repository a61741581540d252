import type { FileType } from "./file-format";
import { type HiveType, HiveTypeError, parseHiveType } from "./hive-type";

/** The Snowflake type of a column, or why it has none. */
export type TypeAnswer = { readonly type: string } | { readonly refused: string };

/** How Snowflake reads a type from files: the same from all of them, or not. */
type Target = (args: readonly number[]) => TypeAnswer;

/** A row of the types table, in code and in the docs. */
export interface TypeRule {
  /** As the docs show it. */
  readonly glue: string;
  /** Names in lower case that the rule holds for; of nested types, their kind. */
  readonly names: readonly string[];
  /** By file type, what it becomes. */
  readonly target: (fileType: FileType) => Target;
  /** Arguments that the docs show the rule with. */
  readonly shown: readonly number[];
  /** Why so. `""`: it goes without saying. */
  readonly note: string;
}

const is =
  (type: string): Target =>
  () => ({ type });
const no =
  (refused: string): Target =>
  () => ({ refused });
const always = (target: Target) => () => target;
const simple = (names: readonly string[], type: string, note = ""): TypeRule => ({
  glue: names.join(", "),
  names,
  target: always((args) =>
    args.length === 0 ? { type } : { refused: `${names[0]} takes nothing in parentheses, and has (${args.join(",")})` },
  ),
  shown: [],
  note,
});

/** Longest VARCHAR that needs no thought about limits: Hive's own limit of varchar(n) is 65,535. */
const text = (limit: number): Target => {
  return ([length, ...more]) => {
    if (length === undefined) return { type: "VARCHAR" };
    if (more.length > 0 || length < 1 || length > limit) return { refused: `its length is not within 1 to ${limit}` };
    return { type: `VARCHAR(${length})` };
  };
};

const decimal: Target = ([precision = 10, scale = 0]) => {
  if (precision < 1 || precision > 38) return { refused: `its precision ${precision} is not within 1 to 38` };
  if (scale > precision) return { refused: `its scale ${scale} is larger than its precision ${precision}` };
  return { type: `NUMBER(${precision},${scale})` };
};

const NESTED_TEXT = no("values in a text file's field have delimiters of their own, which Snowflake can't split by");
const nested = (asJson: string, asColumnar: string) => (fileType: FileType) => {
  if (fileType === "CSV") return NESTED_TEXT;
  return is(fileType === "JSON" || fileType === "AVRO" ? asJson : asColumnar);
};

/**
 * Every type of Hive and Glue. Sources: cwiki.apache.org, Hive LanguageManual Types; docs.aws.amazon.com, athena
 * data-types; docs.snowflake.com, user-guide/tables-external-hive (what Snowflake's own Hive connector makes of them).
 */
export const TYPE_RULES: readonly TypeRule[] = [
  simple(["boolean"], "BOOLEAN"),
  simple(["tinyint", "byte"], "NUMBER(3,0)"),
  simple(["smallint", "short"], "NUMBER(5,0)"),
  simple(["int", "integer"], "NUMBER(10,0)"),
  simple(["bigint", "long"], "NUMBER(19,0)"),
  simple(["float", "real", "double", "double precision"], "FLOAT", "64 bits in Snowflake"),
  {
    glue: "decimal(p,s), dec(p,s), numeric(p,s)",
    names: ["decimal", "dec", "numeric"],
    target: always(decimal),
    shown: [12, 2],
    note: "without arguments (10,0), as in Hive; p to 38",
  },
  simple(["string"], "VARCHAR"),
  { glue: "varchar(n)", names: ["varchar"], target: always(text(65_535)), shown: [20], note: "n from 1 to 65,535" },
  {
    glue: "char(n), character(n)",
    names: ["char", "character"],
    target: always(text(255)),
    shown: [3],
    note: "n from 1 to 255; Hive pads with blanks, Snowflake doesn't",
  },
  simple(["date"], "DATE"),
  simple(
    ["timestamp", "timestamp without time zone"],
    "TIMESTAMP_NTZ(9)",
    "never plain TIMESTAMP, which depends on TIMESTAMP_TYPE_MAPPING",
  ),
  simple(["timestamp with local time zone", "timestamptz", "timestamp_tz"], "TIMESTAMP_LTZ(9)"),
  simple(["timestamp_ntz"], "TIMESTAMP_NTZ(9)"),
  {
    glue: "binary",
    names: ["binary"],
    target: (fileType) =>
      fileType === "JSON" ? no("how bytes are written in JSON depends on who wrote it") : is("BINARY"),
    shown: [],
    note: "from text files base64, as LazySimpleSerDe writes it",
  },
  {
    glue: "array<…>",
    names: ["ARRAY"],
    target: nested("ARRAY", "VARIANT"),
    shown: [],
    note: "the shape that lists have in VALUE depends on who wrote the file and on Snowflake's scanner: as an ARRAY, another shape would be wrapped without a word",
  },
  {
    glue: "map<…>",
    names: ["MAP"],
    target: nested("OBJECT", "VARIANT"),
    shown: [],
    note: "as with array<…>: pairs or an object",
  },
  { glue: "struct<…>", names: ["STRUCT"], target: nested("OBJECT", "OBJECT"), shown: [], note: "" },
  { glue: "uniontype<…>", names: ["UNION"], target: nested("VARIANT", "VARIANT"), shown: [], note: "" },
  {
    glue: "interval_year_month, interval_day_time, interval …",
    names: [
      "interval",
      "interval_year_month",
      "interval_day_time",
      "interval year to month",
      "interval day to second",
      "calendarinterval",
    ],
    target: always(no("external tables have no type for an interval: store its number and unit instead")),
    shown: [],
    note: "",
  },
  {
    glue: "void, null, unknown",
    names: ["void", "null", "unknown"],
    target: always(no("it says nothing of the values: give the column a type in Glue")),
    shown: [],
    note: "",
  },
];

const RULES = new Map(TYPE_RULES.flatMap((rule) => rule.names.map((name) => [name, rule])));

/** What a column of a Glue type becomes when it is read from files of a type. Unknown types are refused, not guessed. */
export function snowflakeType(glueType: string, fileType: FileType): TypeAnswer {
  let hive: HiveType;
  try {
    hive = parseHiveType(glueType);
  } catch (error) {
    if (error instanceof HiveTypeError) return { refused: `${JSON.stringify(glueType)} ${error.message}` };
    throw error;
  }
  const rule = RULES.get(hive.kind === "PRIMITIVE" ? hive.name : hive.kind);
  if (rule === undefined) return { refused: `the type ${JSON.stringify(glueType)} isn't known` };
  const answer = rule.target(fileType)(hive.kind === "PRIMITIVE" ? hive.args : []);
  return "type" in answer ? answer : { refused: `${JSON.stringify(glueType)}: ${answer.refused}` };
}

/** The types table of the docs, in Markdown. */
export function renderTypesTable(): string {
  const cell = (answer: TypeAnswer) => ("type" in answer ? answer.type : "refused");
  const rows = TYPE_RULES.map((rule) => {
    const on = (fileType: FileType) => rule.target(fileType)(rule.shown);
    const answers = [on("PARQUET"), on("JSON"), on("CSV")];
    const why = [...new Set(answers.flatMap((answer) => ("refused" in answer ? [answer.refused] : [])))];
    const note = [rule.note, ...why].filter((part) => part !== "").join("; ");
    return `| ${[rule.glue, ...answers.map(cell), note].join(" | ")} |`;
  });
  return ["| Glue | Parquet, ORC | JSON, Avro | CSV | |", "| --- | --- | --- | --- | --- |", ...rows].join("\n");
}
