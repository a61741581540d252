import { actionDecision, actionSimulation } from "./action-decision";
import { bucketOf, parseRoleArn, type RoleArn, resourceWithAncestors } from "./arn";
import { ALLOWED, type AwsAccess, type AwsDecision, denied } from "./aws-access";
import type { PolicyReader, Role } from "./policy-reader";
import { RememberingReader } from "./remembering-reader";
import { simulate } from "./simulation";
import { trustDecision, trustSimulation } from "./trust-decision";

/** What a PolicyAccess needs. */
export interface PolicyAccessOptions {
  readonly reader: PolicyReader;
  /** Region of a request that names none. */
  readonly region: string;
  /** The time that policies see. */
  readonly now: () => Date;
}

/** AwsAccess by reading policies and evaluating them as IAM does. */
export class PolicyAccess implements AwsAccess {
  readonly #options: PolicyAccessOptions;

  constructor(options: PolicyAccessOptions) {
    this.#options = options;
  }

  async assumeRole(request: Parameters<AwsAccess["assumeRole"]>[0]): Promise<AwsDecision> {
    const role = parseRoleArn(request.roleArn);
    if (role === undefined) return notARole(request.roleArn);
    const found = await this.#options.reader.role(role);
    if (found === undefined) return noSuchRole(role);
    const question = { role, principalArn: request.principalArn, externalId: request.externalId };
    const simulation = trustSimulation(question, found.trustPolicy);
    return trustDecision(question, await simulate(simulation, `the trust policy of role ${role.arn}`));
  }

  async isAllowed(request: Parameters<AwsAccess["isAllowed"]>[0]): Promise<AwsDecision> {
    const { reader } = this.#options;
    const role = parseRoleArn(request.roleArn);
    if (role === undefined) return notARole(request.roleArn);
    const found = await reader.role(role);
    if (found === undefined) return noSuchRole(role);
    const bucketName = bucketOf(request.resourceArn);
    const [identity, boundary, bucket] = await Promise.all([
      reader.identityPolicies(role),
      found.boundaryArn === undefined ? undefined : reader.managedPolicy(found.boundaryArn),
      bucketName === undefined ? undefined : reader.bucket(bucketName),
    ]);
    if (bucket?.state === "absent") return denied(`bucket ${bucketName} does not exist`);
    const policies = { identity, boundary, resource: bucket?.policy };
    return this.#decide(role, request, policies);
  }

  remembering(): AwsAccess {
    return new PolicyAccess({ ...this.#options, reader: new RememberingReader(this.#options.reader) });
  }

  async #decide(
    role: RoleArn,
    { action, resourceArn, region = this.#options.region, context = {} }: Parameters<AwsAccess["isAllowed"]>[0],
    policies: Parameters<typeof actionSimulation>[1],
  ): Promise<AwsDecision> {
    const now = this.#options.now();
    for (const resource of resourceWithAncestors(resourceArn)) {
      const question = { role, action, resourceArn: resource, region, now, context };
      const subject = `${action} on ${resource} for role ${role.arn}`;
      const decision = actionDecision(question, await simulate(actionSimulation(question, policies), subject));
      if (!decision.allowed) return decision;
    }
    return ALLOWED;
  }
}

const notARole = (arn: string): AwsDecision => denied(`'${arn}' is not the ARN of an IAM role`);

const noSuchRole = ({ arn }: Pick<Role, "arn">): AwsDecision => denied(`role ${arn} does not exist`);
