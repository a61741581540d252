import { login } from "../../../src/session/login";
import { Bench } from "../../support/accounts";
import { PASSWORD } from "../../support/test-accounts";

describe("authentication policies", () => {
  let bench: Bench;
  beforeEach(async () => {
    bench = new Bench();
    await bench.run("CREATE DATABASE d", `CREATE USER ana PASSWORD = '${PASSWORD}'`);
  });

  it("are created, described, altered and dropped", async () => {
    await bench.run(
      "CREATE AUTHENTICATION POLICY d.public.p AUTHENTICATION_METHODS = ('KEYPAIR') CLIENT_TYPES = ('DRIVERS') COMMENT = 'c'",
    );
    expect(await bench.properties("DESC AUTHENTICATION POLICY d.public.p")).toMatchObject({
      NAME: "P",
      AUTHENTICATION_METHODS: "[KEYPAIR]",
      CLIENT_TYPES: "[DRIVERS]",
      SECURITY_INTEGRATIONS: "[ALL]",
      MFA_ENROLLMENT: "OPTIONAL",
    });
    await bench.run(
      "ALTER AUTHENTICATION POLICY d.public.p UNSET CLIENT_TYPES",
      "ALTER AUTHENTICATION POLICY d.public.p RENAME TO d.public.q",
    );
    expect(await bench.row("SHOW AUTHENTICATION POLICIES IN SCHEMA d.public")).toMatchObject({
      name: "Q",
      comment: "c",
    });
    await bench.run("DROP AUTHENTICATION POLICY d.public.q");
  });

  it("keep logins out by method, a user's before the account's", async () => {
    const organization = { accounts: [bench.account], find: () => bench.account };
    const enter = () =>
      login(organization, { accountName: "ORG-EAST", loginName: "ANA", password: PASSWORD, parameters: {} });
    await bench.run(
      "CREATE AUTHENTICATION POLICY d.public.keys AUTHENTICATION_METHODS = ('KEYPAIR')",
      "CREATE AUTHENTICATION POLICY d.public.any",
      "ALTER ACCOUNT SET AUTHENTICATION POLICY d.public.keys",
    );
    expect(enter).toThrow("rejected by the current authentication policy");
    await bench.run("ALTER USER ana SET AUTHENTICATION POLICY d.public.any");
    expect(enter().user.name).toBe("ANA");
    expect(await bench.error("DROP AUTHENTICATION POLICY d.public.any")).toMatch(/^001492.*USER with name ANA/s);
    expect(await bench.error("ALTER USER ana SET AUTHENTICATION POLICY d.public.keys")).toMatch("FORCE");
    await bench.run(
      "ALTER USER ana UNSET AUTHENTICATION POLICY",
      "ALTER ACCOUNT UNSET AUTHENTICATION POLICY",
      "DROP AUTHENTICATION POLICY d.public.keys",
    );
  });
});
