import { organizationBench } from "../support/organization";

/** What the Terraform provider sends for `snowflake_database` with a replication block, and for `snowflake_secondary_database`. */
describe("the provider's statements", () => {
  it("make, read, change and take away a primary and its replica", async () => {
    const { east, west } = organizationBench();
    const withPrimary = 'SHOW REPLICATION DATABASES WITH PRIMARY "ORG"."EAST"."D"';
    await east.run(
      'CREATE DATABASE "D"',
      'ALTER DATABASE "D" ENABLE REPLICATION TO ACCOUNTS "ORG"."WEST" IGNORE EDITION CHECK',
      'ALTER DATABASE "D" ENABLE FAILOVER TO ACCOUNTS "ORG"."WEST"',
    );
    // The only row, and the own account is left out by the provider.
    expect(await east.rows(withPrimary)).toMatchObject([
      {
        name: "D",
        is_primary: "true",
        replication_allowed_to_accounts: "ORG.WEST, ORG.EAST",
        failover_allowed_to_accounts: "ORG.WEST, ORG.EAST",
      },
    ]);

    await west.run(
      `CREATE DATABASE "D" AS REPLICA OF "ORG"."EAST"."D" DATA_RETENTION_TIME_IN_DAYS = 2 LOG_LEVEL = 'INFO'
        QUOTED_IDENTIFIERS_IGNORE_CASE = true COMMENT = 'replica'`,
    );
    expect(await west.rows("SHOW DATABASES LIKE 'D'")).toMatchObject([
      { name: "D", kind: "STANDARD", origin: "", comment: "replica", retention_time: "2", options: "" },
    ]);
    const replicas = await west.rows("SHOW REPLICATION DATABASES LIKE 'D'");
    const own = replicas.filter((row) => row.is_primary === "false");
    expect(own).toMatchObject([
      { name: "D", account_locator: west.account.identity.locator, primary: "ORG.EAST.D", organization_name: "ORG" },
    ]);
    const parameters = await west.rows('SHOW PARAMETERS IN DATABASE "D"');
    expect(parameters.find(({ key }) => key === "LOG_LEVEL")).toMatchObject({ value: "INFO", level: "DATABASE" });
    await west.run(
      'ALTER DATABASE "D" SET DATA_RETENTION_TIME_IN_DAYS = 3',
      `ALTER DATABASE "D" SET COMMENT = 'other'`,
      'ALTER DATABASE "D" UNSET LOG_LEVEL, COMMENT',
      'ALTER DATABASE "D" RENAME TO "E"',
    );
    expect(await west.rows("SHOW REPLICATION DATABASES LIKE 'E'")).toMatchObject([{ primary: "ORG.EAST.D" }]);

    await east.run(
      'ALTER DATABASE "D" DISABLE FAILOVER TO ACCOUNTS "ORG"."WEST"',
      'ALTER DATABASE "D" DISABLE REPLICATION TO ACCOUNTS "ORG"."WEST"',
    );
    await west.run('DROP DATABASE IF EXISTS "E"');
    expect(await east.rows(withPrimary)).toMatchObject([{ replication_allowed_to_accounts: "ORG.EAST" }]);
    await east.run('DROP DATABASE IF EXISTS "D"');
    expect(await east.rows(withPrimary)).toEqual([]);
  });
});
