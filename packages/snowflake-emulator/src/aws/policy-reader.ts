import type { RoleArn } from "./arn";

/** A parsed policy document; its contents are the evaluator's business. */
export type PolicyDocument = Readonly<Record<string, unknown>>;

/** A policy under the name by which a reason calls it. */
export interface NamedPolicy {
  /** An inline policy's name or a managed policy's ARN. */
  readonly name: string;
  readonly policy: PolicyDocument;
}

/** A role as IAM holds it. */
export interface Role {
  readonly arn: string;
  readonly trustPolicy: PolicyDocument;
  /** ARN of the permissions boundary; undefined without one. */
  readonly boundaryArn: string | undefined;
}

/** A bucket as far as access is concerned. */
export type BucketState =
  | { readonly state: "absent" }
  | { readonly state: "present" /** undefined: the bucket has none */; readonly policy: PolicyDocument | undefined };

/** Reads policies, fresh each time. Every method throws AwsUnreachableError or AwsRequestError when there is no answer. */
export interface PolicyReader {
  /** The role, or undefined if the account has none of that ARN. */
  role(role: RoleArn): Promise<Role | undefined>;
  /** Inline and attached policies of a role that exists. */
  identityPolicies(role: RoleArn): Promise<readonly NamedPolicy[]>;
  /** The default version of a managed policy. */
  managedPolicy(policyArn: string): Promise<NamedPolicy>;
  /** A bucket's own policy. */
  bucket(bucketName: string): Promise<BucketState>;
}
