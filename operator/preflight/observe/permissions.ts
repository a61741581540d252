import { SimulatePrincipalPolicyCommand } from "@aws-sdk/client-iam";
import type { TwinbergConfig } from "../../../config/schema";
import { glueReadArns, partitionOf, roleArn, s3Arn } from "../../../constructs/aws/arns";
import type { AwsClients } from "../../aws/clients";
import { principalOf } from "../checks/lake-formation";
import { iamRoleNames } from "../declared-names";
import type { SimulatedAction } from "../observation";

/** Actions that the stacks take, with what they take them on. */
export function actionsOf(
  config: TwinbergConfig,
): readonly { readonly resources: readonly string[]; readonly actions: readonly string[] }[] {
  const { aws, lake, failover } = config;
  return [
    {
      resources: [s3Arn(aws, lake.bucket), s3Arn(aws, failover.controller.bucket)],
      actions: [
        "s3:CreateBucket",
        "s3:PutBucketOwnershipControls",
        "s3:PutBucketPolicy",
        "s3:PutBucketPublicAccessBlock",
        "s3:PutBucketVersioning",
        "s3:PutEncryptionConfiguration",
        "s3:PutLifecycleConfiguration",
      ],
    },
    {
      resources: iamRoleNames(config).map(({ name }) => roleArn(aws, name)),
      actions: ["iam:CreateRole", "iam:GetRole", "iam:PutRolePolicy", "iam:UpdateAssumeRolePolicy"],
    },
    { resources: [roleArn(aws, `${aws.rolePrefix}-lake-registration`)], actions: ["iam:PassRole"] },
    {
      resources: glueReadArns(aws, [lake.glueDatabase]),
      actions: ["glue:CreateDatabase", "glue:CreateTable", "glue:GetDatabase", "glue:GetTable", "glue:UpdateTable"],
    },
    {
      resources: ["*"],
      actions: [
        "lakeformation:GetDataLakeSettings",
        "lakeformation:GrantPermissions",
        "lakeformation:PutDataLakeSettings",
        "lakeformation:RegisterResource",
      ],
    },
  ];
}

/**
 * What IAM would decide about them for the caller.
 * Source: docs.aws.amazon.com, IAM/latest/APIReference/API_SimulatePrincipalPolicy
 */
export async function simulate(
  config: TwinbergConfig,
  clients: AwsClients,
  callerArn: string,
): Promise<readonly SimulatedAction[]> {
  const root = `arn:${partitionOf(config.aws.region)}:iam::${config.aws.accountId}:root`;
  const iam = clients.iam(config.aws.region);
  const found: SimulatedAction[] = [];
  for (const { resources, actions } of actionsOf(config)) {
    if (callerArn === root) {
      // IAM doesn't simulate the account's root, who may do everything.
      found.push(...actions.map((action) => ({ action, resource: "*", decision: "allowed" as const })));
      continue;
    }
    const { EvaluationResults = [], IsTruncated } = await iam.send(
      new SimulatePrincipalPolicyCommand({
        PolicySourceArn: principalOf(callerArn),
        ActionNames: [...actions],
        ResourceArns: [...resources],
        MaxItems: 1000,
      }),
    );
    if (IsTruncated === true) throw new Error("IAM tells more than is read at once");
    for (const {
      EvalActionName,
      EvalResourceName,
      EvalDecision,
      MissingContextValues,
      ResourceSpecificResults,
    } of EvaluationResults) {
      const action = EvalActionName ?? "an action";
      const results =
        ResourceSpecificResults === undefined || ResourceSpecificResults.length === 0
          ? [{ EvalResourceName: EvalResourceName ?? "*", EvalResourceDecision: EvalDecision, MissingContextValues }]
          : ResourceSpecificResults;
      for (const one of results) {
        const allowed = one.EvalResourceDecision === "allowed";
        const depends = (one.MissingContextValues ?? []).length > 0;
        found.push({
          action,
          resource: one.EvalResourceName ?? "*",
          decision: allowed ? "allowed" : depends ? "unclear" : "denied",
        });
      }
    }
  }
  return found;
}
