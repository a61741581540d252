import { ACCOUNT_ROLES, type AccountRole, type TwinbergConfig } from "../../config/schema";
import { type SnowflakeSession, withSession } from "../../operator/snowflake/session";
import { type AwsAccess, createAwsAccess } from "../../packages/snowflake-emulator/src/aws";
import { type ClaimInput, claimFrom } from "../report/claims";
import { type Purpose, purposes } from "../snowflake/probes";
import { validateStorageIntegration } from "../snowflake/verification";
import { parseOutputs, type TwinOutputs } from "../terraform/outputs";
import { defineStep } from "./step";

/** The roles that Snowflake uses can read what they are for, and can't write, delete or administer anything. */
export const leastPrivilegeStep = defineStep({
  id: "least-privilege",
  title: "Least privilege: the Snowflake roles read and nothing else",
  needs: ["clouds", "converge"],
  async run({ tools, facts, progress }) {
    const outputs = parseOutputs(facts.converge.outputs);
    const { aws, sessions } = facts.clouds;
    const access = createAwsAccess({ endpoint: aws.endpoint, region: aws.region });
    const claims: ClaimInput[] = [];
    for (const account of ACCOUNT_ROLES) {
      const location = `s3://${outputs.lake.bucket_name}/${tools.config.lake.prefix}`;
      claims.push(
        ...(await withSession(sessions[account], (session) =>
          storageClaims(session, account, outputs[account].storage_integration_name, location),
        )),
      );
      for (const purpose of purposes) {
        claims.push(...(await roleClaims(access, tools.config, outputs, account, purpose)));
      }
      progress(`${account}: ${purposes.length} roles`);
    }
    return { facts: {}, claims };
  },
});

/** Snowflake itself tries to write and to delete through the storage integration. */
async function storageClaims(
  session: SnowflakeSession,
  account: AccountRole,
  integration: string,
  location: string,
): Promise<readonly ClaimInput[]> {
  const claims: ClaimInput[] = [];
  for (const action of ["write", "delete"] as const) {
    claims.push(
      await claimFrom(`least-privilege.${account}.storage.${action}`, `${action} is denied by policy`, async () => {
        const seen = await validateStorageIntegration(session, integration, location, action);
        const denied = /access ?denied|not authorized/i.test(seen.answer);
        const observed = seen.ok
          ? "it is allowed"
          : denied
            ? "it is denied"
            : "it failed for another reason than a policy";
        return { observed, ok: !seen.ok && denied, evidence: [seen.statement, seen.answer] };
      }),
    );
  }
  return claims;
}

/** An action and what it is asked for. */
export interface PolicyQuestion {
  /** IAM action, e.g. `s3:PutObject`. */
  readonly action: string;
  /** ARN that it would be done to. */
  readonly resourceArn: string;
}

/** Resources of the lake, as ARNs. */
interface LakeArns {
  readonly object: string;
  readonly table: string;
  readonly ownRole: string;
}

/** What no role of Snowflake's may do. */
export function forbiddenQuestions(arns: LakeArns): readonly PolicyQuestion[] {
  return [
    { action: "s3:PutObject", resourceArn: arns.object },
    { action: "s3:DeleteObject", resourceArn: arns.object },
    { action: "glue:CreateTable", resourceArn: arns.table },
    { action: "glue:UpdateTable", resourceArn: arns.table },
    { action: "glue:DeleteTable", resourceArn: arns.table },
    { action: "iam:PutRolePolicy", resourceArn: arns.ownRole },
    { action: "iam:UpdateAssumeRolePolicy", resourceArn: arns.ownRole },
    { action: "iam:PassRole", resourceArn: arns.ownRole },
    { action: "lakeformation:PutDataLakeSettings", resourceArn: "*" },
    { action: "lakeformation:GrantPermissions", resourceArn: "*" },
  ];
}

/** What each role must be able to do: without it, "nothing is allowed" could also mean that the question was put wrongly. */
export function requiredQuestion(purpose: Purpose, arns: LakeArns): PolicyQuestion {
  return purpose === "storage" || purpose === "volume"
    ? { action: "s3:GetObject", resourceArn: arns.object }
    : { action: "glue:GetTable", resourceArn: arns.table };
}

async function roleClaims(
  access: Pick<AwsAccess, "isAllowed">,
  config: TwinbergConfig,
  outputs: TwinOutputs,
  account: AccountRole,
  purpose: Purpose,
): Promise<readonly ClaimInput[]> {
  const roleArn = outputs.trust.role_arns[`${account}_${purpose}`] ?? "";
  // The role's own ARN tells the partition, which differs in China and GovCloud.
  const partition = roleArn.split(":")[1] ?? "aws";
  const { region, accountId } = config.aws;
  const arns: LakeArns = {
    object: `arn:${partition}:s3:::${outputs.lake.bucket_name}/${config.lake.prefix}rehearsal-probe.txt`,
    table: `arn:${partition}:glue:${region}:${accountId}:table/${outputs.lake.glue_database_name}/${config.lake.tables[0]?.name ?? "any"}`,
    ownRole: roleArn,
  };
  const ask = (question: PolicyQuestion, allowed: boolean): Promise<ClaimInput> =>
    claimFrom(
      `least-privilege.${account}.${purpose}.${question.action}`,
      allowed ? "allowed" : "not allowed",
      async () => {
        if (roleArn === "") {
          throw new Error(`the stack trust publishes no role ${account}_${purpose}`);
        }
        const answer = await access.isAllowed({ roleArn, ...question });
        return {
          observed: answer.allowed ? "allowed" : "not allowed",
          ok: answer.allowed === allowed,
          evidence: [
            `${roleArn} asks for ${question.action} on ${question.resourceArn}`,
            ...(answer.allowed ? [] : [answer.reason]),
          ],
        };
      },
    );
  return Promise.all([
    ask(requiredQuestion(purpose, arns), true),
    ...forbiddenQuestions(arns).map((question) => ask(question, false)),
  ]);
}
