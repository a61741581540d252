import { type IssuedToken, renewedTokens, type TokenSource } from "./token-source";

/**
 * Tokens of AWS that say which role asks: there is no key to keep.
 * Source: docs.snowflake.com, developer-guide/sql-api/authenticating, workload identity federation.
 *
 * @param ask gives the role's token; see web-identity.ts
 * @param now milliseconds since 1970
 */
export function workloadIdentityTokens(ask: () => Promise<IssuedToken>, now: () => number): TokenSource {
  const issue = async () => {
    const { token, expires } = await ask();
    return { token: `WIF.AWS.${token}`, expires };
  };
  return renewedTokens("WORKLOAD_IDENTITY_FEDERATION", issue, now);
}
