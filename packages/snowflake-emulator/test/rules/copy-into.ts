import { STAGE_SETUP } from "../external/external-bench";
import type { Rule } from "./rule";

const COPY_PAGE = "https://docs.snowflake.com/en/sql-reference/sql/copy-into-table";
const FORMAT_PAGE = "https://docs.snowflake.com/en/sql-reference/sql/create-file-format";

const COPY = "COPY INTO d.public.t FROM @d.public.stage/t/";
const CSV = "FILE_FORMAT = (TYPE = CSV)";
const JSON_FORMAT = "FILE_FORMAT = (TYPE = JSON)";
const ROLE = [
  "CREATE ROLE r",
  "GRANT USAGE ON DATABASE d TO ROLE r",
  "GRANT USAGE ON SCHEMA d.public TO ROLE r",
  "GRANT SELECT ON TABLE d.public.t TO ROLE r",
  "GRANT ROLE r TO USER ADMIN",
];

const rule = (
  number: number,
  title: string,
  statement: string,
  [code, sqlState, message]: readonly [string, string, RegExp],
  { setup = [], ...more }: Partial<Rule> = {},
): Rule => ({
  id: `copy-into-${number}`,
  title,
  setup: [...STAGE_SETUP, "CREATE TABLE d.public.t (a VARCHAR, b NUMBER)", ...setup],
  statement,
  code,
  sqlState,
  message,
  page: COPY_PAGE,
  // Each file is `{}`.
  files: ["raw/t/a"],
  ...more,
});

/** Rules about loading files into tables. */
export const RULES: readonly Rule[] = [
  rule(1, "a load needs INSERT on the table", `${COPY} ${CSV}`, ["003001", "42501", /table 'T'/], {
    setup: ROLE,
    role: "R",
  }),
  rule(2, "a load needs USAGE on the stage", `${COPY} ${CSV}`, ["002003", "02000", /Stage 'D\.PUBLIC\.STAGE'/], {
    setup: [...ROLE, "GRANT INSERT ON TABLE d.public.t TO ROLE r"],
    role: "R",
  }),
  rule(
    3,
    "a load needs USAGE on a file format that is named",
    `${COPY} FILE_FORMAT = (FORMAT_NAME = 'd.public.f')`,
    ["002003", "02000", /File format 'D\.PUBLIC\.F'/i],
    {
      setup: [
        ...ROLE,
        "CREATE FILE FORMAT d.public.f TYPE = CSV",
        "GRANT INSERT ON TABLE d.public.t TO ROLE r",
        "GRANT USAGE ON STAGE d.public.stage TO ROLE r",
      ],
      role: "R",
    },
  ),
  rule(
    4,
    "the number of fields is that of the columns",
    `${COPY} ${CSV}`,
    ["100080", "22000", /^Number of columns in file \(1\) does not match that of the corresponding table \(2\)/],
    { page: FORMAT_PAGE },
  ),
  rule(
    5,
    "the first error ends a load that was told nothing else",
    `COPY INTO d.public.t (b) FROM @d.public.stage/t/ ${CSV}`,
    ["100038", "22018", /\{\}.*File 's3:\/\/lake\/raw\/t\/a', line 1.*Row 1, column "T"\["B":1\].*ON_ERROR option/s],
  ),
  rule(6, "JSON files give one value", `${COPY} ${JSON_FORMAT}`, [
    "002019",
    "0A000",
    /JSON file format can produce one and only one column of type variant, object, or array/,
  ]),
  rule(7, "a file that is named has to be there", `${COPY} ${CSV} FILES = ('b')`, [
    "100016",
    "22000",
    /Remote file 's3:\/\/lake\/raw\/t\/b' was not found/,
  ]),
  rule(
    8,
    "columns are matched by name without a list of them",
    `COPY INTO d.public.t (a) FROM @d.public.stage/t/ ${JSON_FORMAT} MATCH_BY_COLUMN_NAME = CASE_INSENSITIVE`,
    ["001422", "22023", /MATCH_BY_COLUMN_NAME/],
  ),
  rule(
    9,
    "columns of CSV files are matched by a header that is parsed",
    `${COPY} ${CSV} MATCH_BY_COLUMN_NAME = CASE_SENSITIVE`,
    ["001422", "22023", /PARSE_HEADER/],
  ),
  rule(10, "the table is there", `COPY INTO d.public.missing FROM @d.public.stage/t/ ${CSV}`, [
    "002003",
    "42S02",
    /MISSING/,
  ]),
  rule(11, "the columns of a list are the table's", `COPY INTO d.public.t (wrong) FROM @d.public.stage/t/ ${CSV}`, [
    "000904",
    "42000",
    /invalid identifier 'WRONG'/,
  ]),
  rule(
    12,
    "up to 1,000 files are named",
    `${COPY} ${CSV} FILES = (${Array.from({ length: 1001 }, (_, i) => `'${i}'`).join()})`,
    ["001422", "22023", /FILES/],
  ),
  rule(
    13,
    "NULL does not get into a column that is NOT NULL",
    `COPY INTO d.public.n FROM @d.public.stage/t/ ${JSON_FORMAT} MATCH_BY_COLUMN_NAME = CASE_INSENSITIVE`,
    ["100072", "22000", /NULL result in a non-nullable column/],
    { setup: ["CREATE TABLE d.public.n (a VARCHAR NOT NULL)"] },
  ),
  rule(
    14,
    "external tables are read-only",
    `COPY INTO d.public.e FROM @d.public.stage/t/ ${CSV}`,
    ["091098", "0A000", /read-only/],
    {
      setup: [`CREATE EXTERNAL TABLE d.public.e LOCATION = @d.public.stage/t/ ${JSON_FORMAT}`],
    },
  ),
];
