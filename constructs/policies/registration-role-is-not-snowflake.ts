import { eachResource, type PolicyRule } from "./policy-rule";
import { isSnowflakeRole, principalsOf, rolesMeantBy } from "./snowflake-role";

/** The role that Lake Formation vends credentials of is nobody's to assume but AWS's. */
export const registrationRoleIsNotSnowflake: PolicyRule = {
  id: "registration-role-is-not-snowflake",
  requirements: ["R11"],
  reason: "who may assume the registration role gets around every grant of Lake Formation",
  source: "docs.aws.amazon.com/lake-formation/latest/dg/registration-role.html",
  fix: "register the location with a role of its own, which trusts glue.amazonaws.com and lakeformation.amazonaws.com",
  judge: eachResource("aws_lakeformation_resource", ({ role_arn: roleArn }, _declared, program) => {
    if (roleArn === undefined) {
      return [];
    }
    const arn = String(roleArn);
    const others = rolesMeantBy(arn, program)
      .flatMap(principalsOf)
      .filter((kind) => kind !== "Service");
    return isSnowflakeRole(arn, program) || others.length > 0
      ? [`${arn} can be assumed by more than AWS services`]
      : [];
  }),
};
