import type { PolicyDocument } from "../aws/policy-documents";
import type { PolicyRule } from "./policy-rule";

const READS = /^(s3:(Get|List)[A-Za-z]+|glue:Get[A-Za-z]+|lakeformation:GetDataAccess)$/;

/** No role of the lake may write, and no action is a wildcard. */
export const rolesOnlyRead: PolicyRule = {
  id: "roles-only-read",
  reason: "two Snowflake accounts read one lake; a role that can write makes either of them a second writer",
  resourceType: "aws_iam_role_policy",
  violations: ({ policy }) => {
    const { Statement: statements }: PolicyDocument = JSON.parse(String(policy));
    return statements
      .filter(({ Effect: effect }) => effect === "Allow")
      .flatMap(({ Action: actions }) => actions)
      .filter((action) => !READS.test(action))
      .map((action) => `${action} is more than reading`);
  },
};
