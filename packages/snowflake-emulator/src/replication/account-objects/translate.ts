import type { Account } from "../../account";
import type { Integration } from "../../objects/integration";
import type { ObjectId } from "../../objects/snowflake-object";
import { objectById } from "../../state/account-state";
import type { CarriedObject } from "./carried";
import { type AccountObjectReceipt, externalIdOf, isMadeExternalId } from "./receive";

/** What the snapshot's ids are in the receiving account. */
export interface CarriedIds {
  /** By what objects are called everywhere; grows as objects come. */
  readonly byName: ReadonlyMap<string, ObjectId>;
  /** The account's own id of an object of the snapshot, if it has it. */
  of(id: ObjectId | null): ObjectId | undefined;
}

/** An object as the receiving account is to have it; undefined: not without the database that it is in. */
export function translateCarried(
  to: Account,
  receipt: AccountObjectReceipt,
  one: CarriedObject,
  ids: CarriedIds,
): CarriedObject | undefined {
  const { snapshot, withGrants } = receipt;
  const { state } = to;
  const { object } = one;
  const id = ids.of(object.id);
  if (id === undefined) return undefined;
  const there = objectById(state, one.type, id);
  // D: the same owner where roles are replicated, else GLOBALORGADMIN, which nobody here is.
  const ownerRoleId = withGrants ? (ids.of(object.ownerRoleId) ?? null) : (there?.ownerRoleId ?? null);
  const place = { id, parentId: null, ownerRoleId };
  switch (one.type) {
    case "ROLE":
      return { type: "ROLE", object: { ...structuredClone(one.object), ...place } };
    case "DATABASE_ROLE": {
      const parentId = receipt.databases.get(one.object.parentId ?? 0);
      if (parentId === undefined) return undefined;
      return { type: "DATABASE_ROLE", object: { ...structuredClone(one.object), ...place, parentId } };
    }
    case "RESOURCE_MONITOR": {
      // D: the list of those to notify comes with USERS only.
      const users = snapshot.members.objectTypes.includes("USERS");
      const notifyUsers = users ? one.object.notifyUsers : [];
      return { type: "RESOURCE_MONITOR", object: { ...structuredClone(one.object), ...place, notifyUsers } };
    }
    case "NETWORK_POLICY": {
      const rules = (all: readonly ObjectId[]) => all.flatMap((rule) => ids.of(rule) ?? []);
      const allowedRules = rules(one.object.allowedRules);
      const blockedRules = rules(one.object.blockedRules);
      return {
        type: "NETWORK_POLICY",
        object: { ...structuredClone(one.object), ...place, allowedRules, blockedRules },
      };
    }
    case "USER": {
      const lastSuccessLogin = state.objects.USER.byId(id)?.lastSuccessLogin ?? null;
      return { type: "USER", object: { ...structuredClone(one.object), ...place, lastSuccessLogin } };
    }
    case "WAREHOUSE": {
      const copy = structuredClone(one.object);
      const own = state.objects.WAREHOUSE.byId(id);
      const settings = { ...copy.settings, resourceMonitorId: ids.of(copy.settings.resourceMonitorId) ?? null };
      // D: a warehouse arrives suspended, and is resumed or not by its own account.
      const activity = {
        state: own?.state ?? "SUSPENDED",
        resumedOn: own?.resumedOn ?? copy.createdOn,
        updatedOn: Math.max(own?.updatedOn ?? 0, copy.updatedOn),
      } as const;
      return { type: "WAREHOUSE", object: { ...copy, ...place, settings, ...activity } };
    }
    case "INTEGRATION": {
      const name = snapshot.names.get(one.object.id) ?? "";
      const own = state.objects.INTEGRATION.byId(id);
      const copy: Integration = { ...structuredClone(one.object), ...place };
      return { type: "INTEGRATION", object: withExternalId(copy, own, receipt.externalIds.get(name)) };
    }
    case "EXTERNAL_VOLUME":
      // D: external ids of locations are looked up in the source account, so they travel, whoever made them.
      return { type: "EXTERNAL_VOLUME", object: { ...structuredClone(one.object), ...place } };
  }
}

/** A made external id is the account's own: the one that there is, or a new one. */
function withExternalId(copy: Integration, own: Integration | undefined, made: string | undefined): Integration {
  if (copy.kind !== "STORAGE" && copy.kind !== "QUEUE") return copy;
  if (!isMadeExternalId(copy.externalId)) return copy;
  const externalId = (own === undefined ? undefined : externalIdOf(own)) ?? made ?? copy.externalId;
  return { ...copy, externalId };
}
