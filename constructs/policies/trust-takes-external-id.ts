import { iamStatements, UNREADABLE_POLICY } from "./iam-statements";
import { eachResource, type PolicyRule } from "./policy-rule";

/** Whoever isn't an AWS service assumes a role with an external id, or not at all. */
export const trustTakesExternalId: PolicyRule = {
  id: "trust-takes-external-id",
  requirements: ["R11", "twin"],
  reason: "without one, whoever talks Snowflake into using the role's ARN reads the lake",
  source: "docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html",
  fix: "give the trust statement a condition StringEquals on sts:ExternalId (externalIds in the configuration)",
  judge: eachResource("aws_iam_role", ({ assume_role_policy: policy }) => {
    const statements = iamStatements(policy);
    return statements === undefined
      ? [UNREADABLE_POLICY]
      : statements
          .filter(({ effect, principals }) => effect !== "Deny" && (principals.AWS ?? []).length > 0)
          .filter(({ condition }) => condition.StringEquals?.["sts:ExternalId"] === undefined)
          .map(({ sid }) => `the trust statement ${sid} takes no sts:ExternalId`);
  }),
};
