import { Bench } from "../../support/accounts";

describe("tags", () => {
  let bench: Bench;
  beforeEach(async () => {
    bench = new Bench();
    await bench.run(
      "CREATE ROLE r",
      "CREATE DATABASE d",
      "CREATE TABLE d.public.t (x INT, y INT)",
      "CREATE WAREHOUSE w",
      "CREATE TAG d.public.cost ALLOWED_VALUES 'a', 'b' COMMENT = 'center'",
      "CREATE TAG d.public.free",
    );
  });
  const value = async (object: string, domain: string) =>
    (await bench.row(`SELECT SYSTEM$GET_TAG('d.public.cost', '${object}', '${domain}') AS V`)).V;

  it("are shown with their allowed values", async () => {
    expect(await bench.rows("SHOW TAGS IN SCHEMA d.public")).toEqual([
      expect.objectContaining({ name: "COST", allowed_values: '["a","b"]', comment: "center", owner: "ACCOUNTADMIN" }),
      expect.objectContaining({ name: "FREE", allowed_values: null }),
    ]);
    await bench.run(
      "ALTER TAG d.public.cost ADD ALLOWED_VALUES 'c'",
      "ALTER TAG d.public.cost DROP ALLOWED_VALUES 'a', 'b'",
    );
    expect(await bench.row("SHOW TAGS LIKE 'cost' IN DATABASE d")).toMatchObject({ allowed_values: '["c"]' });
    await bench.run("ALTER TAG d.public.cost UNSET ALLOWED_VALUES", "ALTER TAG d.public.cost RENAME TO d.public.c2");
    expect(await bench.row("SHOW TAGS LIKE 'c2' IN DATABASE d")).toMatchObject({ allowed_values: null });
  });

  it("are set on objects and columns, and inherited from what contains them", async () => {
    await bench.run("ALTER DATABASE d SET TAG d.public.cost = 'a'");
    expect(await value("d.public.t", "TABLE")).toBe("a");
    await bench.run("ALTER TABLE d.public.t MODIFY COLUMN x SET TAG d.public.cost = 'b'");
    expect(await value("d.public.t.x", "COLUMN")).toBe("b");
    expect(await value("d.public.t.y", "COLUMN")).toBe("a");
    await bench.run("ALTER WAREHOUSE w SET TAG d.public.cost = 'b', d.public.free = 'anything'");
    expect(await value("w", "WAREHOUSE")).toBe("b");
    await bench.run("ALTER WAREHOUSE w UNSET TAG d.public.cost", "ALTER DATABASE d UNSET TAG d.public.cost");
    expect(await value("w", "WAREHOUSE")).toBeNull();
    expect(await value("d.public.t", "TABLE")).toBeNull();
  });

  it("are listed by TAG_REFERENCES with where they come from", async () => {
    await bench.run(
      "ALTER DATABASE d SET TAG d.public.free = 'x'",
      "ALTER TABLE d.public.t SET TAG d.public.cost = 'b'",
    );
    expect(
      await bench.rows(
        "SELECT * FROM TABLE(d.INFORMATION_SCHEMA.TAG_REFERENCES('d.public.t', 'TABLE')) ORDER BY TAG_NAME",
      ),
    ).toEqual([
      expect.objectContaining({
        TAG_NAME: "COST",
        TAG_VALUE: "b",
        LEVEL: "TABLE",
        APPLY_METHOD: "MANUAL",
        OBJECT_NAME: "T",
      }),
      expect.objectContaining({
        TAG_NAME: "FREE",
        TAG_VALUE: "x",
        LEVEL: "DATABASE",
        APPLY_METHOD: "INHERITED",
        OBJECT_NAME: "D",
      }),
    ]);
  });

  it("take allowed values only, and go with the tag or the object", async () => {
    expect(await bench.error("ALTER TABLE d.public.t SET TAG d.public.cost = 'z'")).toMatch(
      "not one of the allowed values",
    );
    await bench.run(
      "ALTER TABLE d.public.t SET TAG d.public.cost = 'a'",
      "DROP TAG d.public.cost",
      "CREATE TAG d.public.cost",
    );
    expect(await value("d.public.t", "TABLE")).toBeNull();
    expect(bench.account.state.attachments.tags.size).toBe(0);
  });

  it("need APPLY on the tag and ownership of the object, or APPLY TAG", async () => {
    const ana = bench.sessionOf("ADMIN", "R");
    await bench.run(
      "GRANT USAGE ON DATABASE d TO ROLE r",
      "GRANT USAGE ON SCHEMA d.public TO ROLE r",
      "GRANT SELECT ON TABLE d.public.t TO ROLE r",
      "GRANT APPLY ON TAG d.public.cost TO ROLE r",
    );
    expect(await bench.error("ALTER TABLE d.public.t SET TAG d.public.cost = 'a'", ana)).toMatch(/^003001/);
    await bench.run("GRANT APPLY TAG ON ACCOUNT TO ROLE r");
    await bench.rows("ALTER TABLE d.public.t SET TAG d.public.cost = 'a'", ana);
  });
});
