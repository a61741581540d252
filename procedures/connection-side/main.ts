import { SHOW_CONNECTIONS } from "../runtime/client-connection";
import { Session, text } from "../runtime/session";
import type { SnowflakeApi } from "../runtime/snowflake-api";

/** Tells which connections there are and where they lead: JSON of `[{ name, account_name, is_primary }]`. */
export function main(snowflake: SnowflakeApi): string {
  const rows = new Session(snowflake).rows(SHOW_CONNECTIONS).map((row) => ({
    name: text(row, "name"),
    account_name: text(row, "account_name"),
    is_primary: text(row, "is_primary"),
  }));
  return JSON.stringify(rows);
}
