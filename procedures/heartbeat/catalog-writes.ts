import type { Observation } from "../runtime/observation";
import type { ReplicationRole } from "../runtime/replication-role";
import type { Check } from "./check";

/** What {@link checkCatalogWrites} depends on. */
export interface CatalogWritesExpectation {
  /** The catalog-linked database. */
  readonly database: string;
  /** Whether the account that is active may write through it. */
  readonly writes: boolean;
  /** Which one this account is. */
  readonly role: Observation<ReplicationRole>;
}

/**
 * The lake is written through the catalog-linked database of the active account if at all, and never through the other's.
 *
 * @param observed ALLOWED_WRITE_OPERATIONS, in upper case
 */
export function checkCatalogWrites(
  { database, writes, role }: CatalogWritesExpectation,
  observed: Observation<string>,
): Check {
  const at = { check: "catalog writes", object: database };
  if (!observed.known) return { ...at, verdict: "unknown", reason: observed.reason };
  // Where nobody may write it makes no difference which account is active.
  if (writes && !role.known) return { ...at, verdict: "unknown", reason: `${observed.value}; ${role.reason}` };
  const active = role.known && role.value === "primary";
  const wanted = writes && active ? "ALL" : "NONE";
  if (observed.value === wanted) return { ...at, verdict: "good", reason: wanted };
  const why = writes ? `the ${active ? "active account" : "standby"} has ${wanted}` : `declared is ${wanted}`;
  return { ...at, verdict: "bad", reason: `ALLOWED_WRITE_OPERATIONS is ${observed.value}, ${why}` };
}
