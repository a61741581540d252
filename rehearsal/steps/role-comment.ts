import type { SnowflakeSession } from "../../operator/snowflake/session";
import { quoteIdentifier } from "../../sql/identifier";
import { stringLiteral } from "../../sql/literal";

/** What a person writes over the declared comment. */
export const commentByHand = "changed by hand";

/** A role's comment. @throws Error if SHOW ROLES does not list the role. */
export async function readRoleComment(session: SnowflakeSession, role: string): Promise<string> {
  const rows = await session.execute(`SHOW ROLES LIKE ${stringLiteral(escapePattern(role))}`);
  const comment = rows.find((row) => row.name === role)?.comment;
  if (typeof comment !== "string") {
    throw new Error(`SHOW ROLES does not list ${role} with a comment`);
  }
  return comment;
}

/** Changes a role's comment as a person would, past Terraform. Returns the statement. */
export async function changeRoleComment(session: SnowflakeSession, role: string): Promise<string> {
  const statement = `ALTER ROLE ${quoteIdentifier(role)} SET COMMENT = ${stringLiteral(commentByHand)}`;
  await session.execute(statement);
  return statement;
}

/** In a LIKE pattern `_` and `%` stand for any character; a backslash takes that away. */
function escapePattern(name: string): string {
  return name.replace(/[\\_%]/g, "\\$&");
}
