import {
  BucketLocationConstraint,
  CreateBucketCommand,
  GetBucketEncryptionCommand,
  GetBucketLocationCommand,
  GetBucketPolicyCommand,
  GetBucketReplicationCommand,
  GetBucketVersioningCommand,
  GetPublicAccessBlockCommand,
  PutBucketEncryptionCommand,
  PutBucketPolicyCommand,
  PutBucketReplicationCommand,
  PutBucketVersioningCommand,
  PutPublicAccessBlockCommand,
  S3ServiceException,
} from "@aws-sdk/client-s3";
import { type BucketPlace, type BucketPort, bucketArn, type SeenBucket } from "./bucket";
import { refusesWithoutTls, withTlsRefusal } from "./bucket-policy";
import { type AwsClients, awsReason } from "./clients";
import { ensureCopyRole } from "./copy-role";

const COPY_RULE = "twinberg-state";

/** Buckets of S3. */
export class S3Buckets implements BucketPort {
  /** @param account the AWS account that buckets must belong to, 12 digits @param rolePrefix what role names begin with */
  constructor(
    private readonly clients: AwsClients,
    private readonly account: string,
    private readonly rolePrefix: string,
  ) {}

  async look(place: BucketPlace): Promise<SeenBucket> {
    const asked = this.asked(place);
    const s3 = this.clients.s3(place.region);
    let region: string;
    try {
      // Of us-east-1 there is no constraint, and EU is what eu-west-1 was once called.
      const { LocationConstraint: found } = await s3.send(new GetBucketLocationCommand(asked));
      region = !found ? "us-east-1" : found === "EU" ? "eu-west-1" : found;
    } catch (error) {
      if (codeOf(error) === "NoSuchBucket") return { kind: "absent" };
      if (codeOf(error) === "AccessDenied") return { kind: "foreign", reason: awsReason(error) };
      throw error;
    }
    const here = this.clients.s3(region);
    const versioning = await here.send(new GetBucketVersioningCommand(asked));
    const encrypted = await unless("ServerSideEncryptionConfigurationNotFoundError", () =>
      here.send(new GetBucketEncryptionCommand(asked)),
    );
    const block = await unless("NoSuchPublicAccessBlockConfiguration", () =>
      here.send(new GetPublicAccessBlockCommand(asked)),
    );
    const policy = await unless("NoSuchBucketPolicy", () => here.send(new GetBucketPolicyCommand(asked)));
    const rules = await this.rules(place.bucket, region);
    const closed = block?.PublicAccessBlockConfiguration;
    return {
      kind: "own",
      region,
      versioned: versioning.Status === "Enabled",
      encrypted: (encrypted?.ServerSideEncryptionConfiguration?.Rules ?? []).length > 0,
      closed:
        closed?.BlockPublicAcls === true &&
        closed.BlockPublicPolicy === true &&
        closed.IgnorePublicAcls === true &&
        closed.RestrictPublicBuckets === true,
      tlsOnly: refusesWithoutTls(policy?.Policy, bucketArn(place)),
      copiesTo: rules.flatMap(({ Status, Destination }) =>
        Status === "Enabled" && Destination?.Bucket !== undefined
          ? [Destination.Bucket.replace(/^arn:[^:]+:s3:::/, "")]
          : [],
      ),
    };
  }

  async create({ bucket, region }: BucketPlace): Promise<void> {
    const constraint = Object.values(BucketLocationConstraint).find((one) => one === region);
    if (constraint === undefined && region !== "us-east-1") {
      throw new RangeError(`${region} is no region that S3's client knows: make ${bucket} by hand`);
    }
    await this.clients.s3(region).send(
      new CreateBucketCommand({
        Bucket: bucket,
        ObjectOwnership: "BucketOwnerEnforced",
        ...(constraint === undefined ? {} : { CreateBucketConfiguration: { LocationConstraint: constraint } }),
      }),
    );
  }

  async keepVersions(place: BucketPlace): Promise<void> {
    await this.clients
      .s3(place.region)
      .send(new PutBucketVersioningCommand({ ...this.asked(place), VersioningConfiguration: { Status: "Enabled" } }));
  }

  async encrypt(place: BucketPlace): Promise<void> {
    const Rules = [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" as const } }];
    await this.clients
      .s3(place.region)
      .send(new PutBucketEncryptionCommand({ ...this.asked(place), ServerSideEncryptionConfiguration: { Rules } }));
  }

  async closeToPublic(place: BucketPlace): Promise<void> {
    await this.clients.s3(place.region).send(
      new PutPublicAccessBlockCommand({
        ...this.asked(place),
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
      }),
    );
  }

  async requireTls(place: BucketPlace): Promise<void> {
    const s3 = this.clients.s3(place.region);
    const asked = this.asked(place);
    const found = await unless("NoSuchBucketPolicy", () => s3.send(new GetBucketPolicyCommand(asked)));
    await s3.send(new PutBucketPolicyCommand({ ...asked, Policy: withTlsRefusal(found?.Policy, bucketArn(place)) }));
  }

  async copyTo(from: BucketPlace, to: BucketPlace): Promise<void> {
    const others = (await this.rules(from.bucket, from.region)).filter(({ ID }) => ID !== COPY_RULE);
    if (others.length > 0) {
      throw new Error(
        `${from.bucket} is copied elsewhere already, by rules that would be replaced: add ${to.bucket} to them by hand`,
      );
    }
    const role = await ensureCopyRole(this.clients, {
      from,
      to,
      account: this.account,
      name: `${this.rolePrefix}-state-copy`,
    });
    await this.clients.s3(from.region).send(
      new PutBucketReplicationCommand({
        ...this.asked(from),
        ReplicationConfiguration: {
          Role: role,
          Rules: [
            {
              ID: COPY_RULE,
              Status: "Enabled",
              Priority: 1,
              Filter: { Prefix: "" },
              // Terraform locks a state by an object beside it: kept in the copy, each would be locked there for good. What is
              // removed by mistake is below its delete marker, in both buckets.
              DeleteMarkerReplication: { Status: "Enabled" },
              Destination: { Bucket: bucketArn(to) },
            },
          ],
        },
      }),
    );
  }

  private async rules(bucket: string, region: string) {
    const found = await unless("ReplicationConfigurationNotFoundError", () =>
      this.clients.s3(region).send(new GetBucketReplicationCommand(this.asked({ bucket, region }))),
    );
    return found?.ReplicationConfiguration?.Rules ?? [];
  }

  /** S3 refuses a bucket of another account, whoever lets us look. */
  private asked({ bucket }: BucketPlace) {
    return { Bucket: bucket, ExpectedBucketOwner: this.account };
  }
}

/** What S3 answers; undefined where it says that there is none. */
async function unless<Answer>(code: string, ask: () => Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (codeOf(error) === code) return undefined;
    throw error;
  }
}

const codeOf = (error: unknown): string | undefined => (error instanceof S3ServiceException ? error.name : undefined);
