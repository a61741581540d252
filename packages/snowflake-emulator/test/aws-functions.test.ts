import type { AwsAccess } from "../src/aws";
import { AwsUnreachableError } from "../src/aws/aws-errors";
import { Bench } from "./support/accounts";

const ROLE = "arn:aws:iam::123456789012:role/reader";

/** An AWS where one external id is trusted and some actions are denied. */
class FakeAws implements AwsAccess {
  readonly asked: string[] = [];
  denied: readonly string[] = [];

  assumeRole(request: Parameters<AwsAccess["assumeRole"]>[0]) {
    this.asked.push(`assume ${request.roleArn} as ${request.principalArn}`);
    return Promise.resolve(
      request.externalId === "good"
        ? { allowed: true as const }
        : { allowed: false as const, reason: "the trust policy does not allow it" },
    );
  }

  isAllowed(request: Parameters<AwsAccess["isAllowed"]>[0]) {
    const prefix = request.context?.["s3:prefix"];
    this.asked.push(`${request.action} ${request.resourceArn}${prefix === undefined ? "" : ` prefix ${prefix}`}`);
    return Promise.resolve(
      this.denied.includes(request.action)
        ? { allowed: false as const, reason: `no policy allows ${request.action}` }
        : { allowed: true as const },
    );
  }
}

const integration = (externalId: string) =>
  `CREATE STORAGE INTEGRATION si TYPE = EXTERNAL_STAGE STORAGE_PROVIDER = 'S3' STORAGE_AWS_ROLE_ARN = '${ROLE}' STORAGE_AWS_EXTERNAL_ID = '${externalId}' ENABLED = true STORAGE_ALLOWED_LOCATIONS = ('s3://lake/a/')`;
const volume = (externalId: string, allowWrites: boolean) =>
  `CREATE EXTERNAL VOLUME v STORAGE_LOCATIONS = ((NAME = 'l' STORAGE_PROVIDER = 'S3' STORAGE_AWS_ROLE_ARN = '${ROLE}' STORAGE_BASE_URL = 's3://lake/v/' STORAGE_AWS_EXTERNAL_ID = '${externalId}')) ALLOW_WRITES = ${allowWrites}`;
const catalog = (externalId: string, mode = "VENDED_CREDENTIALS") =>
  `CREATE CATALOG INTEGRATION ci CATALOG_SOURCE = ICEBERG_REST TABLE_FORMAT = ICEBERG CATALOG_NAMESPACE = 'db' REST_CONFIG = (CATALOG_URI = 'https://glue.us-west-2.amazonaws.com/iceberg' CATALOG_NAME = '123456789012' ACCESS_DELEGATION_MODE = ${mode}) REST_AUTHENTICATION = (TYPE = SIGV4 SIGV4_IAM_ROLE = '${ROLE}' SIGV4_SIGNING_REGION = 'us-west-2' SIGV4_EXTERNAL_ID = '${externalId}') ENABLED = TRUE`;

describe("functions that look at AWS", () => {
  const validate = (location: string, action: string) =>
    `SELECT SYSTEM$VALIDATE_STORAGE_INTEGRATION('SI', '${location}', 'f.txt', '${action}') AS R`;
  const json = async (bench: Bench, sql: string) => JSON.parse(String((await bench.row(sql)).R));

  it("validate a storage integration action by action", async () => {
    const aws = new FakeAws();
    const bench = new Bench(aws);
    await bench.run(integration("good"));
    aws.denied = ["s3:PutObject"];
    expect(await json(bench, validate("s3://lake/a/b", "all"))).toEqual({
      status: "failure",
      actions: {
        READ: { status: "success" },
        DELETE: { status: "success" },
        LIST: { status: "success" },
        WRITE: { status: "failure", message: expect.stringContaining("no policy allows s3:PutObject") },
      },
    });
    expect(aws.asked).toContain("s3:GetObject arn:aws:s3:::lake/a/b/f.txt");
    expect(aws.asked).toContain("s3:ListBucket arn:aws:s3:::lake prefix a/b/");
    expect(await json(bench, validate("s3://lake/a/", "read"))).toEqual({
      status: "success",
      actions: { READ: { status: "success" } },
    });
    expect(await json(bench, validate("s3://lake/ab/", "read"))).toMatchObject({ status: "failure" });
    expect(await bench.error(validate("s3://lake/a/", "fly"))).toMatch(/^001008/);
  });

  it("say that the role can't be assumed, before anything else", async () => {
    const aws = new FakeAws();
    const bench = new Bench(aws);
    await bench.run(integration("wrong"), volume("wrong", true), catalog("wrong"));
    const message = `Error assuming AWS_ROLE: User: ${bench.account.identity.awsPrincipalArn} is not authorized to perform: sts:AssumeRole on resource: ${ROLE}`;
    expect(await json(bench, validate("s3://lake/a/", "read"))).toMatchObject({
      actions: { READ: { message: expect.stringContaining(message) } },
    });
    expect(await json(bench, "SELECT SYSTEM$VERIFY_EXTERNAL_VOLUME('v') AS R")).toMatchObject({
      success: false,
      readResult: "SKIPPED",
      awsRoleArnValidationResult: expect.stringContaining(message),
    });
    expect(await json(bench, "SELECT SYSTEM$VERIFY_CATALOG_INTEGRATION('ci') AS R")).toMatchObject({
      success: false,
      errorMessage: expect.stringContaining(message),
    });
    expect(aws.asked.every((one) => one.startsWith("assume"))).toBe(true);
  });

  it("write and delete only on volumes that allow writes", async () => {
    const aws = new FakeAws();
    aws.denied = ["s3:PutObject", "s3:DeleteObject"];
    const bench = new Bench(aws);
    await bench.run(volume("good", false));
    expect(await json(bench, "SELECT SYSTEM$VERIFY_EXTERNAL_VOLUME('v') AS R")).toMatchObject({
      success: true,
      storageLocationName: "l",
      location: "s3://lake/v/",
      writeResult: "SKIPPED",
      readResult: "PASSED",
      listResult: "PASSED",
      deleteResult: "SKIPPED",
      awsRoleArnValidationResult: "PASSED",
    });
    await bench.run("ALTER EXTERNAL VOLUME v SET ALLOW_WRITES = TRUE");
    expect(await json(bench, "SELECT SYSTEM$VERIFY_EXTERNAL_VOLUME('v') AS R")).toMatchObject({
      success: false,
      writeResult: expect.stringMatching(/^FAILED with exception message .*s3:PutObject/),
      readResult: "SKIPPED",
    });
  });

  it("verify a catalog integration by Glue, and by Lake Formation for vended credentials", async () => {
    const aws = new FakeAws();
    const bench = new Bench(aws);
    await bench.run(catalog("good"));
    expect(await json(bench, "SELECT SYSTEM$VERIFY_CATALOG_INTEGRATION('ci') AS R")).toEqual({
      success: true,
      errorCode: "",
      errorMessage: "",
    });
    expect(aws.asked).toContain("glue:GetTables arn:aws:glue:us-west-2:123456789012:table/db/verify_0");
    aws.denied = ["lakeformation:GetDataAccess"];
    expect(await json(bench, "SELECT SYSTEM$VERIFY_CATALOG_INTEGRATION('ci') AS R")).toMatchObject({ success: false });
    await bench.run("DROP CATALOG INTEGRATION ci", catalog("good", "EXTERNAL_VOLUME_CREDENTIALS"));
    expect(await json(bench, "SELECT SYSTEM$VERIFY_CATALOG_INTEGRATION('ci') AS R")).toMatchObject({ success: true });
  });

  it("fail without an AWS endpoint and say so", async () => {
    const bench = new Bench();
    await bench.run(volume("good", true));
    expect(await bench.error("SELECT SYSTEM$VERIFY_EXTERNAL_VOLUME('V')")).toMatch("started without an AWS endpoint");
  });

  it("tell an account's principal before there is anything", async () => {
    const bench = new Bench();
    const told = await bench.row("SELECT SYSTEM$DESC_ICEBERG_ACCESS_IDENTITY('S3', 'EAST') AS R");
    expect(JSON.parse(String(told.R))).toEqual({
      STORAGE_PROVIDER: "S3",
      STORAGE_AWS_IAM_USER_ARN: bench.account.identity.awsPrincipalArn,
    });
    expect(await bench.error("SELECT SYSTEM$DESC_ICEBERG_ACCESS_IDENTITY('S3', 'NORTH')")).toMatch(/^002003/);
  });
});

describe("an AWS that does not answer", () => {
  it("is told as such, and as no denial", async () => {
    const unreachable = () => Promise.reject(new AwsUnreachableError("http://127.0.0.1:1", "ECONNREFUSED"));
    const bench = new Bench({ assumeRole: unreachable, isAllowed: unreachable });
    await bench.run(volume("good", true));
    expect(await bench.error("SELECT SYSTEM$VERIFY_EXTERNAL_VOLUME('V')")).toMatch(
      /Access to AWS failed: the AWS endpoint http:\/\/127\.0\.0\.1:1 does not answer/,
    );
  });
});
