import type { Account } from "../account";

/** A new external id, as Snowflake makes one where none was given: `<locator>_SFCRole=<n>_<base64>`. */
export function newExternalId(account: Account): string {
  const number = account.state.count("external ids");
  return `${account.identity.locator}_SFCRole=${number}_${account.random.bytes(20).toString("base64")}`;
}
