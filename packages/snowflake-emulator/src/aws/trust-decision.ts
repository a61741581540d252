import type { RequestAnalysis, Simulation, StatementExplain } from "@cloud-copilot/iam-simulate";
import { accountOf, type RoleArn } from "./arn";
import { ALLOWED, type AwsDecision, denied } from "./aws-access";
import type { PolicyDocument } from "./policy-reader";

/** The question whether a principal may assume a role. */
export interface TrustQuestion {
  readonly role: RoleArn;
  readonly principalArn: string;
  /** What is sent as sts:ExternalId; undefined sends none. */
  readonly externalId: string | undefined;
}

const EXTERNAL_ID = "sts:ExternalId";
const ACTION = "sts:AssumeRole";

/**
 * The request as the simulator takes it.
 *
 * The principal's own policies are taken to allow sts:AssumeRole: they are Snowflake's, in Snowflake's AWS account, and
 * nothing here knows them. The role's trust policy alone decides.
 */
export function trustSimulation({ role, principalArn, externalId }: TrustQuestion, trust: PolicyDocument): Simulation {
  const principalAccount = accountOf(principalArn);
  return {
    request: {
      principal: principalArn,
      action: ACTION,
      resource: { resource: role.arn, accountId: role.accountId },
      contextVariables: {
        "aws:PrincipalArn": principalArn,
        "aws:SecureTransport": "true",
        ...(principalAccount === undefined ? {} : { "aws:PrincipalAccount": principalAccount }),
        ...(externalId === undefined ? {} : { [EXTERNAL_ID]: externalId }),
      },
    },
    identityPolicies: [
      {
        name: "the principal's own policies",
        policy: { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: ACTION, Resource: "*" }] },
      },
    ],
    serviceControlPolicies: [],
    resourceControlPolicies: [],
    resourcePolicy: trust,
  };
}

/** The decision over an analysed request, with the reason that is nearest to an allowing statement. */
export function trustDecision(question: TrustQuestion, analysis: RequestAnalysis): AwsDecision {
  if (analysis.result === "Allowed") return ALLOWED;
  const { role, principalArn } = question;
  const policy = `the trust policy of role ${role.arn}`;
  const denying = analysis.resourceAnalysis?.denyStatements[0];
  if (denying !== undefined) {
    return denied(`${policy} denies ${ACTION} to ${principalArn} by statement ${denying.explain.identifier}`);
  }
  const explains = (analysis.resourceAnalysis?.unmatchedStatements ?? [])
    .map(({ explain }) => explain)
    .filter(({ effect, actionMatch }) => effect === "Allow" && actionMatch);
  if (explains.length === 0) return denied(`${policy} allows ${ACTION} to nobody`);
  const naming = explains.filter(({ principalMatch }) => principalMatch !== "NoMatch");
  if (naming.length === 0) return denied(`${policy} does not allow ${ACTION} to ${principalArn}`);
  return denied(`${policy} ${conditionReason(question, naming)}`);
}

function conditionReason({ principalArn, externalId }: TrustQuestion, naming: readonly StatementExplain[]): string {
  const failed = naming.flatMap(({ conditions }) => conditions ?? []).filter(({ matches }) => !matches);
  if (failed.some(({ conditionKeyValue }) => conditionKeyValue.toLowerCase() === EXTERNAL_ID.toLowerCase())) {
    return externalId === undefined
      ? `asks for an external id (${EXTERNAL_ID}), and none was sent`
      : `does not accept the external id '${externalId}' (${EXTERNAL_ID})`;
  }
  const keys = [...new Set(failed.map(({ operator, conditionKeyValue }) => `${operator} ${conditionKeyValue}`))];
  return `names ${principalArn}, but its conditions do not hold: ${keys.join(", ")}`;
}
