import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { Construct } from "constructs";
import { type AwsPlace, s3Arn } from "../arns";
import { type PolicyDocument, snowflakeTrustPolicy } from "../policy-documents";

/** A place that stages point to. */
export interface StagePlace {
  readonly bucket: string;
  /** Ends in a slash; empty for the whole bucket. */
  readonly prefix: string;
}

/** Properties of {@link StorageRole}. */
export interface StorageRoleProps {
  /** Where the role is. */
  readonly place: AwsPlace;
  /** Its name. */
  readonly roleName: string;
  /** The AWS principal of the storage integration. */
  readonly principalArn: string;
  /** The external id that it must give. */
  readonly externalId: string;
  /** What it may read. */
  readonly stages: readonly StagePlace[];
}

/** The role that the table sync's storage integration assumes: it reads what the stages point to, and nothing else. */
export class StorageRole extends Construct {
  /** The role itself. */
  readonly resource: IamRole;

  constructor(scope: Construct, id: string, props: StorageRoleProps) {
    super(scope, id);
    this.resource = new IamRole(this, "Resource", {
      name: props.roleName,
      description: "Snowflake, for the table sync's stages",
      assumeRolePolicy: JSON.stringify(snowflakeTrustPolicy([props.principalArn], props.externalId)),
    });
    new IamRolePolicy(this, "Policy", {
      name: "read-stages",
      role: this.resource.name,
      policy: JSON.stringify(readStagesPolicy(props.place, props.stages)),
    });
  }
}

/**
 * What reading stages takes: each bucket's prefixes, and nothing that writes.
 * Source: docs.snowflake.com, user-guide/data-load-s3-config-storage-integration.
 */
export function readStagesPolicy(place: AwsPlace, stages: readonly StagePlace[]): PolicyDocument {
  const prefixes = new Map<string, readonly string[]>();
  for (const { bucket, prefix } of stages) prefixes.set(bucket, [...(prefixes.get(bucket) ?? []), prefix]);
  const buckets = [...prefixes.keys()].map((bucket) => s3Arn(place, bucket));
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "ReadObjects",
        Effect: "Allow",
        Action: ["s3:GetObject", "s3:GetObjectVersion"],
        Resource: stages.map(({ bucket, prefix }) => s3Arn(place, bucket, `${prefix}*`)),
      },
      ...[...prefixes].map(([bucket, listed], index) => ({
        Sid: `ListPrefixes${index}`,
        Effect: "Allow" as const,
        Action: ["s3:ListBucket"],
        Resource: [s3Arn(place, bucket)],
        Condition: { StringLike: { "s3:prefix": listed.flatMap((prefix) => [prefix, `${prefix}*`]) } },
      })),
      { Sid: "FindBuckets", Effect: "Allow", Action: ["s3:GetBucketLocation"], Resource: buckets },
    ],
  };
}
