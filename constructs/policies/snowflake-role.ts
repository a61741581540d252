import { ACCOUNT_ROLES } from "../../config/schema";
import { ACCESS_PURPOSES, SHARED_PURPOSES } from "../aws/arns";
import { type DeclaredProgram, type DeclaredResource, refersTo } from "./declared-program";
import { iamStatements } from "./iam-statements";
import { resourcesOf } from "./policy-rule";

const OF_ONE_ACCOUNT = `(${ACCOUNT_ROLES.join("|")})-(${ACCESS_PURPOSES.join("|")})`;
const SNOWFLAKE_ROLE = new RegExp(`:role/.*-(${OF_ONE_ACCOUNT}|${SHARED_PURPOSES.join("|")})$`);

/** Whether a role is one that Snowflake assumes: by its ARN, or because its trust takes an external id. */
export function isSnowflakeRole(roleArn: string, program: DeclaredProgram): boolean {
  return SNOWFLAKE_ROLE.test(roleArn) || rolesMeantBy(roleArn, program).some(takesExternalId);
}

function takesExternalId(role: DeclaredResource): boolean {
  const statements = iamStatements(role.arguments.assume_role_policy) ?? [];
  return statements.some(({ condition }) => condition.StringEquals?.["sts:ExternalId"] !== undefined);
}

/** The kinds of principals that a declared role trusts, such as AWS and Service; `unknown` where its policy can't be read. */
export function principalsOf(role: DeclaredResource): string[] {
  const statements = iamStatements(role.arguments.assume_role_policy);
  return statements === undefined
    ? ["unknown"]
    : statements.flatMap(({ principals }) =>
        Object.entries(principals).flatMap(([kind, who]) => (who.length > 0 ? [kind] : [])),
      );
}

/** The roles of a program that an ARN, or a reference to one, means. */
export function rolesMeantBy(roleArn: string, program: DeclaredProgram): DeclaredResource[] {
  return resourcesOf(program, "aws_iam_role").filter(
    (role) => refersTo(roleArn, role.address) || roleArn.endsWith(`:role/${String(role.arguments.name)}`),
  );
}
