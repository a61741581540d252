import type { PolicyDocument, PolicyStatement } from "./policy-documents";

/** The lease's key in the controller's bucket. */
export const LEASE_KEY = "lease.json";

/** What the keys of journals begin with: `drills/<drill>/journal.jsonl`. */
export const JOURNALS_PREFIX = "drills/";

/**
 * What the controller's bucket refuses to everybody: a lease or a journal that is overwritten without a look at what is there,
 * and a lease that is taken away, after which an epoch would be given twice.
 *
 * Source: docs.aws.amazon.com, AmazonS3/latest/userguide/conditional-writes-enforce.
 */
export function controllerBucketRefusals(bucketArn: string): readonly PolicyStatement[] {
  const lease = `${bucketArn}/${LEASE_KEY}`;
  return [
    {
      Sid: "WrittenOnCondition",
      Effect: "Deny",
      Principal: "*",
      Action: ["s3:PutObject"],
      Resource: [lease, `${bucketArn}/${JOURNALS_PREFIX}*`],
      // Both absent; a multipart upload carries neither, and nobody needs one for these.
      Condition: { Null: { "s3:if-match": "true", "s3:if-none-match": "true" } },
    },
    {
      Sid: "LeaseStays",
      Effect: "Deny",
      Principal: "*",
      Action: ["s3:DeleteObject", "s3:DeleteObjectVersion"],
      Resource: [lease],
    },
  ];
}

/** The least that whoever runs failover and failback needs in AWS: the lease, the journals, and nothing of the lake. */
export function controllerPolicy(bucketArn: string): PolicyDocument {
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "LeaseAndJournals",
        Effect: "Allow",
        Action: ["s3:GetObject", "s3:PutObject"],
        Resource: [`${bucketArn}/${LEASE_KEY}`, `${bucketArn}/${JOURNALS_PREFIX}*`],
      },
      {
        // Without it, an object that isn't there answers 403 instead of 404; and unfinished drills are looked for.
        Sid: "FindThem",
        Effect: "Allow",
        Action: ["s3:ListBucket"],
        Resource: [bucketArn],
      },
    ],
  };
}
