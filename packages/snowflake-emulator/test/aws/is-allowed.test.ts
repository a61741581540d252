import { PolicyNotEvaluableError } from "../../src/aws";
import { accessTo, allow, policy, ROLE, type Statement, type World } from "./fake-reader";

const OBJECT = "arn:aws:s3:::lake/orders/part-0.parquet";
const named = (...statements: Statement[]) => [{ name: "data", policy: policy(...statements) }];

const ask = (world: World, action = "s3:GetObject", resourceArn = OBJECT) =>
  accessTo({ buckets: { lake: undefined }, ...world }).isAllowed({ roleArn: ROLE, action, resourceArn });

describe("what a role may do", () => {
  it("is what one of its policies allows", async () => {
    const identity = [
      ...named(allow("glue:*")),
      { name: "more", policy: policy(allow("s3:Get*", "arn:aws:s3:::lake/*")) },
    ];
    await expect(ask({ identity })).resolves.toEqual({ allowed: true });
  });

  it("is nothing without a policy", async () => {
    await expect(ask({ identity: [] })).resolves.toEqual({
      allowed: false,
      reason: `no policy of role ${ROLE} allows s3:GetObject on ${OBJECT}`,
    });
  });

  it("ends where the resource does", async () => {
    const identity = named(allow("s3:GetObject", "arn:aws:s3:::other/*"));
    await expect(ask({ identity })).resolves.toMatchObject({ allowed: false });
  });

  it("excludes what a policy denies, and says which statement", async () => {
    const identity = named(allow("s3:*"), { ...allow("s3:GetObject"), Effect: "Deny", Sid: "NoReads" });
    await expect(ask({ identity })).resolves.toEqual({
      allowed: false,
      reason: `policy data of role ${ROLE} denies s3:GetObject on ${OBJECT} by statement NoReads`,
    });
  });

  it("depends on what the request is about, where a policy asks for it", async () => {
    const listing = {
      ...allow("s3:ListBucket", "arn:aws:s3:::lake"),
      Condition: { StringLike: { "s3:prefix": "a/*" } },
    };
    const access = accessTo({ buckets: { lake: undefined }, identity: named(listing) });
    const list = (context: Record<string, string>) =>
      access.isAllowed({ roleArn: ROLE, action: "s3:ListBucket", resourceArn: "arn:aws:s3:::lake", context });
    await expect(list({ "s3:prefix": "a/b/" })).resolves.toEqual({ allowed: true });
    await expect(list({ "s3:prefix": "b/" })).resolves.toMatchObject({ allowed: false });
    await expect(list({})).resolves.toMatchObject({ allowed: false });
  });

  it("stays within the permissions boundary", async () => {
    const boundary = policy(allow("glue:*"));
    await expect(ask({ identity: named(allow("s3:*")), boundary })).resolves.toEqual({
      allowed: false,
      reason: `the permissions boundary of role ${ROLE} does not allow s3:GetObject on ${OBJECT}`,
    });
    await expect(ask({ identity: named(allow("s3:*")), boundary: policy(allow("s3:GetObject")) })).resolves.toEqual({
      allowed: true,
    });
  });

  describe("in a bucket with a policy", () => {
    const deny = (more: Record<string, unknown>) => ({
      ...allow("s3:*", ["arn:aws:s3:::lake", "arn:aws:s3:::lake/*"]),
      Effect: "Deny",
      Principal: "*",
      ...more,
    });
    const inBucket = (...statements: Statement[]) =>
      ask({ identity: named(allow("s3:*")), buckets: { lake: policy(...statements) } });

    it("is not hindered by the rule for TLS only", async () => {
      const tlsOnly = deny({ Condition: { Bool: { "aws:SecureTransport": "false" } } });
      await expect(inBucket(tlsOnly)).resolves.toEqual({ allowed: true });
    });

    it("excludes what the bucket denies to that role, and says which statement", async () => {
      await expect(inBucket(deny({ Sid: "Fence", Principal: { AWS: ROLE } }))).resolves.toEqual({
        allowed: false,
        reason: `the policy of bucket lake denies s3:GetObject on ${OBJECT} by statement Fence`,
      });
    });

    it("excludes what the bucket denies to all but another role", async () => {
      const onlyOther = { ArnNotLike: { "aws:PrincipalArn": "arn:aws:iam::123456789012:role/other" } };
      await expect(inBucket(deny({ Condition: onlyOther }))).resolves.toMatchObject({ allowed: false });
    });

    it("includes what the bucket allows to the role", async () => {
      const grant = { ...allow("s3:GetObject", "arn:aws:s3:::lake/*"), Principal: { AWS: ROLE } };
      await expect(ask({ identity: [], buckets: { lake: policy(grant) } })).resolves.toEqual({ allowed: true });
    });
  });

  it("is nothing in a bucket that does not exist", async () => {
    await expect(ask({ identity: named(allow("s3:*")), buckets: {} })).resolves.toEqual({
      allowed: false,
      reason: "bucket lake does not exist",
    });
  });

  describe("in the Glue Data Catalog", () => {
    const at = "arn:aws:glue:us-west-2:123456789012:";
    const table = `${at}table/lake/orders`;

    it("needs the table, its database and the catalog", async () => {
      const all = [table, `${at}database/lake`, `${at}catalog`];
      await expect(ask({ identity: named(allow("glue:GetTable", all)) }, "glue:GetTable", table)).resolves.toEqual({
        allowed: true,
      });
      for (const missing of all) {
        const rest = all.filter((resource) => resource !== missing);
        await expect(ask({ identity: named(allow("glue:GetTable", rest)) }, "glue:GetTable", table)).resolves.toEqual({
          allowed: false,
          reason: `no policy of role ${ROLE} allows glue:GetTable on ${missing}`,
        });
      }
    });

    it("sees the region and the time of the request", async () => {
      const during = (region: string, until: string) =>
        named({
          ...allow("glue:GetTable"),
          Condition: { StringEquals: { "aws:RequestedRegion": region }, DateLessThan: { "aws:CurrentTime": until } },
        });
      const asked = (identity: ReturnType<typeof named>) => ask({ identity }, "glue:GetTable", table);
      await expect(asked(during("us-west-2", "2026-06-01T00:00:00Z"))).resolves.toEqual({ allowed: true });
      await expect(asked(during("eu-west-1", "2026-06-01T00:00:00Z"))).resolves.toMatchObject({ allowed: false });
      await expect(asked(during("us-west-2", "2026-04-01T00:00:00Z"))).resolves.toMatchObject({ allowed: false });
    });
  });

  it("covers actions that have no resource", async () => {
    const identity = named(allow("lakeformation:GetDataAccess"));
    await expect(ask({ identity }, "lakeformation:GetDataAccess", "*")).resolves.toEqual({ allowed: true });
  });

  it("cannot be told for a pattern or an unknown action", async () => {
    const identity = named(allow("s3:*"));
    await expect(ask({ identity }, "s3:GetObject", "arn:aws:s3:::lake/*")).rejects.toThrow("name one resource");
    await expect(ask({ identity }, "s3:ReadMinds")).rejects.toThrow(PolicyNotEvaluableError);
  });

  it("is nothing for a role that does not exist", async () => {
    const roleArn = "arn:aws:iam::123456789012:role/gone";
    await expect(accessTo({}).isAllowed({ roleArn, action: "s3:GetObject", resourceArn: OBJECT })).resolves.toEqual({
      allowed: false,
      reason: `role ${roleArn} does not exist`,
    });
  });
});
