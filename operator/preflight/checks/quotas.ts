import { about, bad, good, type PreflightCheck } from "../check";
import { iamRoleNames } from "../declared-names";

/** Whether the account has room for the roles; buckets are counted by nobody under their limit of ten thousand. */
export const quotas: PreflightCheck = ({ config, observation: { aws } }) => [
  {
    id: "aws.quota.roles",
    where: "aws",
    expected: `there is room for ${iamRoleNames(config).length} IAM roles`,
    ...about(aws, "see aws.credentials", ({ roleQuota, roles }) =>
      about(roleQuota, "let the caller read it (iam:GetAccountSummary)", ({ used, limit }) => {
        const there = roles.known ? roles.value.length : 0;
        const missing = iamRoleNames(config).length - there;
        const found = `${used} of ${limit} are used`;
        return used + missing <= limit
          ? good(found)
          : bad(
              `${found}, and ${missing} are to come`,
              "have AWS raise the quota of roles per account, or remove roles",
            );
      }),
    ),
  },
];
