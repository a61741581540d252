import { Bench } from "../support/accounts";
import { ExternalBench, STAGE_SETUP } from "./external-bench";

let bench: ExternalBench;

beforeEach(async () => {
  bench = await new ExternalBench().prepare();
  bench.bucket.put("raw/a.csv", "1");
  bench.bucket.put("raw/ab/c.csv", "22");
});

const listed = async (what: string) => (await bench.rows(`LIST ${what}`)).map(({ name }) => name);

describe("a stage", () => {
  it("lists the files whose keys begin with its URL and a path", async () => {
    expect(await bench.rows("LIST @stage/ab/")).toEqual([
      {
        name: "s3://lake/raw/ab/c.csv",
        size: 2,
        md5: "b6d767d2f8ed5d21a44b0e5886680cb9",
        last_modified: "Thu, 01 Jan 2026 00:00:00 GMT",
      },
    ]);
    expect(await listed("@d.public.stage/a")).toEqual(["s3://lake/raw/a.csv", "s3://lake/raw/ab/c.csv"]);
    expect(await listed(`'@"D".public."STAGE"/a' PATTERN = 'ab/.*'`)).toEqual(["s3://lake/raw/ab/c.csv"]);
    expect(await listed("@stage PATTERN = '.*none'")).toEqual([]);
    expect(await bench.rows("LS @stage/ab/c.csv")).toHaveLength(1);
  });

  it("is no table's or user's, whatever its name holds in quotes", async () => {
    for (const name of ['".% "', '"%x"', '"~"', '"a"".%"']) {
      await bench.run(`ALTER STAGE d.public.stage RENAME TO d.public.${name}`);
      expect(await listed(`@d.public.${name}/a.csv`)).toEqual(["s3://lake/raw/a.csv"]);
      await bench.run(`ALTER STAGE d.public.${name} RENAME TO d.public.stage`);
    }
    for (const name of ["@%t", "@d.public.%t", '@"d.%".public.%t', '@%"t"', "@~/a"]) {
      expect(await bench.error(`LIST ${name}`)).toMatch(/not emulated: the stage of a (table|user)/);
    }
  });

  it("is shown with its integration", async () => {
    await bench.run("ALTER STAGE stage SET COMMENT = 'c' FILE_FORMAT = (TYPE = JSON STRIP_OUTER_ARRAY = TRUE)");
    expect(await bench.row("SHOW STAGES")).toMatchObject({
      name: "STAGE",
      url: "s3://lake/raw/",
      has_credentials: "N",
      type: "EXTERNAL",
      cloud: "AWS",
      region: "us-east-1",
      storage_integration: "SI",
      directory_enabled: "N",
      comment: "c",
    });
    const rows = await bench.rows("DESC STAGE stage");
    const of = (parent: string) =>
      Object.fromEntries(
        rows.flatMap((row) => (row.parent_property === parent ? [[row.property, row.property_value]] : [])),
      );
    expect(of("STAGE_LOCATION")).toEqual({ URL: '["s3://lake/raw/"]' });
    expect(of("STAGE_INTEGRATION")).toEqual({ STORAGE_INTEGRATION: "SI" });
    expect(of("STAGE_FILE_FORMAT")).toMatchObject({ TYPE: "JSON", STRIP_OUTER_ARRAY: "true" });
  });

  it("is renamed, moved and dropped", async () => {
    await bench.run(
      "ALTER STAGE stage RENAME TO other",
      "ALTER STAGE other SET URL = 's3://lake/raw/ab'",
      "ALTER STAGE other UNSET COMMENT",
      "ALTER STAGE IF EXISTS nothing SET COMMENT = 'x'",
    );
    expect(await listed("@other")).toEqual(["s3://lake/raw/ab/c.csv"]);
    await bench.run("DROP STAGE other", "DROP STAGE IF EXISTS other");
    expect(await bench.error("LIST @other")).toMatch("002003 (02000)");
  });

  it("is used by those who may", async () => {
    await bench.run(
      "CREATE ROLE r",
      "GRANT USAGE ON DATABASE d TO ROLE r",
      "GRANT USAGE ON SCHEMA d.public TO ROLE r",
      "GRANT CREATE STAGE ON SCHEMA d.public TO ROLE r",
      "CREATE USER u",
    );
    const session = bench.sessionOf("U", "R");
    const create = "CREATE STAGE d.public.own URL = 's3://lake/own/' STORAGE_INTEGRATION = si";
    expect(await bench.error(create, session)).toMatch("Integration 'SI' does not exist or not authorized");
    expect(await bench.error("LIST @d.public.stage", session)).toMatch("Stage 'D.PUBLIC.STAGE' does not exist");
    await bench.run(
      "GRANT USAGE ON INTEGRATION si TO ROLE r",
      "GRANT USAGE ON FUTURE STAGES IN SCHEMA d.public TO ROLE r",
    );
    await bench.rows(create, session);
    expect(await bench.rows("SHOW STAGES IN SCHEMA d.public", session)).toHaveLength(1);
    await bench.run("GRANT USAGE ON STAGE stage TO ROLE r");
    expect(await bench.rows("LIST @d.public.stage", session)).toHaveLength(2);
  });
});

describe("what AWS says about a stage", () => {
  it("asks for the role's trust, its listing and its files", async () => {
    await bench.run("CREATE EXTERNAL TABLE t LOCATION = @stage/ab/ FILE_FORMAT = (TYPE = CSV)");
    bench.iam.asked.length = 0;
    await bench.rows("ALTER EXTERNAL TABLE t REFRESH");
    await bench.rows("SELECT * FROM t");
    expect(bench.iam.asked.map((one) => one.replace(/ with .*/, " with its id"))).toEqual([
      "assume arn:aws:iam::123456789012:role/reader with its id",
      "reader: s3:ListBucket arn:aws:s3:::lake",
      "assume arn:aws:iam::123456789012:role/reader with its id",
      "reader: s3:GetObject arn:aws:s3:::lake/raw/ab/c.csv",
    ]);
  });

  it("is told in the words of each failure", async () => {
    await bench.run("CREATE EXTERNAL TABLE t LOCATION = @stage FILE_FORMAT = (TYPE = CSV)");
    bench.iam.denied = ["s3:GetObject"];
    expect(await bench.error("SELECT * FROM t")).toMatch(
      "100194 (22000): Failed to access remote file: access denied.",
    );
    bench.iam.denied = ["s3:ListBucket"];
    expect(await bench.error("LIST @stage")).toBe(
      "091003 (22000): SQL execution error: Failure using stage area. Cause: [Access Denied (Status Code: 403; Error Code: AccessDenied)]",
    );
    bench.iam.trusted = false;
    expect(await bench.error("LIST @stage")).toMatch("003167 (22000): SQL execution error: Error assuming AWS_ROLE.");
    bench.iam.trusted = true;
    bench.iam.denied = [];
    bench.bucket.buckets.delete("lake");
    expect(await bench.error("ALTER EXTERNAL TABLE t REFRESH")).toMatch("Error Code: NoSuchBucket");
  });

  it("is not asked for integrations that can't be used", async () => {
    await bench.run("ALTER STORAGE INTEGRATION si SET ENABLED = FALSE");
    expect(await bench.error("LIST @stage")).toMatch("003165");
    await bench.run("ALTER STORAGE INTEGRATION si SET ENABLED = TRUE STORAGE_ALLOWED_LOCATIONS = ('s3://lake/other/')");
    expect(await bench.error("LIST @stage")).toMatch("Location 's3://lake/raw/' is not allowed by integration 'SI'");
    await bench.run("DROP STORAGE INTEGRATION si");
    expect(await bench.error("LIST @stage")).toMatch("Integration associated with the stage 'STAGE' cannot be found");
    expect(bench.iam.asked).toEqual([]);
  });
});

it("without AWS, stages say that there is none", async () => {
  const alone = new Bench();
  await alone.run(...STAGE_SETUP);
  expect(await alone.error("LIST @stage")).toMatch("without an AWS endpoint");
});
