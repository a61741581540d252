import {
  getDenialReasons,
  type RequestAnalysis,
  type RequestDenial,
  type Simulation,
} from "@cloud-copilot/iam-simulate";
import { accountOf, bucketOf, type RoleArn } from "./arn";
import { ALLOWED, type AwsDecision, denied } from "./aws-access";
import type { NamedPolicy, PolicyDocument } from "./policy-reader";

/** The question whether a role, once assumed, may do something. */
export interface ActionQuestion {
  readonly role: RoleArn;
  /** As in "s3:GetObject". */
  readonly action: string;
  /** An ARN, or "*" for actions that have no resource. */
  readonly resourceArn: string;
  readonly region: string;
  /** The moment of the request, for aws:CurrentTime. */
  readonly now: Date;
  /** Condition keys that only this request has, such as s3:prefix. */
  readonly context: Readonly<Record<string, string>>;
}

/** Everything that bears on the question. */
export interface RolePolicies {
  readonly identity: readonly NamedPolicy[];
  /** undefined: the role has no permissions boundary. */
  readonly boundary: NamedPolicy | undefined;
  /** The resource's own policy (a bucket's); undefined: it has none. */
  readonly resource: PolicyDocument | undefined;
}

/**
 * The request as the simulator takes it: made over TLS, by the role itself.
 *
 * A resource whose ARN has no account (S3) is taken to be the role's own account's.
 */
export function actionSimulation(question: ActionQuestion, policies: RolePolicies): Simulation {
  const { role, action, resourceArn, region, now, context } = question;
  const accountId = accountOf(resourceArn) ?? role.accountId;
  return {
    request: {
      principal: role.arn,
      action,
      resource: { resource: resourceArn, accountId },
      contextVariables: {
        "aws:PrincipalArn": role.arn,
        "aws:PrincipalAccount": role.accountId,
        "aws:PrincipalType": "AssumedRole",
        "aws:RequestedRegion": region,
        "aws:ResourceAccount": accountId,
        "aws:SecureTransport": "true",
        "aws:CurrentTime": now.toISOString(),
        "aws:EpochTime": String(Math.floor(now.getTime() / 1000)),
        ...(bucketOf(resourceArn) === undefined ? {} : { "s3:ResourceAccount": accountId, "s3:TlsVersion": "1.3" }),
        ...context,
      },
    },
    identityPolicies: [...policies.identity],
    serviceControlPolicies: [],
    resourceControlPolicies: [],
    ...(policies.resource === undefined ? {} : { resourcePolicy: policies.resource }),
    ...(policies.boundary === undefined ? {} : { permissionBoundaryPolicies: [policies.boundary] }),
  };
}

/** The decision over an analysed request; an explicit denial is told before what is merely not allowed. */
export function actionDecision(question: ActionQuestion, analysis: RequestAnalysis): AwsDecision {
  if (analysis.result === "Allowed") return ALLOWED;
  const denials = getDenialReasons(analysis);
  const denial = denials.find(({ denialType }) => denialType === "Explicit") ?? mostTelling(denials);
  return denied(reason(question, denial));
}

/** Of several silent policies, the one that stands in the way alone: an allowed request that a guard blocks. */
function mostTelling(denials: readonly RequestDenial[]): RequestDenial | undefined {
  return (
    denials.find(({ blocking }) => blocking === true) ?? denials.find(({ policyType }) => policyType === "identity")
  );
}

function reason({ role, action, resourceArn }: ActionQuestion, denial: RequestDenial | undefined): string {
  const what = `${action} on ${resourceArn}`;
  if (denial?.denialType === "Explicit") {
    const statement = denial.statementId ?? denial.statementIndex;
    return `${policyOf(denial, role, resourceArn)} denies ${what} by statement ${statement}`;
  }
  if (denial === undefined || denial.policyType === "identity") return `no policy of role ${role.arn} allows ${what}`;
  return `${policyOf(denial, role, resourceArn)} does not allow ${what}`;
}

function policyOf(denial: RequestDenial, role: RoleArn, resourceArn: string): string {
  switch (denial.policyType) {
    case "pb":
      return `the permissions boundary of role ${role.arn}`;
    case "resource":
      return `the policy of bucket ${bucketOf(resourceArn) ?? resourceArn}`;
    default: {
      const name = "policyIdentifier" in denial ? denial.policyIdentifier : undefined;
      return `policy ${name ?? denial.policyType} of role ${role.arn}`;
    }
  }
}
