import { Bench } from "../../support/accounts";

describe("file formats", () => {
  let bench: Bench;
  beforeEach(async () => {
    bench = new Bench();
    await bench.run("CREATE DATABASE d");
  });

  it("show every option with its default", async () => {
    await bench.run(
      `CREATE FILE FORMAT "D"."PUBLIC"."F" TYPE = CSV FIELD_DELIMITER = '|' SKIP_HEADER = 1 NULL_IF = ('', 'NULL') COMMENT = 'c'`,
    );
    const row = await bench.row("SHOW FILE FORMATS LIKE 'F' IN SCHEMA d.public");
    expect(row).toMatchObject({ name: "F", type: "CSV", comment: "c", owner_role_type: "ROLE" });
    expect(JSON.parse(String(row.format_options))).toMatchObject({
      TYPE: "CSV",
      RECORD_DELIMITER: "\n",
      FIELD_DELIMITER: "|",
      FILE_EXTENSION: null,
      SKIP_HEADER: 1,
      NULL_IF: ["", "NULL"],
      ENCODING: "UTF8",
      ERROR_ON_COLUMN_COUNT_MISMATCH: true,
    });
    expect(await bench.properties("DESC FILE FORMAT d.public.f")).toMatchObject({
      TYPE: "CSV",
      FIELD_DELIMITER: "|",
      NULL_IF: "[, NULL]",
    });
  });

  it("are altered with options of their type only", async () => {
    await bench.run(
      "CREATE FILE FORMAT d.public.j TYPE = 'JSON' STRIP_OUTER_ARRAY = TRUE",
      "ALTER FILE FORMAT d.public.j SET STRIP_NULL_VALUES = TRUE, COMMENT = 'x'",
      "CREATE FILE FORMAT d.public.p TYPE = PARQUET COMPRESSION = SNAPPY",
    );
    const { format_options: options } = await bench.row("SHOW FILE FORMATS LIKE 'j' IN DATABASE d");
    expect(JSON.parse(String(options))).toMatchObject({
      TYPE: "JSON",
      STRIP_OUTER_ARRAY: true,
      STRIP_NULL_VALUES: true,
    });
    expect(await bench.error("ALTER FILE FORMAT d.public.j SET FIELD_DELIMITER = ','")).toMatch(
      "TYPE = JSON have no such option",
    );
    expect(await bench.error("ALTER FILE FORMAT d.public.j SET TYPE = CSV")).toMatch("can't be changed");
    await bench.run("ALTER FILE FORMAT d.public.j RENAME TO d.public.k", "DROP FILE FORMAT d.public.k");
  });

  it.each([
    ["CREATE FILE FORMAT d.public.f TYPE = ORC", "not emulated: file formats of TYPE = ORC"],
    [
      "CREATE FILE FORMAT d.public.f TYPE = CSV PARSE_HEADER = TRUE SKIP_HEADER = 1",
      "can't be combined with SKIP_HEADER",
    ],
    ["CREATE FILE FORMAT d.public.f TYPE = CSV COMPRESSION = SNAPPY", "invalid value [SNAPPY]"],
    ["CREATE FILE FORMAT d.public.f TYPE = CSV ESCAPE = 'ab'", "invalid value [ab]"],
    ["CREATE FILE FORMAT d.public.f SKIP_HEADER = 1", "Missing option(s): [TYPE]"],
  ])("refuse %s", async (statement, message) => {
    expect(await bench.error(statement)).toMatch(message);
  });
});
