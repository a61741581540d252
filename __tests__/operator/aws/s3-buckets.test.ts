import { tlsOnlyStatement } from "../../../operator/aws/bucket";
import { S3Buckets } from "../../../operator/aws/s3-buckets";
import { type AwsAnswer, awsError, FakeAws } from "./fake-aws";

const ACCOUNT = "111122223333";
const STATE = { bucket: "state", region: "us-east-2" };
const COPY = { bucket: "copy", region: "us-west-2" };
const POLICY = JSON.stringify({ Version: "2012-10-17", Statement: [{ Sid: "Mine", Effect: "Allow" }] });

const location = (region: string) =>
  `<?xml version="1.0" encoding="UTF-8"?><LocationConstraint xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${region}</LocationConstraint>`;
const BARE: Readonly<Record<string, AwsAnswer>> = {
  "GET /state?location": location("us-east-2"),
  "GET /state?versioning": "<VersioningConfiguration/>",
  "GET /state?encryption": awsError(404, "ServerSideEncryptionConfigurationNotFoundError"),
  "GET /state?publicAccessBlock": awsError(404, "NoSuchPublicAccessBlockConfiguration"),
  "GET /state?policy": awsError(404, "NoSuchBucketPolicy"),
  "GET /state?replication": awsError(404, "ReplicationConfigurationNotFoundError"),
};

async function withS3<Result>(
  answers: Readonly<Record<string, AwsAnswer>>,
  work: (buckets: S3Buckets, aws: FakeAws) => Promise<Result>,
): Promise<Result> {
  const aws = await FakeAws.start(new Map(Object.entries(answers)));
  try {
    return await work(new S3Buckets(aws.clients, ACCOUNT, "twinberg"), aws);
  } finally {
    await aws.close();
  }
}

const look = (answers: Readonly<Record<string, AwsAnswer>>) => withS3(answers, (buckets) => buckets.look(STATE));

describe("a bucket is looked at", () => {
  it("and isn't there", async () => {
    expect(await look({ "GET /state": awsError(404, "NoSuchBucket") })).toEqual({ kind: "absent" });
  });

  it("and is somebody else's", async () => {
    expect(await look({ "GET /state": awsError(403, "AccessDenied") })).toMatchObject({ kind: "foreign" });
  });

  it("and can't be told", async () => {
    await expect(look({ "GET /state": awsError(400, "Confusion") })).rejects.toThrow("Confusion");
  });

  it("and has nothing that it should", async () => {
    expect(await look(BARE)).toEqual({
      kind: "own",
      region: "us-east-2",
      versioned: false,
      encrypted: false,
      closed: false,
      tlsOnly: false,
      copiesTo: [],
    });
  });

  it("and is in the one region that has no constraint", async () => {
    expect(await look({ ...BARE, "GET /state?location": location("") })).toMatchObject({ region: "us-east-1" });
  });

  it("and has all that it should", async () => {
    const flags = ["BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets"];
    const rule =
      "<Rule><ID>x</ID><Status>Enabled</Status><Destination><Bucket>arn:aws:s3:::copy</Bucket></Destination></Rule>";
    const answers = {
      ...BARE,
      "GET /state?versioning": "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>",
      "GET /state?encryption":
        "<ServerSideEncryptionConfiguration><Rule><ApplyServerSideEncryptionByDefault><SSEAlgorithm>AES256</SSEAlgorithm></ApplyServerSideEncryptionByDefault></Rule></ServerSideEncryptionConfiguration>",
      "GET /state?publicAccessBlock": `<PublicAccessBlockConfiguration>${flags.map((flag) => `<${flag}>true</${flag}>`).join("")}</PublicAccessBlockConfiguration>`,
      "GET /state?policy": JSON.stringify({ Statement: [tlsOnlyStatement("arn:aws:s3:::state")] }),
      "GET /state?replication": `<ReplicationConfiguration><Role>r</Role>${rule}</ReplicationConfiguration>`,
    };
    expect(await look(answers)).toEqual({
      kind: "own",
      region: "us-east-2",
      versioned: true,
      encrypted: true,
      closed: true,
      tlsOnly: true,
      copiesTo: ["copy"],
    });
  });

  it("as one of this account only", async () => {
    await withS3(BARE, async (buckets, aws) => {
      await buckets.look(STATE);
      expect(new Set(aws.requests.map(({ headers }) => headers["x-amz-expected-bucket-owner"]))).toEqual(
        new Set([ACCOUNT]),
      );
    });
  });
});

it("a bucket is made in its region", async () => {
  await withS3({ "PUT /": "" }, async (buckets, aws) => {
    await buckets.create(STATE);
    await buckets.create({ bucket: "first", region: "us-east-1" });
    expect(aws.requests.map(({ what, body }) => [what, body.includes("us-east-2")])).toEqual([
      ["PUT /state", true],
      ["PUT /first", false],
    ]);
    await expect(buckets.create({ bucket: "moon", region: "moon-east-1" })).rejects.toThrow("make moon by hand");
  });
});

it("requests without TLS are refused, and the statements that there are stay", async () => {
  await withS3({ "GET /state?policy": POLICY, "PUT /state?policy": "" }, async (buckets, aws) => {
    await buckets.requireTls(STATE);
    const put = aws.requests.find(({ what }) => what === "PUT /state?policy");
    expect(JSON.parse(put?.body ?? "")).toMatchObject({ Statement: [{ Sid: "Mine" }, { Sid: "TlsOnly" }] });
  });
});

describe("a bucket is copied", () => {
  const role = "<GetRoleResponse><GetRoleResult><Role><RoleName>r</RoleName></Role></GetRoleResult></GetRoleResponse>";

  it("by a role that S3 alone takes, for this bucket alone", async () => {
    const answers = {
      ...BARE,
      "POST GetRole": awsError(404, "NoSuchEntity"),
      "POST CreateRole": role.replaceAll("GetRole", "CreateRole"),
      "POST PutRolePolicy": "<PutRolePolicyResponse/>",
      "PUT /state?replication": "",
    };
    await withS3(answers, async (buckets, aws) => {
      await buckets.copyTo(STATE, COPY);
      const made = new URLSearchParams(aws.requests.find(({ what }) => what === "POST CreateRole")?.body);
      expect(made.get("RoleName")).toBe("twinberg-state-copy");
      expect(JSON.parse(made.get("AssumeRolePolicyDocument") ?? "")).toMatchObject({
        Statement: [
          {
            Principal: { Service: "s3.amazonaws.com" },
            Condition: {
              StringEquals: { "aws:SourceAccount": ACCOUNT },
              ArnLike: { "aws:SourceArn": "arn:aws:s3:::state" },
            },
          },
        ],
      });
      const rule = aws.requests.find(({ what }) => what === "PUT /state?replication")?.body;
      expect(rule).toContain(`<Role>arn:aws:iam::${ACCOUNT}:role/twinberg-state-copy</Role>`);
      expect(rule).toContain("<Bucket>arn:aws:s3:::copy</Bucket>");
      // Or the lock of each state, given up here, would be held in the copy for good.
      expect(rule).toContain("<DeleteMarkerReplication><Status>Enabled</Status></DeleteMarkerReplication>");
      const allowed = new URLSearchParams(aws.requests.find(({ what }) => what === "POST PutRolePolicy")?.body);
      expect(allowed.get("PolicyDocument")).toContain("s3:ReplicateDelete");
    });
  });

  it("not when it is copied elsewhere already", async () => {
    const other =
      "<Rule><ID>theirs</ID><Status>Enabled</Status><Destination><Bucket>arn:aws:s3:::x</Bucket></Destination></Rule>";
    const answers = {
      "GET /state?replication": `<ReplicationConfiguration><Role>r</Role>${other}</ReplicationConfiguration>`,
    };
    await withS3(answers, async (buckets, aws) => {
      await expect(buckets.copyTo(STATE, COPY)).rejects.toThrow("add copy to them by hand");
      expect(aws.requests.every(({ what }) => what.startsWith("GET "))).toBe(true);
    });
  });
});
