import type { PolicyDocument } from "../aws/policy-documents";
import type { PolicyRule } from "./policy-rule";

/** Whoever isn't an AWS service assumes a role with an external id, or not at all. */
export const trustTakesExternalId: PolicyRule = {
  id: "trust-takes-external-id",
  reason:
    "without one, whoever talks Snowflake into using the role's ARN reads the lake: AWS, the confused deputy problem",
  resourceType: "aws_iam_role",
  violations: ({ assume_role_policy: policy }) => {
    const { Statement: statements }: PolicyDocument = JSON.parse(String(policy));
    return statements
      .filter(({ Principal: principal }) => principal !== undefined && (principal === "*" || "AWS" in principal))
      .filter(({ Condition: condition }) => condition?.StringEquals?.["sts:ExternalId"] === undefined)
      .map(({ Sid: sid }) => `the trust statement ${sid} takes no sts:ExternalId`);
  },
};
