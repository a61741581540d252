import { partitionOf } from "../../constructs/aws/arns";

/** What a bucket of ours must be before anything is kept in it. */
export interface BucketState {
  readonly region: string;
  /** Whether old versions of objects are kept. */
  readonly versioned: boolean;
  /** Whether a default encryption is set. */
  readonly encrypted: boolean;
  /** Whether all four public access blocks are on. */
  readonly closed: boolean;
  /** Whether its policy refuses requests without TLS. */
  readonly tlsOnly: boolean;
  /** The buckets that S3 copies it to. */
  readonly copiesTo: readonly string[];
}

/** A bucket by its name, which all of AWS shares. */
export type SeenBucket =
  | { readonly kind: "absent" }
  /** There is one, and it isn't for us: somebody else's, or one that we may not look at. */
  | { readonly kind: "foreign"; readonly reason: string }
  | ({ readonly kind: "own" } & BucketState);

/** Where a bucket is. */
export interface BucketPlace {
  readonly bucket: string;
  readonly region: string;
}

/** The ARN of a bucket. */
export function bucketArn({ bucket, region }: BucketPlace): string {
  return `arn:${partitionOf(region)}:s3:::${bucket}`;
}

/** What is looked at and done about buckets. */
export interface BucketPort {
  /** @throws Error when nobody answers, or the answer can't be told from another */
  look(place: BucketPlace): Promise<SeenBucket>;
  create(place: BucketPlace): Promise<void>;
  keepVersions(place: BucketPlace): Promise<void>;
  encrypt(place: BucketPlace): Promise<void>;
  closeToPublic(place: BucketPlace): Promise<void>;
  /** Adds the refusal to whatever policy there is. */
  requireTls(place: BucketPlace): Promise<void>;
  /** Makes the role that S3 copies as, and the rule. @throws Error when the bucket has other rules, which it would replace */
  copyTo(from: BucketPlace, to: BucketPlace): Promise<void>;
}

/** The one statement of a bucket's policy that Twinberg cares for: what the stacks declare of their buckets, for one that is there before any stack. Source: AWS Config rule s3-bucket-ssl-requests-only */
export function tlsOnlyStatement(bucketArn: string) {
  return {
    Sid: "TlsOnly",
    Effect: "Deny",
    Principal: "*",
    Action: ["s3:*"],
    Resource: [bucketArn, `${bucketArn}/*`],
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  };
}
