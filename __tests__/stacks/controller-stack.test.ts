import { journalKey } from "../../operator/failover/stores/bucket-journal";
import { LEASE_KEY } from "../../operator/failover/stores/bucket-lease";
import { demoConfig } from "../helpers/demo-config";
import { blocksOf, resourcesOf, synthesize } from "../helpers/synthesize";

const { controller } = synthesize(demoConfig());

describe("the controller's stack", () => {
  it("is in its own region, and needs nothing of another stack", () => {
    expect(controller?.provider.aws).toEqual([expect.objectContaining({ region: "us-east-2" })]);
    expect(controller?.provider).not.toHaveProperty("snowflake");
    expect(controller?.data).toBeUndefined();
  });

  it("has a bucket that is versioned, encrypted, reached over TLS only and closed to the public", () => {
    const [policy] = blocksOf(controller, "aws_s3_bucket_policy").map((block) => JSON.parse(String(block.policy)));

    expect(blocksOf(controller, "aws_s3_bucket")[0]).toMatchObject({ bucket: "twinberg-demo-controller" });
    expect(blocksOf(controller, "aws_s3_bucket_versioning")[0]).toMatchObject({
      versioning_configuration: { status: "Enabled" },
    });
    expect(blocksOf(controller, "aws_s3_bucket_server_side_encryption_configuration")).toHaveLength(1);
    expect(blocksOf(controller, "aws_s3_bucket_public_access_block")[0]).toMatchObject({
      block_public_acls: true,
      block_public_policy: true,
      ignore_public_acls: true,
      restrict_public_buckets: true,
    });
    expect(policy.Statement[0]).toMatchObject({
      Effect: "Deny",
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    });
  });

  it("refuses a lease or journal that is written without a condition, and a lease that is taken away", () => {
    const [policy] = blocksOf(controller, "aws_s3_bucket_policy").map((block) => JSON.parse(String(block.policy)));
    const lease = `arn:aws:s3:::twinberg-demo-controller/${LEASE_KEY}`;

    expect(policy.Statement.slice(1)).toEqual([
      {
        Sid: "WrittenOnCondition",
        Effect: "Deny",
        Principal: "*",
        Action: ["s3:PutObject"],
        Resource: [lease, "arn:aws:s3:::twinberg-demo-controller/drills/*"],
        Condition: { Null: { "s3:if-match": "true", "s3:if-none-match": "true" } },
      },
      {
        Sid: "LeaseStays",
        Effect: "Deny",
        Principal: "*",
        Action: ["s3:DeleteObject", "s3:DeleteObjectVersion"],
        Resource: [lease],
      },
    ]);
  });

  it("gives whoever fails over the lease and the journals, under the keys that the controller uses, and no more", () => {
    const { Statement: statements } = JSON.parse(String(controller?.output?.operator_policy?.value));

    expect(statements).toEqual([
      expect.objectContaining({
        Action: ["s3:GetObject", "s3:PutObject"],
        Resource: [
          `arn:aws:s3:::twinberg-demo-controller/${LEASE_KEY}`,
          "arn:aws:s3:::twinberg-demo-controller/drills/*",
        ],
      }),
      expect.objectContaining({ Action: ["s3:ListBucket"], Resource: ["arn:aws:s3:::twinberg-demo-controller"] }),
    ]);
    expect(journalKey("20260101T000000Z")).toMatch(/^drills\//);
  });

  it("publishes where it is", () => {
    expect(controller?.output).toMatchObject({ bucket_region: { value: "us-east-2" } });
    expect(controller?.output).toHaveProperty("bucket_name");
  });

  it("keeps the bucket at a destroy where data are kept", () => {
    const keeping = synthesize(demoConfig(["onDestroy: delete", "onDestroy: keep"])).controller;

    expect(blocksOf(keeping, "aws_s3_bucket")[0]).toMatchObject({
      force_destroy: false,
      lifecycle: { prevent_destroy: true },
    });
    expect(resourcesOf(keeping).map(({ type }) => type)).toEqual(resourcesOf(controller).map(({ type }) => type));
  });
});
