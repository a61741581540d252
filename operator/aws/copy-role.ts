import { CreateRoleCommand, GetRoleCommand, NoSuchEntityException, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { partitionOf } from "../../constructs/aws/arns";
import { type BucketPlace, bucketArn } from "./bucket";
import type { AwsClients } from "./clients";

/** What {@link ensureCopyRole} needs. */
export interface CopyRole {
  readonly from: BucketPlace;
  readonly to: BucketPlace;
  /** The AWS account, 12 digits. */
  readonly account: string;
  readonly name: string;
}

/**
 * The role that S3 copies one bucket to the other as, and nothing else.
 * Source: docs.aws.amazon.com, AmazonS3/latest/userguide/setting-repl-config-perm-overview
 *
 * @returns its ARN
 */
export async function ensureCopyRole(clients: AwsClients, { from, to, account, name }: CopyRole): Promise<string> {
  const iam = clients.iam(from.region);
  try {
    await iam.send(new GetRoleCommand({ RoleName: name }));
  } catch (error) {
    if (!(error instanceof NoSuchEntityException)) throw error;
    await iam.send(
      new CreateRoleCommand({
        RoleName: name,
        Description: "S3 copies Terraform's state to another region as this role",
        AssumeRolePolicyDocument: JSON.stringify(trustPolicy(account, from)),
      }),
    );
  }
  const PolicyDocument = JSON.stringify(copyPolicy(from, to));
  await iam.send(new PutRolePolicyCommand({ RoleName: name, PolicyName: "copy-state", PolicyDocument }));
  return `arn:${partitionOf(from.region)}:iam::${account}:role/${name}`;
}

function trustPolicy(account: string, from: BucketPlace) {
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Service: "s3.amazonaws.com" },
        Action: "sts:AssumeRole",
        Condition: {
          StringEquals: { "aws:SourceAccount": account },
          ArnLike: { "aws:SourceArn": bucketArn(from) },
        },
      },
    ],
  };
}

function copyPolicy(from: BucketPlace, to: BucketPlace) {
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Action: ["s3:GetReplicationConfiguration", "s3:ListBucket"],
        Resource: [bucketArn(from)],
      },
      {
        Effect: "Allow",
        Action: ["s3:GetObjectVersionForReplication", "s3:GetObjectVersionAcl", "s3:GetObjectVersionTagging"],
        Resource: [`${bucketArn(from)}/*`],
      },
      {
        Effect: "Allow",
        Action: ["s3:ReplicateObject", "s3:ReplicateDelete", "s3:ReplicateTags"],
        Resource: [`${bucketArn(to)}/*`],
      },
    ],
  };
}
