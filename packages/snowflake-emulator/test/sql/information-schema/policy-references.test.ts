import { Bench } from "../../support/accounts";

describe("POLICY_REFERENCES", () => {
  const asked = (name: string, domain: string) =>
    `SELECT * FROM TABLE (SNOWFLAKE.INFORMATION_SCHEMA.POLICY_REFERENCES (REF_ENTITY_NAME => '${name}', REF_ENTITY_DOMAIN => '${domain}'))`;

  it("lists the policies of a user and of the account", async () => {
    const bench = new Bench();
    await bench.run(
      "CREATE DATABASE d",
      "CREATE AUTHENTICATION POLICY d.public.ap AUTHENTICATION_METHODS = ('ALL')",
      "CREATE NETWORK POLICY np ALLOWED_IP_LIST = ('0.0.0.0/0')",
      'CREATE USER "some one"',
    );
    expect(await bench.rows(asked('"some one"', "USER"))).toEqual([]);
    await bench.run(
      'ALTER USER "some one" SET AUTHENTICATION POLICY d.public.ap',
      'ALTER USER "some one" SET NETWORK_POLICY = np',
      "ALTER ACCOUNT SET NETWORK_POLICY = np",
    );
    expect(await bench.rows(asked('"some one"', "USER"))).toEqual([
      expect.objectContaining({
        POLICY_DB: "D",
        POLICY_SCHEMA: "PUBLIC",
        POLICY_NAME: "AP",
        POLICY_KIND: "AUTHENTICATION_POLICY",
        REF_ENTITY_NAME: "some one",
        REF_ENTITY_DOMAIN: "USER",
        POLICY_STATUS: "ACTIVE",
      }),
      expect.objectContaining({ POLICY_DB: null, POLICY_NAME: "NP", POLICY_KIND: "NETWORK_POLICY" }),
    ]);
    expect(await bench.rows(asked("EAST", "ACCOUNT"))).toEqual([expect.objectContaining({ POLICY_NAME: "NP" })]);
  });

  it("fails for a user who is not there, and refuses what is not built", async () => {
    const bench = new Bench();
    expect(await bench.error(asked("nobody", "USER"))).toMatch(/^002003/);
    expect(await bench.error(asked("i", "INTEGRATION"))).toMatch(/^000002/);
  });
});
