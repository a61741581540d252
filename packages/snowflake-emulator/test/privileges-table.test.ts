import { Bench } from "./support/accounts";

/** What is there before each case; the role R is the one that tries. */
const SETUP = [
  "CREATE ROLE r",
  "CREATE ROLE other",
  "CREATE USER eve",
  "CREATE DATABASE d",
  "CREATE SCHEMA d.s",
  "CREATE TABLE d.s.t (x INT)",
  "CREATE SEQUENCE d.s.q",
  "CREATE FILE FORMAT d.s.f TYPE = CSV",
  "CREATE WAREHOUSE w",
  "CREATE NETWORK POLICY p ALLOWED_IP_LIST = ('127.0.0.1')",
];
const ON_DATABASE = "GRANT USAGE ON DATABASE d TO ROLE r";
const ON_SCHEMA = "GRANT USAGE ON SCHEMA d.s TO ROLE r";
const REACH = [ON_DATABASE, ON_SCHEMA];

type Case = readonly [granted: readonly string[], statement: string, outcome: "ok" | RegExp];

const HIDDEN = /^002003 \((?:02000|42S02)\).*does not exist or not authorized/s;
const DENIED = /^003001 \(42501\)/;

const CASES: readonly Case[] = [
  // Hidden things are told apart from missing ones by nobody.
  [[], "DESCRIBE TABLE d.s.t", HIDDEN],
  [[], "DESCRIBE TABLE d.s.missing", HIDDEN],
  [[], "DESCRIBE TABLE missing.s.t", HIDDEN],
  [REACH, "DESCRIBE TABLE d.s.t", HIDDEN],
  [REACH, "DESCRIBE TABLE d.s.missing", HIDDEN],
  [[], "DESCRIBE SEQUENCE d.s.q", HIDDEN],
  [REACH, "DROP SEQUENCE d.s.q", HIDDEN],
  [REACH, "DROP SEQUENCE IF EXISTS d.s.q", "ok"],
  [REACH, "DESC FILE FORMAT d.s.f", HIDDEN],
  [[], "DESCRIBE NETWORK POLICY p", HIDDEN],
  [[], "SHOW GRANTS ON WAREHOUSE w", HIDDEN],
  [[], "SHOW PARAMETERS IN WAREHOUSE w", HIDDEN],
  [[], "SHOW GRANTS ON DATABASE d", HIDDEN],
  [[], "GRANT USAGE ON DATABASE d TO ROLE other", HIDDEN],
  [[], "DESCRIBE USER eve", HIDDEN],
  // What contains an object has to be usable.
  [["GRANT SELECT ON TABLE d.s.t TO ROLE r"], "DESCRIBE TABLE d.s.t", HIDDEN],
  [["GRANT SELECT ON TABLE d.s.t TO ROLE r", ON_DATABASE], "DESCRIBE TABLE d.s.t", HIDDEN],
  [["GRANT SELECT ON TABLE d.s.t TO ROLE r", ON_SCHEMA], "DESCRIBE TABLE d.s.t", HIDDEN],
  [["GRANT SELECT ON TABLE d.s.t TO ROLE r", ...REACH], "DESCRIBE TABLE d.s.t", "ok"],
  [["GRANT OWNERSHIP ON TABLE d.s.t TO ROLE r"], "DESCRIBE TABLE d.s.t", HIDDEN],
  [["GRANT OWNERSHIP ON TABLE d.s.t TO ROLE r", ...REACH], "DROP TABLE d.s.t", "ok"],
  [["GRANT ALL ON TABLE d.s.t TO ROLE r", ...REACH], "DROP TABLE d.s.t", DENIED],
  [["GRANT OWNERSHIP ON SCHEMA d.s TO ROLE r", ON_DATABASE], "DROP SEQUENCE d.s.q", HIDDEN],
  // Creating.
  [REACH, "CREATE SEQUENCE d.s.n", DENIED],
  [["GRANT CREATE SEQUENCE ON SCHEMA d.s TO ROLE r", ...REACH], "CREATE SEQUENCE d.s.n", "ok"],
  [["GRANT CREATE SEQUENCE ON SCHEMA d.s TO ROLE r", ...REACH], "CREATE FILE FORMAT d.s.n TYPE = CSV", DENIED],
  [["GRANT CREATE SEQUENCE ON SCHEMA d.s TO ROLE r", ON_DATABASE], "CREATE SEQUENCE d.s.n", HIDDEN],
  [["GRANT OWNERSHIP ON SCHEMA d.s TO ROLE r", ON_DATABASE], "CREATE SEQUENCE d.s.n", "ok"],
  [["GRANT CREATE SEQUENCE ON SCHEMA d.s TO ROLE r", ...REACH], "CREATE OR REPLACE SEQUENCE d.s.q", DENIED],
  [[ON_DATABASE], "CREATE SCHEMA d.n", DENIED],
  [["GRANT CREATE SCHEMA ON DATABASE d TO ROLE r", ON_DATABASE], "CREATE SCHEMA d.n", "ok"],
  [[ON_DATABASE], "CREATE DATABASE ROLE d.n", DENIED],
  [["GRANT CREATE DATABASE ROLE ON DATABASE d TO ROLE r", ON_DATABASE], "CREATE DATABASE ROLE d.n", "ok"],
  [[], "CREATE NETWORK POLICY n ALLOWED_IP_LIST = ('1.2.3.4')", DENIED],
  [["GRANT CREATE NETWORK POLICY ON ACCOUNT TO ROLE r"], "CREATE NETWORK POLICY n ALLOWED_IP_LIST = ('1.2.3.4')", "ok"],
  // What is usable may not be alterable.
  [["GRANT USAGE ON SEQUENCE d.s.q TO ROLE r", ...REACH], "DESCRIBE SEQUENCE d.s.q", "ok"],
  [["GRANT USAGE ON SEQUENCE d.s.q TO ROLE r", ...REACH], "ALTER SEQUENCE d.s.q SET COMMENT = 'x'", DENIED],
  [["GRANT USAGE ON FILE FORMAT d.s.f TO ROLE r", ...REACH], "ALTER FILE FORMAT d.s.f SET TRIM_SPACE = TRUE", DENIED],
  // MANAGE GRANTS sees and grants, and does no more.
  [["GRANT MANAGE GRANTS ON ACCOUNT TO ROLE r"], "GRANT SELECT ON TABLE d.s.t TO ROLE other", "ok"],
  [["GRANT MANAGE GRANTS ON ACCOUNT TO ROLE r"], "GRANT OWNERSHIP ON TABLE d.s.t TO ROLE other", "ok"],
  [["GRANT MANAGE GRANTS ON ACCOUNT TO ROLE r"], "GRANT SELECT ON FUTURE TABLES IN DATABASE d TO ROLE other", "ok"],
  [["GRANT MANAGE GRANTS ON ACCOUNT TO ROLE r"], "DROP TABLE d.s.t", DENIED],
  [["GRANT MANAGE GRANTS ON ACCOUNT TO ROLE r"], "ALTER WAREHOUSE w SUSPEND", DENIED],
  [["GRANT MANAGE GRANTS ON ACCOUNT TO ROLE r"], "GRANT CREATE ROLE ON ACCOUNT TO ROLE other", /^003102/],
  // The grant option.
  [["GRANT USAGE ON WAREHOUSE w TO ROLE r"], "GRANT USAGE ON WAREHOUSE w TO ROLE other", /^003102/],
  [["GRANT USAGE ON WAREHOUSE w TO ROLE r WITH GRANT OPTION"], "GRANT USAGE ON WAREHOUSE w TO ROLE other", "ok"],
  [["GRANT USAGE ON WAREHOUSE w TO ROLE r WITH GRANT OPTION"], "GRANT OWNERSHIP ON WAREHOUSE w TO ROLE r", DENIED],
];

describe("a role that was given", () => {
  it.each(CASES)("%j: %s", async (granted, statement, outcome) => {
    const bench = new Bench();
    await bench.run(...SETUP, ...granted);
    const session = bench.sessionOf("ADMIN", "R");
    if (outcome === "ok") await bench.rows(statement, session);
    else expect(await bench.error(statement, session)).toMatch(outcome);
  });
});

it("what is dropped or taken away is gone for secondary roles, too", async () => {
  const bench = new Bench();
  await bench.run(...SETUP, "CREATE USER ana", "GRANT ROLE r TO USER ana", "GRANT ROLE other TO USER ana", ...REACH);
  const session = { ...bench.sessionOf("ANA", "OTHER"), secondaryRoles: "ALL" as const };
  await bench.run("GRANT SELECT ON TABLE d.s.t TO ROLE r");
  await bench.rows("DESCRIBE TABLE d.s.t", session);
  expect(await bench.error("CREATE SCHEMA d.n", session)).toMatch(DENIED);
  await bench.run("REVOKE ROLE r FROM USER ana");
  expect(await bench.error("DESCRIBE TABLE d.s.t", session)).toMatch(HIDDEN);
});
