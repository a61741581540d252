import type { AwsAccess } from "../../../src/aws";
import { Bench } from "../../support/accounts";
import { EAST, WEST } from "../../support/test-accounts";
import { carriedBench, storageIntegration, volume } from "./carried";

const GROUP =
  "OBJECT_TYPES = INTEGRATIONS, EXTERNAL VOLUMES ALLOWED_INTEGRATION_TYPES = STORAGE INTEGRATIONS ALLOWED_EXTERNAL_VOLUMES = ALL";

/** An AWS whose roles trust some principals, with the external id `chosen`. */
const awsThatTrusts = (...principals: readonly string[]): AwsAccess => ({
  assumeRole: ({ principalArn, externalId }) =>
    Promise.resolve(
      principals.includes(principalArn) && externalId === "chosen"
        ? { allowed: true }
        : { allowed: false, reason: `the trust policy does not allow ${principalArn}` },
    ),
  isAllowed: () => Promise.resolve({ allowed: true }),
});

const verified = async (bench: Bench, sql: string): Promise<unknown> =>
  JSON.parse(String((await bench.row(`SELECT ${sql} AS R`)).R));

describe("whatever reaches into AWS", () => {
  it("arrives with the principal of its account, and with the external id that was chosen", async () => {
    const { east, west, refresh } = await carriedBench(GROUP);
    await east.run(storageIntegration("i", "chosen"), volume("v"));
    await refresh();
    const [there, here] = await Promise.all(
      [west, east].map((one) => one.properties("DESCRIBE STORAGE INTEGRATION i")),
    );
    expect(there?.STORAGE_AWS_EXTERNAL_ID).toBe("chosen");
    expect(there?.STORAGE_AWS_IAM_USER_ARN).toBe(west.account.identity.awsPrincipalArn);
    expect(there?.STORAGE_AWS_IAM_USER_ARN).not.toBe(here?.STORAGE_AWS_IAM_USER_ARN);
    const location = JSON.parse(String((await west.properties("DESCRIBE EXTERNAL VOLUME v")).STORAGE_LOCATION_1));
    expect(location).toMatchObject({
      STORAGE_AWS_IAM_USER_ARN: west.account.identity.awsPrincipalArn,
      STORAGE_AWS_EXTERNAL_ID: "chosen",
    });
    expect(await west.row("SELECT SYSTEM$DESC_ICEBERG_ACCESS_IDENTITY('S3') AS R")).toEqual(
      await east.row("SELECT SYSTEM$DESC_ICEBERG_ACCESS_IDENTITY('S3', 'WEST') AS R"),
    );
  });

  it("an integration's external id that Snowflake made is each account's own, and stays", async () => {
    const { east, west, refresh } = await carriedBench(GROUP);
    await east.run(storageIntegration("i"));
    const idOf = async (bench: Bench) =>
      String((await bench.properties("DESCRIBE STORAGE INTEGRATION i")).STORAGE_AWS_EXTERNAL_ID);
    await refresh();
    const made = await idOf(west);
    expect(made).toMatch(new RegExp(`^${west.account.identity.locator}_SFCRole=`));
    expect(made).not.toBe(await idOf(east));
    await east.run("ALTER STORAGE INTEGRATION i SET COMMENT = 'c'");
    await refresh();
    expect(await idOf(west)).toBe(made);
    await west.run("ALTER FAILOVER GROUP g PRIMARY");
    const before = await idOf(east);
    await east.run("ALTER FAILOVER GROUP g REFRESH");
    expect([await idOf(east), await idOf(west)]).toEqual([before, made]);
  });

  it("a volume's active location is the one in its account's region", async () => {
    const { east, west, refresh } = await carriedBench(GROUP);
    await east.run(volume("v"));
    await refresh();
    const active = async (bench: Bench) => (await bench.properties("DESCRIBE EXTERNAL VOLUME v")).ACTIVE;
    expect([await active(east), await active(west)]).toEqual(["us-east-1", "us-west-2"]);
  });

  it("works in the other account once its role trusts that account's principal, too", async () => {
    const trusting = [WEST, EAST].map((options) => new Bench(undefined, options).account.identity.awsPrincipalArn);
    const outcome = async (principals: readonly string[]) => {
      const aws = awsThatTrusts(...principals);
      const [east, west] = [EAST, WEST].map((options) => new Bench(aws, { ...options, replicationEnabled: true }));
      if (east === undefined || west === undefined) throw new Error("two accounts");
      east.neighbours.push(west.account);
      west.neighbours.push(east.account);
      await east.run(
        storageIntegration("i", "chosen"),
        volume("v"),
        `CREATE FAILOVER GROUP g ${GROUP} ALLOWED_ACCOUNTS = org.west`,
      );
      await west.run("CREATE FAILOVER GROUP g AS REPLICA OF org.east.g", "ALTER FAILOVER GROUP g REFRESH");
      return [
        await verified(west, "SYSTEM$VERIFY_EXTERNAL_VOLUME('v')"),
        await verified(west, "SYSTEM$VALIDATE_STORAGE_INTEGRATION('I', 's3://lake/a/', 'f.txt', 'read')"),
      ];
    };
    expect(await outcome(trusting)).toMatchObject([
      { success: true, storageLocationName: "us-west-2", location: "s3://lake-us-west-2/v/" },
      { status: "success" },
    ]);
    expect(await outcome(trusting.slice(1))).toMatchObject([{ success: false }, { status: "failure" }]);
  });
});
