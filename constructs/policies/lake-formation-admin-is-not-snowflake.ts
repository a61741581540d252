import { ACCOUNT_ROLES } from "../../config/schema";
import { ACCESS_PURPOSES, SHARED_PURPOSES } from "../aws/arns";
import type { PolicyRule } from "./policy-rule";

const OF_ONE_ACCOUNT = `(${ACCOUNT_ROLES.join("|")})-(${ACCESS_PURPOSES.join("|")})`;
const SNOWFLAKE_ROLE = new RegExp(`:role/.*-(${OF_ONE_ACCOUNT}|${SHARED_PURPOSES.join("|")})$`);

/** No role that Snowflake assumes administers Lake Formation. */
export const lakeFormationAdminIsNotSnowflake: PolicyRule = {
  id: "lake-formation-admin-is-not-snowflake",
  reason: "an administrator grants itself whatever it likes; reading takes SELECT and DESCRIBE",
  resourceType: "aws_lakeformation_data_lake_settings",
  violations: ({ admins }) =>
    (Array.isArray(admins) ? admins : [])
      .filter((admin) => SNOWFLAKE_ROLE.test(String(admin)))
      .map((admin) => `${String(admin)} is a role that Snowflake assumes`),
};
