import { listOf } from "./declared-program";
import { eachResource, type PolicyRule } from "./policy-rule";
import { isSnowflakeRole } from "./snowflake-role";

/** No role that Snowflake assumes administers Lake Formation. */
export const lakeFormationAdminIsNotSnowflake: PolicyRule = {
  id: "lake-formation-admin-is-not-snowflake",
  requirements: ["R11"],
  reason: "an administrator grants itself whatever it likes; reading takes SELECT and DESCRIBE",
  source: "docs.aws.amazon.com/lake-formation/latest/dg/permissions-reference.html",
  fix: "name the role that Terraform runs as in aws.lakeFormationAdmins, and none that Snowflake assumes",
  judge: eachResource("aws_lakeformation_data_lake_settings", (settings, _declared, program) =>
    listOf(settings, "admins")
      .map(String)
      .filter((admin) => isSnowflakeRole(admin, program))
      .map((admin) => `${admin} is a role that Snowflake assumes`),
  ),
};
