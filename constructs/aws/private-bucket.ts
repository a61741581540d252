import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3BucketOwnershipControls } from "@cdktf/provider-aws/lib/s3-bucket-ownership-controls";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import { Construct } from "constructs";
import { type AwsPlace, s3Arn } from "./arns";
import { type PolicyStatement, privateBucketPolicy } from "./policy-documents";

/** Properties of {@link PrivateBucket}. */
export interface PrivateBucketProps {
  /** Where the bucket is. */
  readonly place: AwsPlace;
  /** The bucket's name. */
  readonly bucketName: string;
  /** Whether a destroy refuses to remove the bucket (`keep`) or empties it first (`delete`). */
  readonly onDestroy: "keep" | "delete";
  /** Days after which a replaced or deleted object is gone for good. Default: never, old versions stay. */
  readonly noncurrentVersionDays: number | undefined;
  /** What the bucket refuses besides requests without TLS. Default: nothing. */
  readonly refusals?: readonly PolicyStatement[];
}

/** A bucket that is versioned, encrypted, reached over TLS only, and closed to the public. */
export class PrivateBucket extends Construct {
  /** The bucket itself. */
  readonly resource: S3Bucket;

  constructor(scope: Construct, id: string, props: PrivateBucketProps) {
    super(scope, id);
    const keep = props.onDestroy === "keep";
    this.resource = new S3Bucket(this, "Resource", {
      bucket: props.bucketName,
      forceDestroy: !keep,
      lifecycle: { preventDestroy: keep },
    });
    const bucket = this.resource.bucket;
    const versioning = new S3BucketVersioningA(this, "Versioning", {
      bucket,
      versioningConfiguration: { status: "Enabled" },
    });
    new S3BucketServerSideEncryptionConfigurationA(this, "Encryption", {
      bucket,
      rule: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }],
    });
    new S3BucketOwnershipControls(this, "Ownership", {
      bucket,
      rule: { objectOwnership: "BucketOwnerEnforced" },
    });
    const publicAccessBlock = new S3BucketPublicAccessBlock(this, "PublicAccessBlock", {
      bucket,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    new S3BucketPolicy(this, "Policy", {
      bucket,
      policy: JSON.stringify(privateBucketPolicy(s3Arn(props.place, props.bucketName), props.refusals)),
      // S3 refuses concurrent changes of a bucket's policy and of its public access block.
      dependsOn: [publicAccessBlock],
    });
    if (props.noncurrentVersionDays !== undefined) {
      new S3BucketLifecycleConfiguration(this, "Lifecycle", {
        bucket,
        rule: [
          {
            id: "expire-noncurrent-versions",
            status: "Enabled",
            filter: [{ prefix: "" }],
            noncurrentVersionExpiration: [{ noncurrentDays: props.noncurrentVersionDays }],
            abortIncompleteMultipartUpload: [{ daysAfterInitiation: 7 }],
          },
        ],
        // A rule about noncurrent versions means nothing before versioning is on.
        dependsOn: [versioning],
      });
    }
  }
}
