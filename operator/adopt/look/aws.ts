import { EntityNotFoundException, GetDatabaseCommand, GetTableCommand } from "@aws-sdk/client-glue";
import { GetRoleCommand, GetRolePolicyCommand, NoSuchEntityException } from "@aws-sdk/client-iam";
import {
  GetBucketEncryptionCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketOwnershipControlsCommand,
  GetBucketPolicyCommand,
  GetBucketVersioningCommand,
  GetPublicAccessBlockCommand,
  HeadBucketCommand,
  type S3Client,
} from "@aws-sdk/client-s3";
import type { AwsClients } from "../../aws/clients";
import type { AwsQuestion, BucketPart } from "../lookup";

/** What S3 answers where a bucket, or one of its settings, isn't there. */
const S3_ABSENT: ReadonlySet<string> = new Set([
  "NotFound",
  "NoSuchBucket",
  "NoSuchBucketPolicy",
  "NoSuchLifecycleConfiguration",
  "NoSuchPublicAccessBlockConfiguration",
  "OwnershipControlsNotFoundError",
  "ServerSideEncryptionConfigurationNotFoundError",
]);

/** Whether something is there in AWS; nothing is changed. @throws the SDK's error when that can't be told */
export async function isInAws(clients: AwsClients, region: string, question: AwsQuestion): Promise<boolean> {
  switch (question.what) {
    case "bucket":
      return (
        (await bucketHas(clients.s3(region), question.bucket, "bucket")) &&
        (question.part === "bucket" || (await bucketHas(clients.s3(region), question.bucket, question.part)))
      );
    case "role": {
      const { role, policy } = question;
      const iam = clients.iam(region);
      return unless(NoSuchEntityException, () =>
        policy === undefined
          ? iam.send(new GetRoleCommand({ RoleName: role }))
          : iam.send(new GetRolePolicyCommand({ RoleName: role, PolicyName: policy })),
      );
    }
    case "glue": {
      const { catalog, database, table } = question;
      const glue = clients.glue(region);
      return unless(EntityNotFoundException, () =>
        table === undefined
          ? glue.send(new GetDatabaseCommand({ CatalogId: catalog, Name: database }))
          : glue.send(new GetTableCommand({ CatalogId: catalog, DatabaseName: database, Name: table })),
      );
    }
    case "lake-formation-settings":
      return true;
  }
}

async function unless(
  absent: typeof NoSuchEntityException | typeof EntityNotFoundException,
  look: () => Promise<unknown>,
): Promise<boolean> {
  try {
    await look();
    return true;
  } catch (error) {
    if (error instanceof absent) return false;
    throw error;
  }
}

async function bucketHas(s3: S3Client, bucket: string, part: BucketPart): Promise<boolean> {
  try {
    return await look(s3, bucket, part);
  } catch (error) {
    if (error instanceof Error && S3_ABSENT.has(error.name)) return false;
    throw error;
  }
}

async function look(s3: S3Client, bucket: string, part: BucketPart): Promise<boolean> {
  const Bucket = bucket;
  switch (part) {
    case "bucket":
      await s3.send(new HeadBucketCommand({ Bucket }));
      return true;
    case "encryption":
      await s3.send(new GetBucketEncryptionCommand({ Bucket }));
      return true;
    case "lifecycle":
      await s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket }));
      return true;
    case "ownership":
      await s3.send(new GetBucketOwnershipControlsCommand({ Bucket }));
      return true;
    case "policy":
      await s3.send(new GetBucketPolicyCommand({ Bucket }));
      return true;
    case "public access block":
      await s3.send(new GetPublicAccessBlockCommand({ Bucket }));
      return true;
    case "versioning":
      // A bucket that never had versions has no status, and nothing to import.
      return (await s3.send(new GetBucketVersioningCommand({ Bucket }))).Status !== undefined;
  }
}
