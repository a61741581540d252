import type { AwsAccess, AwsDecision } from "../../aws";

/** Who assumes which role. */
export interface AssumedRole {
  readonly roleArn: string;
  /** Snowflake's user in its own AWS account. */
  readonly principalArn: string;
  readonly externalId: string;
  /** Region of the requests. */
  readonly region: string;
}

/** What AWS says about one role, each question asked once. Short-lived: for one statement or one run. */
export class RoleAccess {
  readonly #aws: AwsAccess;
  #assumed: Promise<AwsDecision> | undefined;
  readonly #answers = new Map<string, Promise<AwsDecision>>();

  constructor(
    aws: AwsAccess,
    readonly role: AssumedRole,
  ) {
    this.#aws = aws.remembering?.() ?? aws;
  }

  /** May Snowflake assume the role? */
  assumed(): Promise<AwsDecision> {
    const { roleArn, principalArn, externalId } = this.role;
    this.#assumed ??= this.#aws.assumeRole({ roleArn, principalArn, externalId });
    return this.#assumed;
  }

  /** May the role, once assumed, do this? `roleArn`: another role that acts for it. */
  allowed(action: string, resourceArn: string, roleArn = this.role.roleArn): Promise<AwsDecision> {
    const key = JSON.stringify([roleArn, action, resourceArn]);
    const known = this.#answers.get(key);
    if (known !== undefined) return known;
    const answer = this.#aws.isAllowed({ roleArn, action, resourceArn, region: this.role.region });
    this.#answers.set(key, answer);
    return answer;
  }
}
