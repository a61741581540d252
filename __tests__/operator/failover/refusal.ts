/** What Snowflake itself refuses. */
export function refusal(code: string, message: string): Error {
  return Object.assign(new Error(message), { code });
}
