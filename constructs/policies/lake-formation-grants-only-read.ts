import type { PolicyRule } from "./policy-rule";

const READS: readonly unknown[] = ["SELECT", "DESCRIBE"];

/** Lake Formation grants are SELECT and DESCRIBE, and can't be passed on. */
export const lakeFormationGrantsOnlyRead: PolicyRule = {
  id: "lake-formation-grants-only-read",
  reason: "Snowflake reads with SELECT and DESCRIBE: AWS, lake-formation/latest/dg/lf-permissions-reference",
  resourceType: "aws_lakeformation_permissions",
  violations: ({ permissions, permissions_with_grant_option: grantable }) => [
    ...asList(permissions)
      .filter((permission) => !READS.includes(permission))
      .map((permission) => `${String(permission)} is more than reading`),
    ...asList(grantable).map((permission) => `${String(permission)} could be passed on`),
  ],
};

function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
