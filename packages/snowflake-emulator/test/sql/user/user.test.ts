import { generateKeyPairSync } from "node:crypto";
import { Bench } from "../../support/accounts";

describe("users", () => {
  let bench: Bench;
  beforeEach(async () => {
    bench = new Bench();
    await bench.run("CREATE ROLE r", "CREATE USER ana", "GRANT ROLE r TO USER ana");
  });
  const ana = () => bench.sessionOf("ANA", "R");

  it("change some things about themselves", async () => {
    await bench.rows("ALTER USER ana SET DEFAULT_WAREHOUSE = w DEFAULT_NAMESPACE = d.s DEFAULT_ROLE = r", ana());
    await bench.rows("ALTER USER SET TIMEZONE = 'UTC'", ana());
    expect(await bench.row("SHOW USERS LIKE 'ana'")).toMatchObject({ default_warehouse: "W", default_role: "R" });
    expect(await bench.row("SHOW PARAMETERS LIKE 'TIMEZONE' IN USER ana")).toMatchObject({
      value: "UTC",
      level: "USER",
    });
    for (const statement of [
      "ALTER USER ana SET EMAIL = 'a@b.c'",
      "ALTER USER ana SET DISABLED = FALSE",
      "ALTER USER ana RENAME TO eve",
    ]) {
      expect(await bench.error(statement, ana())).toMatch(/^003001.*user 'ANA'/s);
    }
    expect(await bench.error("ALTER USER admin SET DEFAULT_ROLE = r", ana())).toMatch(/^002003/);
  });

  it("that are services have no password and no person's name", async () => {
    await bench.run(
      "CREATE USER bot TYPE = SERVICE COMMENT = 'robot'",
      "CREATE USER old TYPE = LEGACY_SERVICE PASSWORD = 'abcdefgh12345X'",
    );
    for (const [property, value] of [
      ["PASSWORD", "'x'"],
      ["FIRST_NAME", "'x'"],
      ["MUST_CHANGE_PASSWORD", "TRUE"],
      ["MINS_TO_BYPASS_MFA", "3"],
    ]) {
      expect(await bench.error(`ALTER USER bot SET ${property} = ${value}`)).toMatch(
        `Cannot set ${property} on users with TYPE=SERVICE.`,
      );
    }
    expect(await bench.error("ALTER USER old SET LAST_NAME = 'x'")).toMatch(
      "Cannot set LAST_NAME on users with TYPE=LEGACY_SERVICE.",
    );
  });

  it("have two keys with fingerprints that can be checked and taken away", async () => {
    const { publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const body = publicKey.export({ type: "spki", format: "der" }).toString("base64");
    await bench.run(`ALTER USER ana SET RSA_PUBLIC_KEY = '${body}' RSA_PUBLIC_KEY_2 = '${body}'`);
    const described = await bench.properties("DESCRIBE USER ana");
    expect(described.RSA_PUBLIC_KEY_FP).toMatch(/^SHA256:/);
    expect(described.RSA_PUBLIC_KEY_2_FP).toBe(described.RSA_PUBLIC_KEY_FP);
    expect(await bench.error(`CREATE USER b RSA_PUBLIC_KEY = '${body}' RSA_PUBLIC_KEY_FP = 'SHA256:x'`)).toMatch(
      /^001008/,
    );
    await bench.run("ALTER USER ana UNSET RSA_PUBLIC_KEY, RSA_PUBLIC_KEY_2");
    expect(await bench.row("SHOW USERS LIKE 'ana'")).toMatchObject({ has_rsa_public_key: "false" });
  });

  it("that are services have a workload identity of AWS", async () => {
    const arn = "arn:aws:iam::123456789012:role/path/sync";
    await bench.run(
      `CREATE USER bot TYPE = SERVICE WORKLOAD_IDENTITY = (TYPE = AWS ARN = '${arn}' ISSUER = 'https://i')`,
    );
    expect(await bench.row("SHOW USERS LIKE 'bot'")).toMatchObject({ has_workload_identity: "true" });
    expect(await bench.properties("DESCRIBE USER bot")).toMatchObject({ HAS_WORKLOAD_IDENTITY: "true" });
    const methods = "SHOW USER WORKLOAD IDENTITY AUTHENTICATION METHODS FOR USER bot";
    const shown = await bench.row(methods);
    expect(shown).toMatchObject({ name: "DEFAULT", type: "AWS", last_used: null });
    expect(JSON.parse(String(shown.additional_info))).toEqual({
      iamRole: "path/sync",
      type: "IAM_ROLE",
      awsAccount: "123456789012",
      awsPartition: "aws",
      issuer: "https://i",
    });
    await bench.run("ALTER USER bot UNSET WORKLOAD_IDENTITY");
    expect(await bench.rows(methods)).toEqual([]);
    for (const bad of ["ARN = 'arn:aws:s3:::b'", ""])
      expect(await bench.error(`ALTER USER bot SET WORKLOAD_IDENTITY = (TYPE = AWS ${bad})`)).toMatch(/^001008/);
    expect(await bench.error("ALTER USER bot SET WORKLOAD_IDENTITY = (ARN = 'x')")).toMatch(/^001008/);
    expect(await bench.error(`ALTER USER ana SET WORKLOAD_IDENTITY = (TYPE = AWS ARN = '${arn}')`)).toMatch(
      "Cannot set WORKLOAD_IDENTITY on users with TYPE=PERSON.",
    );
  });

  it("have keys that a role may rotate without owning the user", async () => {
    const { publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const body = publicKey.export({ type: "spki", format: "der" }).toString("base64");
    await bench.run("CREATE USER bot TYPE = SERVICE", "GRANT MONITOR ON USER bot TO ROLE r");
    const rotate = `ALTER USER bot SET RSA_PUBLIC_KEY_2 = '${body}'`;
    expect(await bench.error(rotate, ana())).toMatch(/^003001/);
    await bench.run("GRANT MODIFY PROGRAMMATIC AUTHENTICATION METHODS ON USER bot TO ROLE r");
    await bench.rows(rotate, ana());
    await bench.rows("ALTER USER bot UNSET RSA_PUBLIC_KEY", ana());
    expect(await bench.properties("DESCRIBE USER bot")).toMatchObject({
      RSA_PUBLIC_KEY: "null",
      RSA_PUBLIC_KEY_2: body,
    });
    expect(await bench.error(`${rotate} COMMENT = 'c'`, ana())).toMatch(/^003001/);
    expect(await bench.error("ALTER USER bot SET DISABLED = TRUE", ana())).toMatch(/^003001/);
  });

  it("in short have ten columns", async () => {
    expect(Object.keys(await bench.row("SHOW TERSE USERS LIKE 'ana'"))).toEqual([
      "name",
      "created_on",
      "display_name",
      "first_name",
      "last_name",
      "email",
      "org_identity",
      "comment",
      "has_password",
      "has_rsa_public_key",
    ]);
  });

  it("can be owned by other roles", async () => {
    await bench.run("GRANT OWNERSHIP ON USER ana TO ROLE r");
    expect(await bench.row("SHOW USERS LIKE 'ana'")).toMatchObject({ owner: "R" });
    await bench.rows("ALTER USER ana SET EMAIL = 'ana@example.com'", ana());
  });

  it.each([
    ["CREATE USER u TYPE = SERVICE WORKLOAD_IDENTITY = (TYPE = GCP SUBJECT = '1')", "users with WORKLOAD_IDENTITY"],
    ["ALTER USER ana SET PASSWORD POLICY d.s.p", "SET PASSWORD POLICY"],
    ["ALTER USER ana RESET PASSWORD", "RESET PASSWORD"],
    ["ALTER USER ana ABORT ALL QUERIES", "ABORT ALL QUERIES"],
  ])("refuse %s by name", async (statement, message) => {
    expect(await bench.error(statement)).toMatch(`not emulated: `);
    expect(await bench.error(statement)).toMatch(message);
  });
});
