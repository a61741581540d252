import { answerOf } from "../../validate/answer";

/** Whether Snowflake itself said no, and why; undefined: nobody answered. */
export function refusalOf(error: unknown): string | undefined {
  const answer = answerOf(error);
  return answer.kind === "refused" ? `${answer.code} ${answer.message}` : undefined;
}

/** Whether Snowflake itself said no. */
export function isRefusal(error: unknown): boolean {
  return refusalOf(error) !== undefined;
}
