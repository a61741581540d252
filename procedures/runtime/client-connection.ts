import { isYes, type Row, text } from "./session";

/** Both accounts' halves of the connections. Source: docs.snowflake.com, sql-reference/sql/show-connections. */
export const SHOW_CONNECTIONS = "SHOW CONNECTIONS";

/**
 * Whether a connection leads to an account.
 *
 * @param rows of {@link SHOW_CONNECTIONS}, which has those of other accounts too
 * @returns undefined when the account has none of that name, or shows none
 */
export function leadsTo(rows: readonly Row[], account: string, name: string): boolean | undefined {
  const row = rows.find((one) => text(one, "name") === name && text(one, "account_name") === account);
  return row === undefined ? undefined : isYes(row, "is_primary");
}
