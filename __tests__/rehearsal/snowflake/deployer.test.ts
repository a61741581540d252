import { readFileSync } from "node:fs";
import { join } from "node:path";
import { deployerStatements } from "../../../rehearsal/snowflake/deployer";

describe("an account's deployer", () => {
  const pem = "-----BEGIN PUBLIC KEY-----\nMIIB\nIjAN\n-----END PUBLIC KEY-----\n";

  it("is a service user with a key and a role", () => {
    expect(deployerStatements({ user: "TERRAFORM", role: "ACCOUNTADMIN" }, pem)).toEqual([
      `CREATE USER "TERRAFORM" TYPE = SERVICE RSA_PUBLIC_KEY = 'MIIBIjAN' DEFAULT_ROLE = "ACCOUNTADMIN"`,
      'GRANT ROLE "ACCOUNTADMIN" TO USER "TERRAFORM"',
    ]);
  });

  it("is made as the README tells for a real account", () => {
    const readme = readFileSync(join(__dirname, "../../../README.md"), "utf8");

    for (const statement of deployerStatements({ user: "TERRAFORM", role: "ACCOUNTADMIN" }, pem)) {
      expect(readme).toContain(`${statement.replaceAll('"', "").replace("MIIBIjAN", "…")};`);
    }
  });
});
