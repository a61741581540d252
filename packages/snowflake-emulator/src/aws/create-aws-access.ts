import type { AwsAccess } from "./aws-access";
import { PolicyAccess } from "./policy-access";
import { SdkPolicyReader } from "./sdk-policy-reader";

/** Where AWS is, and what requests to it look like. */
export interface AwsAccessOptions {
  /** URL of the AWS endpoint. */
  readonly endpoint: string;
  /** Region of requests that name none. */
  readonly region: string;
  /** The time that policies see as aws:CurrentTime. Default: the machine's clock. */
  readonly now?: () => Date;
}

/** Access that asks the AWS at `endpoint`: IAM for roles and their policies, S3 for bucket policies. */
export function createAwsAccess({ endpoint, region, now = () => new Date() }: AwsAccessOptions): AwsAccess {
  return new PolicyAccess({ reader: new SdkPolicyReader({ endpoint, region }), region, now });
}
