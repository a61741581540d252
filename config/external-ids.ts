import type { AccountRole, TwinbergConfig } from "./schema";

/** The external id that an account gives for a purpose: of what a failover group carries, both give the same. */
export function externalIdOf(
  config: TwinbergConfig,
  account: AccountRole,
  purpose: "storage" | "volume" | "catalog",
): string {
  const { shared, [account]: own } = config.externalIds;
  return purpose === "catalog" ? own.catalog : shared[purpose];
}
