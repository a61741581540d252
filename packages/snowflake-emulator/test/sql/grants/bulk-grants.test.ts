import { Bench } from "../../support/accounts";

describe("grants on databases, schemas and what is in them", () => {
  let bench: Bench;

  beforeEach(async () => {
    bench = new Bench();
    await bench.run(
      "CREATE ROLE r",
      "CREATE ROLE s",
      "CREATE USER ana",
      "GRANT ROLE r TO USER ana",
      "CREATE DATABASE d",
      "CREATE SCHEMA d.a",
      "CREATE SCHEMA d.m WITH MANAGED ACCESS",
      "CREATE TABLE d.a.t1 (x INT)",
      "CREATE TABLE d.a.t2 (x INT)",
      'CREATE TABLE d.a."low" (x INT)',
    );
  });
  const ana = () => bench.sessionOf("ANA", "R");

  it("name objects with their database and schema, quoted where needed", async () => {
    await bench.run('GRANT SELECT ON TABLE d.a."low" TO ROLE r', "GRANT USAGE ON SCHEMA d.a TO ROLE r");
    expect(await bench.rows("SHOW GRANTS TO ROLE r")).toEqual([
      expect.objectContaining({ privilege: "SELECT", granted_on: "TABLE", name: 'D.A."low"', granted_to: "ROLE" }),
      expect.objectContaining({ privilege: "USAGE", granted_on: "SCHEMA", name: "D.A", grant_option: "false" }),
    ]);
    expect(await bench.rows("SHOW GRANTS ON DATABASE d")).toEqual([
      expect.objectContaining({
        privilege: "OWNERSHIP",
        granted_on: "DATABASE",
        name: "D",
        granted_by: "ACCOUNTADMIN",
      }),
    ]);
  });

  it("on ALL reach what is there, on FUTURE what comes", async () => {
    expect(await bench.row("GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA d.a TO ROLE r")).toEqual({
      status: "Statement executed successfully. 3 objects affected.",
    });
    await bench.run(
      "GRANT SELECT ON FUTURE TABLES IN SCHEMA d.a TO ROLE r WITH GRANT OPTION",
      "CREATE TABLE d.a.t3 (x INT)",
    );
    expect(await bench.rows("SHOW GRANTS ON TABLE d.a.t3")).toEqual([
      expect.objectContaining({ privilege: "OWNERSHIP" }),
      expect.objectContaining({ privilege: "SELECT", grantee_name: "R", grant_option: "true" }),
    ]);
    await bench.run("REVOKE ALL PRIVILEGES ON ALL TABLES IN DATABASE d FROM ROLE r");
    expect(await bench.rows("SHOW GRANTS TO ROLE r")).toEqual([]);
  });

  it("of the future are shown by container and by role, and those of a schema hide those of its database", async () => {
    await bench.run(
      "GRANT USAGE ON FUTURE SCHEMAS IN DATABASE d TO ROLE r",
      "GRANT SELECT ON FUTURE TABLES IN DATABASE d TO ROLE r",
      "GRANT INSERT ON FUTURE TABLES IN SCHEMA d.a TO ROLE s",
      "CREATE TABLE d.a.t4 (x INT)",
      "CREATE SCHEMA d.b",
      "CREATE TABLE d.b.t5 (x INT)",
    );
    const shown = await bench.rows("SHOW FUTURE GRANTS IN DATABASE d");
    expect(shown.map(({ created_on: _, ...row }) => row)).toEqual([
      {
        privilege: "USAGE",
        grant_on: "SCHEMA",
        name: "D.<SCHEMA>",
        grant_to: "ROLE",
        grantee_name: "R",
        grant_option: "false",
      },
      expect.objectContaining({ privilege: "SELECT", grant_on: "TABLE", name: "D.<TABLE>" }),
    ]);
    expect(await bench.rows("SHOW FUTURE GRANTS TO ROLE s")).toEqual([
      expect.objectContaining({ privilege: "INSERT", name: "D.A.<TABLE>" }),
    ]);
    expect((await bench.rows("SHOW GRANTS ON TABLE d.a.t4")).map((row) => row.grantee_name)).toEqual([
      "ACCOUNTADMIN",
      "S",
    ]);
    expect((await bench.rows("SHOW GRANTS ON TABLE d.b.t5")).map((row) => row.grantee_name)).toEqual([
      "ACCOUNTADMIN",
      "R",
    ]);
    await bench.run(
      "REVOKE SELECT ON FUTURE TABLES IN DATABASE d FROM ROLE r",
      "REVOKE OWNERSHIP ON FUTURE TABLES IN DATABASE d FROM ROLE r",
    );
    expect(await bench.rows("SHOW FUTURE GRANTS IN DATABASE d")).toHaveLength(1);
  });

  it("of the future can promise ownership", async () => {
    await bench.run("GRANT OWNERSHIP ON FUTURE TABLES IN SCHEMA d.a TO ROLE r", "CREATE TABLE d.a.t6 (x INT)");
    expect(await bench.row("SHOW TABLES LIKE 'T6' IN SCHEMA d.a")).toMatchObject({ owner: "R" });
    expect(await bench.rows("SHOW GRANTS TO ROLE r")).toEqual([
      expect.objectContaining({ privilege: "OWNERSHIP", name: "D.A.T6", granted_by: "R", grant_option: "true" }),
    ]);
  });

  it("in a managed access schema are the schema owner's and MANAGE GRANTS' to give", async () => {
    await bench.run("GRANT USAGE ON DATABASE d TO ROLE r", "GRANT USAGE, CREATE TABLE ON SCHEMA d.m TO ROLE r");
    await bench.rows("CREATE TABLE d.m.mine (x INT)", ana());
    expect(await bench.error("GRANT SELECT ON TABLE d.m.mine TO ROLE s", ana())).toMatch(/^003102/);
    expect(await bench.error("GRANT SELECT ON FUTURE TABLES IN SCHEMA d.m TO ROLE s", ana())).toMatch(/^003102/);
    await bench.run("GRANT SELECT ON TABLE d.m.mine TO ROLE s");
    expect(await bench.row("SHOW GRANTS ON TABLE d.m.mine")).toMatchObject({
      grant_option: "false",
      grantee_name: "R",
    });
    expect(await bench.rows("SHOW GRANTS ON SCHEMA d.m")).toContainEqual(
      expect.objectContaining({ privilege: "MANAGE GRANTS", grantee_name: "ACCOUNTADMIN" }),
    );
    await bench.run("GRANT OWNERSHIP ON SCHEMA d.m TO ROLE r COPY CURRENT GRANTS");
    await bench.rows("GRANT SELECT ON FUTURE TABLES IN SCHEMA d.m TO ROLE s", ana());
  });

  it("of the future need MANAGE GRANTS elsewhere, even for the schema's owner", async () => {
    await bench.run("GRANT USAGE ON DATABASE d TO ROLE r", "GRANT OWNERSHIP ON SCHEMA d.a TO ROLE r");
    expect(await bench.error("GRANT SELECT ON FUTURE TABLES IN SCHEMA d.a TO ROLE s", ana())).toMatch(/^003102/);
    await bench.run("GRANT MANAGE GRANTS ON ACCOUNT TO ROLE r");
    await bench.rows("GRANT SELECT ON FUTURE TABLES IN SCHEMA d.a TO ROLE s", ana());
  });

  it("on ALL tell what could not be granted", async () => {
    await bench.run(
      "GRANT USAGE ON DATABASE d TO ROLE r",
      "GRANT USAGE ON SCHEMA d.a TO ROLE r",
      "GRANT SELECT ON ALL TABLES IN SCHEMA d.a TO ROLE r",
    );
    expect(await bench.error("GRANT SELECT ON ALL TABLES IN SCHEMA d.a TO ROLE s", ana())).toMatch(/^003102/);
    await bench.run("GRANT SELECT ON TABLE d.a.t1 TO ROLE r WITH GRANT OPTION");
    expect(await bench.error("GRANT SELECT ON ALL TABLES IN SCHEMA d.a TO ROLE s", ana())).toMatch(
      /^003011 .*privileges \[SELECT\] not granted/,
    );
    expect(await bench.rows("SHOW GRANTS TO ROLE s")).toHaveLength(1);
  });

  it("move the ownership of all objects of a type at once", async () => {
    await bench.run("GRANT SELECT ON TABLE d.a.t1 TO ROLE s");
    expect(await bench.error("GRANT OWNERSHIP ON ALL TABLES IN SCHEMA d.a TO ROLE r")).toMatch(
      /Dependent grant .*'SELECT'.*'D.A.T1'/,
    );
    await bench.run("GRANT OWNERSHIP ON ALL TABLES IN DATABASE d TO ROLE r COPY CURRENT GRANTS");
    expect((await bench.rows("SHOW TABLES IN DATABASE d")).map((row) => row.owner)).toEqual(["R", "R", "R"]);
    expect(await bench.rows("SHOW GRANTS TO ROLE s")).toEqual([expect.objectContaining({ granted_by: "R" })]);
  });

  it("tell nothing of what the role may not see", async () => {
    const hidden = "002003 (02000): SQL compilation error:\nDatabase 'D' does not exist or not authorized.";
    for (const statement of [
      "SHOW GRANTS ON TABLE d.a.t1",
      "GRANT SELECT ON TABLE d.a.t1 TO ROLE s",
      "GRANT SELECT ON ALL TABLES IN DATABASE d TO ROLE s",
      "SHOW FUTURE GRANTS IN SCHEMA d.a",
      "GRANT OWNERSHIP ON SCHEMA d.a TO ROLE r",
    ]) {
      expect(await bench.error(statement, ana())).toBe(hidden);
    }
  });
});

describe("database roles", () => {
  let bench: Bench;

  beforeEach(async () => {
    bench = new Bench();
    await bench.run(
      "CREATE ROLE r",
      "CREATE USER ana",
      "GRANT ROLE r TO USER ana",
      "CREATE DATABASE d",
      "CREATE DATABASE e",
      "CREATE SCHEMA d.a",
      "CREATE TABLE d.a.t (x INT)",
      "CREATE DATABASE ROLE d.reader COMMENT = 'reads'",
      "CREATE DATABASE ROLE d.writer",
    );
  });

  it("are created, shown, altered and dropped", async () => {
    expect(await bench.rows("SHOW DATABASE ROLES IN DATABASE d")).toEqual([
      expect.objectContaining({ name: "READER", comment: "reads", owner: "ACCOUNTADMIN", owner_role_type: "ROLE" }),
      expect.objectContaining({ name: "WRITER", granted_to_roles: 0 }),
    ]);
    await bench.run(
      "ALTER DATABASE ROLE d.reader RENAME TO d.r2",
      "ALTER DATABASE ROLE d.r2 UNSET COMMENT",
      "DROP DATABASE ROLE d.writer",
    );
    expect(await bench.rows("SHOW DATABASE ROLES LIKE 'r%' IN DATABASE d")).toEqual([
      expect.objectContaining({ name: "R2", comment: "" }),
    ]);
    expect(await bench.error("ALTER DATABASE ROLE d.r2 RENAME TO e.r2")).toMatch("can't be moved to another database");
    expect(await bench.error("USE ROLE d.r2")).toMatch(/^001003|^002043/);
  });

  it("pass what they hold on to account roles and to each other, and not in circles", async () => {
    await bench.run(
      "GRANT USAGE ON DATABASE d TO DATABASE ROLE d.reader",
      "GRANT USAGE ON ALL SCHEMAS IN DATABASE d TO DATABASE ROLE d.reader",
      "GRANT SELECT ON FUTURE TABLES IN SCHEMA d.a TO DATABASE ROLE d.reader",
      "GRANT DATABASE ROLE d.reader TO DATABASE ROLE d.writer",
      "GRANT DATABASE ROLE d.writer TO ROLE r",
      "CREATE TABLE d.a.t2 (x INT)",
    );
    expect(await bench.rows("SHOW TABLES IN SCHEMA d.a", bench.sessionOf("ANA", "R"))).toEqual([
      expect.objectContaining({ name: "T2" }),
    ]);
    expect(await bench.error("GRANT DATABASE ROLE d.writer TO DATABASE ROLE d.reader")).toMatch("cycle");
    expect(await bench.rows("SHOW GRANTS TO DATABASE ROLE d.writer")).toEqual([
      expect.objectContaining({
        privilege: "USAGE",
        granted_on: "DATABASE_ROLE",
        name: "D.READER",
        granted_to: "DATABASE_ROLE",
      }),
    ]);
    expect(await bench.rows("SHOW GRANTS OF DATABASE ROLE d.reader")).toEqual([
      expect.objectContaining({ role: "D.READER", granted_to: "DATABASE_ROLE", grantee_name: "D.WRITER" }),
    ]);
    await bench.run("REVOKE DATABASE ROLE d.writer FROM ROLE r");
    expect(await bench.rows("SHOW TABLES IN ACCOUNT", bench.sessionOf("ANA", "R"))).toEqual([]);
  });

  it("reach into their own database only", async () => {
    await bench.run("CREATE DATABASE ROLE e.other");
    for (const statement of [
      "GRANT USAGE ON DATABASE e TO DATABASE ROLE d.reader",
      "GRANT CREATE DATABASE ON ACCOUNT TO DATABASE ROLE d.reader",
      "GRANT SELECT ON FUTURE TABLES IN DATABASE e TO DATABASE ROLE d.reader",
      "GRANT OWNERSHIP ON DATABASE d TO DATABASE ROLE d.reader",
    ]) {
      expect(await bench.error(statement)).toMatch("only on its own database");
    }
    expect(await bench.error("GRANT DATABASE ROLE d.reader TO DATABASE ROLE e.other")).toMatch("of another database");
    expect(await bench.error("GRANT DATABASE ROLE d.reader TO USER ana")).toMatch(/^001003/);
  });
});
