import type { Account } from "../../account";
import type { GroupMembers } from "../../objects/failover-group";
import type { Integration } from "../../objects/integration";
import type { ObjectId } from "../../objects/snowflake-object";
import { newExternalId } from "../../sql/external-id";
import type { CarriedObject } from "./carried";
import { idsByName } from "./names-everywhere";
import type { AccountObjectSnapshot } from "./snapshot";

/** What is decided before an account receives a snapshot, so that a rehearsal and the deed do the same. */
export interface AccountObjectReceipt {
  readonly snapshot: AccountObjectSnapshot;
  /** Ids of databases: the source's, and the account's own. */
  readonly databases: ReadonlyMap<ObjectId, ObjectId>;
  /** What this group's last refresh brought, by ids of the receiving account; null: there was none. */
  readonly received: GroupMembers | null;
  /** Are roles replicated from that account, by this group or by another? Only then do grants and owners travel (D). */
  readonly withGrants: boolean;
  /** Ids for objects that come for the first time, by what they are called everywhere. */
  readonly newIds: ReadonlyMap<string, ObjectId>;
  /** External ids for integrations that come for the first time without a chosen one. */
  readonly externalIds: ReadonlyMap<string, string>;
}

/**
 * Gives ids to what is going to come for the first time. To be called without a transaction, before `applyAccountObjects` and
 * before any rehearsal of it.
 */
export function receiveAccountObjects(
  to: Account,
  snapshot: AccountObjectSnapshot,
  context: Pick<AccountObjectReceipt, "databases" | "received">,
): AccountObjectReceipt {
  const withGrants = rolesComeFrom(to, snapshot);
  const known = idsByName(to);
  const newIds = new Map<string, ObjectId>();
  const externalIds = new Map<string, string>();
  const missing = snapshot.objects.filter(({ type, object }) => {
    const name = snapshot.names.get(object.id);
    return name !== undefined && !known.has(name) && (type !== "DATABASE_ROLE" || withGrants);
  });
  if (missing.length > 0) {
    to.state.changes.transact(() => {
      for (const one of missing) {
        const name = snapshot.names.get(one.object.id) ?? "";
        newIds.set(name, to.state.newId());
        if (madeExternalId(one)) externalIds.set(name, newExternalId(to));
      }
    });
  }
  return { snapshot, ...context, withGrants, newIds, externalIds };
}

/** Do the roles of an account come from the account of a snapshot? */
function rolesComeFrom(to: Account, { from, members }: AccountObjectSnapshot): boolean {
  if (members.objectTypes.includes("ROLES")) return true;
  return [...to.state.objects.FAILOVER_GROUP.values()].some(
    ({ role }) =>
      role.kind === "secondary" &&
      role.primary.account === from &&
      role.members?.objectTypes.includes("ROLES") === true,
  );
}

/** Has an integration an external id that Snowflake made? One that was chosen travels; a made one belongs to its account (A). */
function madeExternalId(one: CarriedObject): boolean {
  return one.type === "INTEGRATION" && isMadeExternalId(externalIdOf(one.object));
}

export function externalIdOf(integration: Integration): string | undefined {
  return integration.kind === "STORAGE" || integration.kind === "QUEUE" ? integration.externalId : undefined;
}

/** `<locator>_SFCRole=…`, as `newExternalId` makes them. */
export function isMadeExternalId(id: string | undefined): boolean {
  return id !== undefined && /^[A-Z]{3}\d{5}_SFCRole=/.test(id);
}
