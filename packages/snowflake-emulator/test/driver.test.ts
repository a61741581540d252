import type { SnowflakeEmulator } from "../src/emulator";
import { Client, startTestEmulator } from "./support/client";

describe("the official Node driver", () => {
  let emulator: SnowflakeEmulator;
  let client: Client;

  beforeAll(async () => {
    emulator = await startTestEmulator();
    client = await Client.connect(emulator);
  });

  afterAll(async () => {
    await client.close();
    await emulator.close();
  });

  it("logs in with a password and selects", async () => {
    expect(await client.run("SELECT 1")).toEqual([{ "1": 1 }]);
  });

  it("sees the account's names under the aliases it asks for", async () => {
    const [row] = await client.run(
      "SELECT CURRENT_ACCOUNT() as CURRENT_ACCOUNT, CURRENT_ROLE() as CURRENT_ROLE, CURRENT_REGION() AS CURRENT_REGION, " +
        "CURRENT_USER() as CURRENT_USER, CURRENT_ACCOUNT_NAME() as CURRENT_ACCOUNT_NAME, CURRENT_ORGANIZATION_NAME() as ORG",
    );
    expect(row).toEqual({
      CURRENT_ACCOUNT: expect.stringMatching(/^[A-Z]{3}\d{5}$/),
      CURRENT_ROLE: "ACCOUNTADMIN",
      CURRENT_REGION: "AWS_US_EAST_1",
      CURRENT_USER: "ADMIN",
      CURRENT_ACCOUNT_NAME: "EAST",
      ORG: "ORG",
    });
  });

  it("creates, shows and drops a role", async () => {
    expect(await client.value("CREATE ROLE analyst COMMENT = 'reads'")).toBe("Role ANALYST successfully created.");
    const [row] = await client.run("SHOW ROLES LIKE 'analyst'");
    expect(row).toMatchObject({
      name: "ANALYST",
      owner: "ACCOUNTADMIN",
      comment: "reads",
      is_current: "N",
      assigned_to_users: 0,
      granted_roles: 0,
    });
    expect(row?.created_on).toBeInstanceOf(Date);
    expect(await client.value("DROP ROLE analyst")).toBe("ANALYST successfully dropped.");
    expect(await client.run("SHOW ROLES LIKE 'analyst'")).toEqual([]);
  });

  it("takes off the Terraform provider's usage tracking", async () => {
    const tracking = ' --terraform_provider_usage_tracking {"json_schema_version":"1","operation":"read"}';
    expect(await client.run(`SHOW ROLES LIKE 'PUBLIC'${tracking}`)).toHaveLength(1);
  });

  it("keeps the accounts of the organization apart", async () => {
    const west = await Client.connect(emulator, {}, "org-west.us-west-2");
    await west.run("CREATE ROLE only_west");
    expect(await client.run("SHOW ROLES LIKE 'ONLY_WEST'")).toEqual([]);
    await west.close();
  });
});
