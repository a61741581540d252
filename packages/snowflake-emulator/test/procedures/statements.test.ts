import { Bench } from "../support/accounts";

const SETUP = ["CREATE DATABASE D", "USE DATABASE D", "CREATE SCHEMA S", "USE SCHEMA D.S"];

describe("statements on procedures", () => {
  const bench = new Bench();
  beforeAll(() => bench.run(...SETUP));
  afterAll(() => bench.procedures.close());

  const created = (signature: string, body: string, more = "") =>
    `CREATE OR REPLACE PROCEDURE ${signature} LANGUAGE JAVASCRIPT ${more} AS $$${body}$$`;
  const value = async (sql: string, session = bench.session) => Object.entries(await bench.row(sql, session))[0];

  it("are created and called; the column is called after the procedure", async () => {
    expect(await bench.row(created("SP_PI() RETURNS FLOAT NOT NULL", "return 3.1415926;"))).toEqual({
      status: "Function SP_PI successfully created.",
    });
    expect(await value("call sp_pi()")).toEqual(["SP_PI", "3.1415926"]);
    expect(await value("CALL D.S.SP_PI()")).toEqual(["SP_PI", "3.1415926"]);
  });

  it("take a body in single quotes, with its escapes", async () => {
    await bench.run("CREATE OR REPLACE PROCEDURE q() RETURNS VARCHAR LANGUAGE JAVASCRIPT AS 'return \"it''s\"'");
    expect(await value("CALL q()")).toEqual(["Q", "it's"]);
  });

  it("take arguments by position, by name, and leave optional ones out (documented example)", async () => {
    await bench.run(
      created(
        "build(word VARCHAR, prefix VARCHAR DEFAULT 'pre-', suffix VARCHAR DEFAULT '-post') RETURNS VARCHAR",
        "return PREFIX + WORD + SUFFIX",
      ),
    );
    expect(await value("CALL build('hello')")).toEqual(["BUILD", "pre-hello-post"]);
    expect(await value("CALL build('hello', 'before-')")).toEqual(["BUILD", "before-hello-post"]);
    expect(await value("CALL build(suffix => '-after', word => 'hello')")).toEqual(["BUILD", "pre-hello-after"]);
    expect(await bench.error("CALL build('a', suffix => 'b')")).toMatch("either all of them are named or none is");
    expect(await bench.error("CALL build()")).toBe(
      "000938 (22023): SQL compilation error: error line 0 at position -1\nnot enough arguments for function [BUILD()], expected 1, got 0",
    );
  });

  it("evaluate their arguments, and cast them to the procedure's types", async () => {
    await bench.run(created("typed(f FLOAT, t VARCHAR, v VARIANT) RETURNS VARIANT", "return [typeof F, T, V]"));
    expect(await value("CALL typed(1 + 1, 'a' || 'b', PARSE_JSON('{\"k\": 1}'))")).toEqual([
      "TYPED",
      '["number","ab",{"k":1}]',
    ]);
    expect(await value("CALL typed('5', TRUE, NULL)")).toEqual(["TYPED", '["number","true",null]']);
  });

  it("are told apart by the types of their arguments", async () => {
    await bench.run(
      created("over(a FLOAT) RETURNS VARCHAR", "return 'float'"),
      created("over(a VARCHAR) RETURNS VARCHAR", "return 'text'"),
    );
    expect(await value("CALL over(1)")).toEqual(["OVER", "float"]);
    expect(await value("CALL over('1')")).toEqual(["OVER", "text"]);
    await bench.run("DROP PROCEDURE over(FLOAT)");
    expect(await value("CALL over(1)")).toEqual(["OVER", "text"]);
  });

  it("answer NULL at once when they are strict", async () => {
    await bench.run(created("strict_one(a VARCHAR) RETURNS VARCHAR", "return typeof A", "STRICT"));
    await bench.run(created("lax(a VARCHAR) RETURNS VARCHAR", "return typeof A"));
    expect(await value("CALL strict_one(NULL)")).toEqual(["STRICT_ONE", null]);
    expect(await value("CALL lax(NULL)")).toEqual(["LAX", "undefined"]);
  });

  it("are listed with all columns", async () => {
    await bench.run(created("shown(a VARCHAR(10), b FLOAT DEFAULT 1) RETURNS VARIANT", "return 1", "COMMENT = 'c'"));
    const { created_on, ...row } = await bench.row("SHOW PROCEDURES LIKE 'shown' IN SCHEMA D.S");
    expect(created_on).toBeInstanceOf(Date);
    expect(row).toEqual({
      name: "SHOWN",
      schema_name: "S",
      is_builtin: "N",
      is_aggregate: "N",
      is_ansi: "N",
      min_num_arguments: 1,
      max_num_arguments: 2,
      arguments: "SHOWN(VARCHAR, DEFAULT FLOAT) RETURN VARIANT",
      description: "c",
      catalog_name: "D",
      is_table_function: "N",
      valid_for_clustering: "N",
      is_secure: "N",
      secrets: "",
      external_access_integrations: "",
    });
    expect((await bench.row("SHOW PROCEDURES LIKE 'SP!_PI'".replace("!", ""))).description).toBe(
      "user-defined procedure",
    );
  });

  it("are described", async () => {
    await bench.run(
      'CREATE OR REPLACE SECURE PROCEDURE told("a" VARCHAR(10)) COPY GRANTS RETURNS VARCHAR(20) NOT NULL LANGUAGE JAVASCRIPT ' +
        "STRICT IMMUTABLE COMMENT = 'c' EXECUTE AS CALLER AS $$return a$$",
    );
    expect(await bench.rows("DESC PROCEDURE told(VARCHAR)")).toEqual(
      Object.entries({
        signature: "(a VARCHAR)",
        returns: "VARCHAR(20) NOT NULL",
        language: "JAVASCRIPT",
        "null handling": "RETURNS NULL ON NULL INPUT",
        volatility: "IMMUTABLE",
        "execute as": "CALLER",
        body: "return a",
      }).map(([property, cell]) => ({ property, value: cell })),
    );
    expect((await bench.row("SHOW PROCEDURES LIKE 'TOLD'")).is_secure).toBe("Y");
  });

  it("are altered", async () => {
    await bench.run(created("old_name(a FLOAT) RETURNS FLOAT", "return A"));
    await bench.run(
      "ALTER PROCEDURE old_name(FLOAT) SET COMMENT = 'new', LOG_LEVEL = 'INFO'",
      "ALTER PROCEDURE old_name(FLOAT) EXECUTE AS CALLER",
      "ALTER PROCEDURE old_name(FLOAT) RENAME TO new_name",
      "ALTER PROCEDURE IF EXISTS old_name(FLOAT) SET COMMENT = 'gone'",
    );
    expect(await value("CALL new_name(7)")).toEqual(["NEW_NAME", "7"]);
    expect((await bench.row("SHOW PROCEDURES LIKE 'NEW_NAME'")).description).toBe("new");
    const levels = await bench.rows("SHOW PARAMETERS LIKE 'LOG_LEVEL' IN PROCEDURE new_name(FLOAT)");
    expect(levels).toMatchObject([{ key: "LOG_LEVEL", value: "INFO", level: "PROCEDURE" }]);
    await bench.run("ALTER PROCEDURE new_name(FLOAT) UNSET COMMENT, LOG_LEVEL");
    expect((await bench.row("SHOW PROCEDURES LIKE 'NEW_NAME'")).description).toBe("user-defined procedure");
    expect(await bench.error("CALL old_name(1)")).toBe(
      "002140 (42601): SQL compilation error:\nUnknown function OLD_NAME.",
    );
  });

  it("are dropped", async () => {
    await bench.run(
      created("dropped() RETURNS VARCHAR", ""),
      "DROP PROCEDURE dropped()",
      "DROP PROCEDURE IF EXISTS dropped()",
    );
    await bench.run("DROP PROCEDURE IF EXISTS NOWHERE.S.dropped()");
    expect(await bench.error("DROP PROCEDURE dropped()")).toBe(
      "002003 (02000): SQL compilation error:\nProcedure 'DROPPED()' does not exist or not authorized.",
    );
  });

  it.each([
    ["LANGUAGE SQL AS $$BEGIN RETURN 1; END$$", "LANGUAGE SQL of procedures"],
    ["AS $$BEGIN RETURN 1; END$$", "LANGUAGE SQL of procedures"],
    ["LANGUAGE PYTHON AS ''", "LANGUAGE PYTHON of procedures"],
    ["LANGUAGE JAVA AS ''", "LANGUAGE JAVA of procedures"],
    ["LANGUAGE SCALA AS ''", "LANGUAGE SCALA of procedures"],
    ["LANGUAGE JAVASCRIPT EXECUTE AS RESTRICTED CALLER AS ''", "EXECUTE AS RESTRICTED CALLER"],
    ["LANGUAGE PYTHON RUNTIME_VERSION = '3.11' AS ''", "RUNTIME_VERSION of procedures"],
  ])("refuse by name: %s", async (clauses, what) => {
    expect(await bench.error(`CREATE PROCEDURE nope() RETURNS VARCHAR ${clauses}`)).toBe(
      `000002 (0A000): Unsupported feature 'not emulated: ${what}'.`,
    );
  });

  it("run statements, with bound values, and hand errors to the procedure (documented example)", async () => {
    await bench.run(
      created(
        "broken() RETURNS VARCHAR NOT NULL",
        `
        try { snowflake.execute({sqlText: "Invalid Command!"}); return "Succeeded"; }
        catch (err) { return err.code + " " + err.state + " " + err.message; }`,
      ),
      created(
        "bound(a VARCHAR) RETURNS VARCHAR",
        "const rs = snowflake.execute({sqlText: 'SELECT ?', binds: [A]}); rs.next(); return rs.getColumnValue(1)",
      ),
    );
    expect(await value("CALL broken()")).toEqual([
      "BROKEN",
      "1003 42000 SQL compilation error:\nsyntax error line 1 at position 0 unexpected 'Invalid'.",
    ]);
    expect(await value("CALL bound('it''s')")).toEqual(["BOUND", "it's"]);
  });

  it("call each other (documented example)", async () => {
    await bench.run(
      created(
        "recursive(counter FLOAT) RETURNS VARCHAR NOT NULL",
        `
        let rest = "";
        if (COUNTER > 0) {
          const res = snowflake.createStatement({sqlText: "call recursive (?);", binds: [COUNTER - 1]}).execute();
          res.next();
          rest = res.getColumnValue(1);
        }
        return COUNTER + ":" + rest;`,
      ),
    );
    expect(await value("CALL recursive(4.0::FLOAT)")).toEqual(["RECURSIVE", "4:3:2:1:0:"]);
  });

  it("are found in the history with their own query id", async () => {
    await bench.run(
      created(
        "asked() RETURNS VARCHAR",
        "const s = snowflake.createStatement({sqlText: 'SELECT 1'}); s.execute(); return s.getQueryId()",
      ),
    );
    const [, id] = (await value("CALL asked()")) ?? [];
    expect(bench.account.queries.find(String(id))?.info.sqlText).toBe("SELECT 1");
  });
});

describe("procedures and data", () => {
  const bench = new Bench();
  const create = (signature: string, body: string) =>
    bench.run(`CREATE OR REPLACE PROCEDURE ${signature} LANGUAGE JAVASCRIPT AS $$${body}$$`);
  const count = async () => Number((await bench.row("SELECT COUNT(*) AS C FROM T")).C);

  beforeAll(() => bench.run(...SETUP, "CREATE TABLE T (A INT, V VARIANT, TS TIMESTAMP_NTZ)"));
  beforeEach(() => bench.run("DELETE FROM T"));
  afterAll(() => bench.procedures.close());

  it("write rows with bound values and read them back", async () => {
    await create(
      "fill(n FLOAT) RETURNS VARIANT",
      `const s = snowflake.createStatement({sqlText: "INSERT INTO T SELECT ?, PARSE_JSON(?), '2024-02-29 01:02:03.5'::TIMESTAMP_NTZ", binds: [N, '{"a": 1}']});
       s.execute();
       const rs = snowflake.execute({sqlText: "SELECT * FROM T"});
       rs.next();
       return [s.getNumRowsInserted(), rs.A, rs.V.a, rs.TS.toISOString(), rs.getColumnValueAsString("TS")];`,
    );
    expect(await bench.row("CALL fill(7)")).toEqual({
      FILL: '[1,7,1,"2024-02-29T01:02:03.500Z","2024-02-29 01:02:03.500"]',
    });
  });

  it("roll back a transaction that they left open, and fail", async () => {
    await create(
      "leaves() RETURNS VARCHAR",
      "snowflake.execute({sqlText: 'BEGIN'}); snowflake.execute({sqlText: 'INSERT INTO T (A) VALUES (1)'}); return 'x'",
    );
    expect(await bench.error("CALL leaves()")).toMatch(
      /: Stored procedure execution error: Scoped transaction started in stored procedure is incomplete and it was rolled back\.$/,
    );
    expect(await count()).toBe(0);
  });

  it("roll it back as well when they fail by themselves; their own error counts", async () => {
    await create(
      "fails() RETURNS VARCHAR",
      "snowflake.execute({sqlText: 'BEGIN'}); snowflake.execute({sqlText: 'INSERT INTO T (A) VALUES (1)'}); throw 'own'",
    );
    expect(await bench.error("CALL fails()")).toMatch(/^100132 .*Uncaught own in FAILS/);
    expect(await count()).toBe(0);
  });

  it("can't end a transaction that was begun outside", async () => {
    await create("ends() RETURNS VARCHAR", "snowflake.execute({sqlText: 'COMMIT'}); return 'x'");
    await bench.run("BEGIN");
    expect(await bench.error("CALL ends()")).toMatch(
      "Modifying a transaction that has started at a different scope is not allowed.",
    );
    await bench.run("ROLLBACK");
  });

  it("end transactions of their own (documented example)", async () => {
    await create(
      "cleanup(force_failure VARCHAR) RETURNS VARCHAR NOT NULL",
      `snowflake.execute({sqlText: "BEGIN WORK;"});
       try {
         snowflake.execute({sqlText: "DELETE FROM T;"});
         if (FORCE_FAILURE === "fail") snowflake.execute({sqlText: "DELETE FROM no_such_table;"});
         snowflake.execute({sqlText: "COMMIT WORK;"});
         return "Succeeded";
       } catch (err) {
         snowflake.execute({sqlText: "ROLLBACK WORK;"});
         return "Failed: " + err;
       }`,
    );
    await bench.run("INSERT INTO T (A) VALUES (1), (2)");
    expect((await bench.row("CALL cleanup('fail')")).CLEANUP).toMatch(/^Failed: SQL compilation error:/);
    expect(await count()).toBe(2);
    expect((await bench.row("CALL cleanup('do not fail')")).CLEANUP).toBe("Succeeded");
    expect(await count()).toBe(0);
  });

  it("end with the statement's time limit", async () => {
    await create("endless() RETURNS VARCHAR", "for (;;) {}");
    await bench.run("ALTER SESSION SET STATEMENT_TIMEOUT_IN_SECONDS = 1");
    expect(await bench.error("CALL endless()")).toBe(
      "000630 (57014): Statement reached its statement or warehouse timeout of 1 second(s) and was canceled.",
    );
    await bench.run("ALTER SESSION UNSET STATEMENT_TIMEOUT_IN_SECONDS");
  });
});

describe("whose rights a procedure runs with", () => {
  const bench = new Bench();
  const body = (sql: string) =>
    `const rs = snowflake.execute({sqlText: ${JSON.stringify(sql)}}); rs.next(); return rs.getColumnValue(1)`;
  const create = (name: string, sql: string, executeAs: string) =>
    `CREATE PROCEDURE ${name} RETURNS VARCHAR LANGUAGE JAVASCRIPT EXECUTE AS ${executeAs} AS $$${body(sql)}$$`;
  let nurse: Bench["session"];

  beforeAll(async () => {
    await bench.run(
      "CREATE ROLE DOCTOR",
      "CREATE ROLE NURSE",
      "CREATE USER NANCY",
      "GRANT ROLE DOCTOR TO USER ADMIN",
      "GRANT ROLE NURSE TO USER NANCY",
      ...SETUP,
      "GRANT USAGE ON DATABASE D TO ROLE DOCTOR",
      "GRANT USAGE ON DATABASE D TO ROLE NURSE",
      "GRANT USAGE ON SCHEMA D.S TO ROLE NURSE",
      "GRANT USAGE, CREATE PROCEDURE ON SCHEMA D.S TO ROLE DOCTOR",
      "USE ROLE DOCTOR",
      create("as_owner()", "SELECT CURRENT_ROLE() || ' ' || CURRENT_SCHEMA()", "OWNER"),
      create("as_caller()", "SELECT CURRENT_ROLE()", "CALLER"),
      create("owner_calls()", "CALL D.S.as_caller()", "OWNER"),
      create("changes()", "ALTER SESSION SET TIMEZONE = 'UTC'", "OWNER"),
      create("caller_changes()", "ALTER SESSION SET TIMEZONE = 'Asia/Tokyo'", "CALLER"),
      create("secret()", "SELECT 1", "OWNER"),
      ...["as_owner", "as_caller", "owner_calls", "changes", "caller_changes"].map(
        (name) => `GRANT USAGE ON PROCEDURE ${name}() TO ROLE NURSE`,
      ),
    );
    nurse = bench.sessionOf("NANCY", "NURSE");
    nurse.databaseId = bench.session.databaseId;
  });
  afterAll(() => bench.procedures.close());

  const call = async (name: string) => Object.values(await bench.row(`CALL D.S.${name}()`, nurse))[0];

  it("the owner's: its role, its database and schema", async () => {
    expect(await call("as_owner")).toBe("DOCTOR S");
  });

  it("the caller's", async () => {
    expect(await call("as_caller")).toBe("NURSE");
  });

  it("the owner's in what an owner's rights procedure calls", async () => {
    expect(await call("owner_calls")).toBe("DOCTOR");
  });

  it("the session's state is the caller's alone", async () => {
    expect(await bench.error("CALL D.S.changes()", nurse)).toBe(
      "100183 (P0000): Execution error in store procedure CHANGES:\n" +
        "Stored procedure execution error: Unsupported statement type 'ALTER_SESSION'.\nAt Snowflake.execute, line 1 position 21",
    );
    await call("caller_changes");
    expect(nurse.parameters.get("TIMEZONE")).toBe("Asia/Tokyo");
  });

  it("nobody's without USAGE: the procedure is not known", async () => {
    expect(await bench.error("CALL D.S.secret()", nurse)).toBe(
      "002141 (42601): SQL compilation error:\nUnknown user-defined function D.S.SECRET.",
    );
  });

  it("the body of an owner's rights procedure is for its owner to read", async () => {
    const bodyOf = async (name: string) =>
      (await bench.rows(`DESCRIBE PROCEDURE D.S.${name}()`, nurse)).find((row) => row.property === "body")?.value;
    expect(await bodyOf("as_owner")).toBeNull();
    expect(await bodyOf("as_caller")).toMatch("CURRENT_ROLE");
  });
});
