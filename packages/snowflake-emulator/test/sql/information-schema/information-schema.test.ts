import { Bench } from "../../support/accounts";

describe("INFORMATION_SCHEMA", () => {
  it("tells about databases, schemas, tables, columns, views and constraints", async () => {
    const bench = new Bench();
    await bench.run(
      "CREATE DATABASE d",
      "CREATE TABLE t (a NUMBER(10,2) NOT NULL, b VARCHAR(5) DEFAULT 'x', PRIMARY KEY (a))",
      "CREATE VIEW v AS SELECT a FROM t",
    );
    const rows = (query: string) => bench.rows(query);
    expect(await rows("SELECT database_name, is_transient FROM INFORMATION_SCHEMA.DATABASES")).toEqual([
      { DATABASE_NAME: "D", IS_TRANSIENT: "NO" },
    ]);
    expect(await rows("SELECT schema_name FROM d.INFORMATION_SCHEMA.SCHEMATA ORDER BY 1")).toEqual([
      { SCHEMA_NAME: "INFORMATION_SCHEMA" },
      { SCHEMA_NAME: "PUBLIC" },
    ]);
    expect(await rows("SELECT table_name, table_type, row_count FROM INFORMATION_SCHEMA.TABLES ORDER BY 1")).toEqual([
      { TABLE_NAME: "T", TABLE_TYPE: "BASE TABLE", ROW_COUNT: "0" },
      { TABLE_NAME: "V", TABLE_TYPE: "VIEW", ROW_COUNT: null },
    ]);
    expect(
      await rows(
        "SELECT column_name, data_type, is_nullable, numeric_scale, character_maximum_length, column_default FROM INFORMATION_SCHEMA.COLUMNS WHERE table_name = 'T' ORDER BY ordinal_position",
      ),
    ).toEqual([
      {
        COLUMN_NAME: "A",
        DATA_TYPE: "NUMBER",
        IS_NULLABLE: "NO",
        NUMERIC_SCALE: "2",
        CHARACTER_MAXIMUM_LENGTH: null,
        COLUMN_DEFAULT: null,
      },
      {
        COLUMN_NAME: "B",
        DATA_TYPE: "TEXT",
        IS_NULLABLE: "YES",
        NUMERIC_SCALE: null,
        CHARACTER_MAXIMUM_LENGTH: "5",
        COLUMN_DEFAULT: "'x'",
      },
    ]);
    expect(await rows("SELECT view_definition FROM INFORMATION_SCHEMA.VIEWS")).toEqual([
      { VIEW_DEFINITION: "CREATE VIEW v AS SELECT a FROM t" },
    ]);
    expect(await rows("SELECT constraint_type FROM INFORMATION_SCHEMA.TABLE_CONSTRAINTS")).toEqual([
      { CONSTRAINT_TYPE: "PRIMARY KEY" },
    ]);
    expect(
      await rows("SELECT privilege_type, grantee FROM INFORMATION_SCHEMA.TABLE_PRIVILEGES WHERE table_name = 'T'"),
    ).toEqual([{ PRIVILEGE_TYPE: "OWNERSHIP", GRANTEE: "ACCOUNTADMIN" }]);
    expect(await rows("SELECT role_name FROM INFORMATION_SCHEMA.APPLICABLE_ROLES WHERE grantee = 'ADMIN'")).toEqual([
      { ROLE_NAME: "ACCOUNTADMIN" },
    ]);
    expect(await bench.error("SELECT * FROM INFORMATION_SCHEMA.NOPE")).toMatch(/^002003/);
    await bench.account.close();
  });

  it("tells about procedures; the body of an owner's rights procedure is for its owner", async () => {
    const bench = new Bench();
    const create = (name: string, more: string) =>
      `CREATE PROCEDURE ${name} RETURNS VARCHAR(10) LANGUAGE JAVASCRIPT ${more} AS 'return 1'`;
    await bench.run(
      "CREATE DATABASE d",
      create("p(a VARCHAR(5), b FLOAT)", "COMMENT = 'c' EXECUTE AS CALLER"),
      create("p()", ""),
      "CREATE ROLE reader",
      "GRANT USAGE ON DATABASE d TO ROLE reader",
      "GRANT USAGE ON SCHEMA d.PUBLIC TO ROLE reader",
      "GRANT USAGE ON PROCEDURE p() TO ROLE reader",
      "GRANT USAGE ON PROCEDURE p(VARCHAR, FLOAT) TO ROLE reader",
    );
    const query =
      "SELECT procedure_schema, procedure_name, argument_signature, data_type, character_maximum_length, procedure_language, procedure_definition, comment FROM d.INFORMATION_SCHEMA.PROCEDURES ORDER BY 3";
    const common = {
      PROCEDURE_SCHEMA: "PUBLIC",
      PROCEDURE_NAME: "P",
      DATA_TYPE: "VARCHAR",
      CHARACTER_MAXIMUM_LENGTH: "10",
      PROCEDURE_LANGUAGE: "JAVASCRIPT",
    };
    const plain = { ...common, ARGUMENT_SIGNATURE: "()", COMMENT: null };
    const commented = { ...common, ARGUMENT_SIGNATURE: "(A VARCHAR, B FLOAT)", COMMENT: "c" };
    expect(await bench.rows(query)).toEqual([
      { ...plain, PROCEDURE_DEFINITION: "return 1" },
      { ...commented, PROCEDURE_DEFINITION: "return 1" },
    ]);
    expect(await bench.rows(query, bench.sessionOf("ADMIN", "READER"))).toEqual([
      { ...plain, PROCEDURE_DEFINITION: null },
      { ...commented, PROCEDURE_DEFINITION: "return 1" },
    ]);
    await bench.account.close();
  });
});

describe("a view of INFORMATION_SCHEMA with many rows", () => {
  it("gives the same values as with few", async () => {
    const bench = new Bench();
    await bench.run("CREATE DATABASE d");
    const query =
      "SELECT table_name, column_name, numeric_precision, comment FROM INFORMATION_SCHEMA.COLUMNS WHERE table_name = 'T0' ORDER BY 2";
    const created = "SELECT created FROM INFORMATION_SCHEMA.TABLES WHERE table_name = 'T0'";
    await bench.run(`CREATE TABLE t0 (a INT COMMENT 'it''s "x"\\n', b VARCHAR)`);
    const few = [await bench.rows(query), await bench.rows(created)];
    for (let index = 1; index < 15; index += 1) await bench.run(`CREATE TABLE t${index} (a INT, b VARCHAR)`);
    for (let index = 0; index < 10; index += 1) await bench.run(`CREATE VIEW v${index} AS SELECT a FROM t0`);
    expect([await bench.rows(query), await bench.rows(created)]).toEqual(few);
  });
});
