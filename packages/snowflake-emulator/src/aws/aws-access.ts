/** What AWS said to a question; the reason is one sentence that names the role and what stands in the way. */
export type AwsDecision = { readonly allowed: true } | { readonly allowed: false; readonly reason: string };

/**
 * The questions the emulator asks AWS before it acts there in a role. Nothing is remembered: each call reads afresh, unless
 * `remembering` was asked for.
 */
export interface AwsAccess {
  /**
   * May `principalArn` (Snowflake's user in its own AWS account) assume the role? The role's trust policy decides.
   *
   * @param request - `externalId` is what Snowflake would send as sts:ExternalId; undefined sends none
   * @throws AwsUnreachableError, AwsRequestError or PolicyNotEvaluableError when there is no answer: never a denial
   */
  assumeRole(request: {
    readonly roleArn: string;
    readonly principalArn: string;
    readonly externalId: string | undefined;
  }): Promise<AwsDecision>;

  /**
   * May the role, once assumed, do `action` (as in "s3:GetObject") on `resourceArn` (an ARN, or "*")?
   *
   * @param request - `region` becomes aws:RequestedRegion; default: the region the access was created with. `context` holds
   * further condition keys of the request, such as s3:prefix of a listing; default: none
   * @throws as assumeRole
   */
  isAllowed(request: {
    readonly roleArn: string;
    readonly action: string;
    readonly resourceArn: string;
    readonly region?: string;
    readonly context?: Readonly<Record<string, string>>;
  }): Promise<AwsDecision>;

  /** The same, reading each role and policy once: for what belongs to one statement, or to one advance of the clock. Absent: there is nothing to save. */
  remembering?(): AwsAccess;
}

export const ALLOWED: AwsDecision = { allowed: true };

/** A denial for a reason. */
export const denied = (reason: string): AwsDecision => ({ allowed: false, reason });
