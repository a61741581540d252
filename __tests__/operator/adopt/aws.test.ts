import { isInAws } from "../../../operator/adopt/look/aws";
import type { AwsQuestion } from "../../../operator/adopt/lookup";
import { type AwsAnswer, awsError, FakeAws } from "../aws/fake-aws";

const ROLE =
  "<GetRoleResponse><GetRoleResult><Role><Path>/</Path><RoleName>r</RoleName><RoleId>A</RoleId><Arn>arn:aws:iam::1:role/r</Arn><CreateDate>2026-01-01T00:00:00Z</CreateDate></Role></GetRoleResult></GetRoleResponse>";
const VERSIONING = "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>";

const bucket = (part: "bucket" | "policy" | "versioning" | "ownership"): AwsQuestion => ({
  in: "aws",
  what: "bucket",
  bucket: "lake",
  part,
});
const database: AwsQuestion = { in: "aws", what: "glue", catalog: "123456789012", database: "d" };

describe("a look for something in AWS", () => {
  it.each<[string, AwsQuestion, Readonly<Record<string, AwsAnswer>>, boolean]>([
    ["a bucket", bucket("bucket"), { "HEAD /lake": "" }, true],
    ["a bucket that isn't there", bucket("bucket"), { "HEAD /lake": { status: 404, body: "" } }, false],
    ["versions", bucket("versioning"), { "HEAD /lake": "", "GET /lake?versioning": VERSIONING }, true],
    [
      "versions that were never switched on",
      bucket("versioning"),
      { "HEAD /lake": "", "GET /lake?versioning": "<VersioningConfiguration/>" },
      false,
    ],
    [
      "a policy that a bucket hasn't",
      bucket("policy"),
      { "HEAD /lake": "", "GET /lake?policy": awsError(404, "NoSuchBucketPolicy") },
      false,
    ],
    [
      "ownership controls that a bucket hasn't",
      bucket("ownership"),
      { "HEAD /lake": "", "GET /lake?ownershipControls": awsError(404, "OwnershipControlsNotFoundError") },
      false,
    ],
    ["a setting of a bucket that isn't there", bucket("policy"), { "HEAD /lake": { status: 404, body: "" } }, false],
    ["a role", { in: "aws", what: "role", role: "r" }, { "POST GetRole": ROLE }, true],
    [
      "a role that isn't there",
      { in: "aws", what: "role", role: "r" },
      { "POST GetRole": awsError(404, "NoSuchEntity") },
      false,
    ],
    [
      "a role's policy that isn't there",
      { in: "aws", what: "role", role: "r", policy: "p" },
      { "POST GetRolePolicy": awsError(404, "NoSuchEntity") },
      false,
    ],
    ["a Glue database", database, { "POST AWSGlue.GetDatabase": '{"Database": {"Name": "d"}}' }, true],
    [
      "a Glue database that isn't there",
      database,
      { "POST AWSGlue.GetDatabase": { status: 400, body: '{"__type": "EntityNotFoundException", "Message": "no"}' } },
      false,
    ],
    [
      "a Glue table that isn't there",
      { ...database, table: "t" },
      { "POST AWSGlue.GetTable": { status: 400, body: '{"__type": "EntityNotFoundException", "Message": "no"}' } },
      false,
    ],
    ["Lake Formation's settings, which are always there", { in: "aws", what: "lake-formation-settings" }, {}, true],
  ])("tells of %s", async (_what, question, answers, there) => {
    const aws = await FakeAws.start(new Map(Object.entries(answers)));
    try {
      expect(await isInAws(aws.clients, "us-east-1", question)).toBe(there);
    } finally {
      await aws.close();
    }
  });

  it("doesn't take a refusal for an absence", async () => {
    const aws = await FakeAws.start(new Map([["HEAD /lake", { status: 403, body: "" }]]));
    try {
      await expect(isInAws(aws.clients, "us-east-1", bucket("bucket"))).rejects.toThrow();
    } finally {
      await aws.close();
    }
  });
});
