import fc from "fast-check";
import { quoteIdentifier } from "../../src/sql/identifiers";
import { ExternalBench } from "./external-bench";

/** Names of every kind: quotes, statements, what looks like stages and comments, other scripts. */
const NAME = fc.oneof(
  fc.string({ unit: "grapheme", minLength: 1, maxLength: 30 }),
  fc.constantFrom(
    'a"b',
    "x; DROP DATABASE d; --",
    "') AS (1",
    "@stage/../",
    "/* */",
    "//",
    "order",
    "value",
    "METADATA$FILENAME",
    "$1",
    "a.b",
    "ÄÖ ü",
    "\\",
    "''",
    " ",
  ),
);

const text = (value: string) => `'${value.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`;

describe("hostile names", () => {
  it("come back from SHOW and DESCRIBE as they were, and do nothing else", async () => {
    const bench = await new ExternalBench().prepare();
    await fc.assert(
      fc.asyncProperty(
        NAME,
        NAME,
        fc.uniqueArray(
          NAME.filter((one) => one !== "VALUE" && one !== "METADATA$FILENAME"),
          { minLength: 1, maxLength: 4 },
        ),
        NAME,
        async (stage, table, columns, comment) => {
          const [s, t] = [quoteIdentifier(stage), quoteIdentifier(table)];
          bench.bucket.put(
            "raw/n/1",
            JSON.stringify(Object.fromEntries(columns.map((name) => [name, `v of ${name}`]))),
          );
          const definitions = columns.map(
            (name) => `${quoteIdentifier(name)} VARCHAR AS (GET(VALUE, ${text(name)})::VARCHAR)`,
          );
          await bench.run(
            `CREATE OR REPLACE STAGE d.public.${s} URL = 's3://lake/raw/' STORAGE_INTEGRATION = si COMMENT = ${text(comment)}`,
            `CREATE OR REPLACE EXTERNAL TABLE d.public.${t} (${definitions.join(", ")}) LOCATION = @d.public.${s}/n/ FILE_FORMAT = (TYPE = JSON) COMMENT = ${text(comment)}`,
          );
          const shown = (await bench.rows("SHOW EXTERNAL TABLES IN SCHEMA d.public")).find(
            ({ name }) => name === table,
          );
          expect(shown).toMatchObject({ name: table, comment, invalid: false });
          expect((await bench.rows("SHOW STAGES IN SCHEMA d.public")).find(({ name }) => name === stage)).toMatchObject(
            {
              comment,
            },
          );
          const described = await bench.rows(`DESC EXTERNAL TABLE d.public.${t}`);
          expect(described.map(({ name }) => name)).toEqual(["VALUE", ...columns]);
          expect(described[1]?.expression).toBe(`GET(VALUE, ${text(columns[0] ?? "")})::VARCHAR`);
          const [row] = await bench.rows(`SELECT * EXCLUDE value FROM d.public.${t}`);
          expect(row).toEqual(Object.fromEntries(columns.map((name) => [name, `v of ${name}`])));
          expect((await bench.rows(String(`LIST @d.public.${s}/n/`))).length).toBe(1);
          await bench.run(`DROP EXTERNAL TABLE d.public.${t}`, `DROP STAGE d.public.${s}`);
        },
      ),
      { numRuns: 60 },
    );
  });
});
