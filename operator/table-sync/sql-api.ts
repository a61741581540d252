import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { keyPairTokens, SqlApiClient, type SqlPort } from "../../lambda-src/table-sync";
import type { ConfiguredTableSync } from "./configured";

/** Who works through the SQL API. */
export interface SqlApiUser {
  readonly user: string;
  /** Gives the private key, PKCS #8 PEM. */
  readonly readKey: () => Promise<string>;
}

/**
 * Snowflake's SQL API in the role of the table sync.
 *
 * @param queryTag what the account's history tells the statements by
 * @param patienceMs for how long Snowflake is waited for, from now on; after that a quarter of it for each request
 */
export function openSqlApi(
  { settings: { snowflake } }: Pick<ConfiguredTableSync, "settings">,
  { user, readKey }: SqlApiUser,
  queryTag: string,
  patienceMs: number,
): SqlPort {
  const end = Date.now() + patienceMs;
  const tokens = keyPairTokens({ account: snowflake.account, user }, readKey, Date.now);
  return new SqlApiClient({ ...snowflake, queryTag }, tokens, {
    fetch,
    sleep: (milliseconds) => sleep(milliseconds),
    random: Math.random,
    newId: randomUUID,
    remainingMs: () => Math.max(end - Date.now(), patienceMs / 4),
  });
}
