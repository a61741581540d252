import { listOf } from "./declared-program";
import { eachResource, type PolicyRule } from "./policy-rule";

const READS: readonly unknown[] = ["SELECT", "DESCRIBE"];

/** Lake Formation grants are SELECT and DESCRIBE, and can't be passed on. */
export const lakeFormationGrantsOnlyRead: PolicyRule = {
  id: "lake-formation-grants-only-read",
  requirements: ["R11"],
  reason: "Snowflake reads with SELECT and DESCRIBE; more than that makes a second writer",
  source: "docs.aws.amazon.com/lake-formation/latest/dg/lf-permissions-reference.html",
  fix: "grant SELECT and DESCRIBE without the grant option",
  judge: eachResource("aws_lakeformation_permissions", (grant) => [
    ...listOf(grant, "permissions")
      .filter((permission) => !READS.includes(permission))
      .map((permission) => `${String(permission)} is more than reading`),
    ...listOf(grant, "permissions_with_grant_option").map((permission) => `${String(permission)} could be passed on`),
  ]),
};
