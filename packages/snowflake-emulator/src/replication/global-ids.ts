import type { Account } from "../account";
import type { ObjectId } from "../objects/snowflake-object";

/**
 * What an object is called in all accounts that have it or a replica of it: by where it was first made, unless it came from
 * somewhere. It stays the same when primary and secondary change places, so that objects keep their ids, and with them their grants.
 */
export function globalId({ state, identity }: Pick<Account, "state" | "identity">, id: ObjectId): string {
  return state.attachments.globalIds.current(String(id)) ?? `${identity.locator}.${id}`;
}
