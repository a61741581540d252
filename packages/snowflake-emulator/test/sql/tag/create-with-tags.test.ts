import { Bench } from "../../support/accounts";

describe("CREATE … [WITH] TAG", () => {
  let bench: Bench;
  beforeEach(async () => {
    bench = new Bench();
    await bench.run("CREATE DATABASE d", "CREATE TAG cost ALLOWED_VALUES 'a', 'b'", "CREATE TABLE base (x INT)");
  });
  const value = async (object: string, domain: string) =>
    (await bench.row(`SELECT SYSTEM$GET_TAG('d.public.cost', '${object}', '${domain}') AS V`)).V;

  it.each([
    ["CREATE ROLE o COMMENT = 'c' TAG (d.public.cost = 'a')", "o", "ROLE"],
    ["CREATE USER o COMMENT = 'c' WITH TAG (d.public.cost = 'a')", "o", "USER"],
    ["CREATE WAREHOUSE o AUTO_SUSPEND = 60 TAG (d.public.cost = 'a')", "o", "WAREHOUSE"],
    ["CREATE WAREHOUSE o WITH TAG (d.public.cost = 'a')", "o", "WAREHOUSE"],
    ["CREATE DATABASE o LOG_LEVEL = 'INFO' COMMENT = 'c' TAG (d.public.cost = 'a')", "o", "DATABASE"],
    ["CREATE SCHEMA d.o COMMENT = 'c' WITH TAG (d.public.cost = 'a')", "d.o", "SCHEMA"],
    ["CREATE TABLE d.public.o (x INT) TAG (d.public.cost = 'a') COMMENT = 'c'", "d.public.o", "TABLE"],
    ["CREATE TABLE d.public.o WITH TAG (d.public.cost = 'a') AS SELECT 1 AS x", "d.public.o", "TABLE"],
    [
      "CREATE VIEW d.public.o COMMENT = 'c' TAG (d.public.cost = 'a') AS SELECT x FROM d.public.base",
      "d.public.o",
      "VIEW",
    ],
    [
      "CREATE MATERIALIZED VIEW d.public.o TAG (d.public.cost = 'a') AS SELECT x FROM d.public.base",
      "d.public.o",
      "MATERIALIZED VIEW",
    ],
    ["CREATE TASK d.public.o SCHEDULE = '5 MINUTES' TAG (d.public.cost = 'a') AS SELECT 1", "d.public.o", "TASK"],
    [
      "CREATE ALERT d.public.o SCHEDULE = '5 MINUTE' TAG (d.public.cost = 'a') IF (EXISTS (SELECT 1)) THEN SELECT 1",
      "d.public.o",
      "ALERT",
    ],
    [
      `CREATE STORAGE INTEGRATION o TYPE = EXTERNAL_STAGE STORAGE_PROVIDER = 'S3' ENABLED = true
       STORAGE_AWS_ROLE_ARN = 'arn:aws:iam::123456789012:role/r' STORAGE_ALLOWED_LOCATIONS = ('s3://bucket/')
       TAG (d.public.cost = 'a')`,
      "o",
      "INTEGRATION",
    ],
  ])("%s", async (sql, object, domain) => {
    await bench.run(sql);
    expect(await value(object, domain)).toBe("a");
  });

  it("gives columns tags, which go with them and take their new name", async () => {
    await bench.run(
      "USE SCHEMA d.public",
      "CREATE TABLE t (x INT WITH TAG (cost = 'a') COMMENT 'c', y INT) TAG (cost = 'b')",
      "CREATE VIEW v (x TAG (cost = 'a'), y) AS SELECT x, y FROM t",
      "ALTER TABLE t ADD COLUMN z INT TAG (cost = 'a')",
    );
    expect(await value("d.public.t.x", "COLUMN")).toBe("a");
    expect(await value("d.public.t.y", "COLUMN")).toBe("b");
    expect(await value("d.public.t.z", "COLUMN")).toBe("a");
    const [assigned] = bench.account.state.attachments.tags.byRight(
      String(bench.account.state.objects.VIEW.get("V", bench.session.schemaId)?.id),
    );
    expect(assigned).toMatchObject({ column: "X", value: "a" });
    await bench.run("ALTER TABLE t RENAME COLUMN x TO renamed");
    expect(await value("d.public.t.renamed", "COLUMN")).toBe("a");
    await bench.run("ALTER TABLE t DROP COLUMN z", "ALTER TABLE t ADD COLUMN z INT");
    expect(await value("d.public.t.z", "COLUMN")).toBe("b");
  });

  it("makes nothing when a tag is missing, refuses the value or may not be applied", async () => {
    expect(await bench.error("CREATE ROLE o TAG (d.public.other = 'a')")).toMatch(/^002003/);
    expect(await bench.error("CREATE ROLE o TAG (d.public.cost = 'z')")).toMatch("not one of the allowed values");
    expect(await bench.error("CREATE TABLE d.public.o (x INT TAG (d.public.cost = 'z'))")).toMatch("not one of");
    expect(await bench.rows("SHOW ROLES LIKE 'o'")).toEqual([]);
    expect(await bench.rows("SHOW TABLES LIKE 'o' IN ACCOUNT")).toEqual([]);
    await bench.run("CREATE ROLE r", "GRANT CREATE ROLE ON ACCOUNT TO ROLE r", "GRANT USAGE ON DATABASE d TO ROLE r");
    await bench.run("GRANT USAGE ON SCHEMA d.public TO ROLE r", "GRANT READ ON TAG d.public.cost TO ROLE r");
    expect(await bench.error("CREATE ROLE o TAG (d.public.cost = 'a')", bench.sessionOf("ADMIN", "R"))).toMatch(
      /^003001/,
    );
  });

  it("changes no tags of what is there already", async () => {
    await bench.run("CREATE ROLE o", "CREATE ROLE IF NOT EXISTS o TAG (d.public.cost = 'a')");
    expect(await value("o", "ROLE")).toBeNull();
  });
});
