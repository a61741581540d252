import { isDeepStrictEqual } from "node:util";
import type { AccountState } from "../../state/account-state";
import { tagKey } from "../../state/attachments";
import type { AccountObjectReceipt } from "./receive";
import type { CarriedIds } from "./translate";

/** Parameters of the account, and the tags and authentication policies of what the group carries, as the snapshot has them. */
export function applyAttachments(state: AccountState, { snapshot }: AccountObjectReceipt, ids: CarriedIds): void {
  applyParameters(state, snapshot.parameters);
  const { tags, authenticationPolicies } = state.attachments;
  // A: a tag that the account has not, as its database has not been replicated, is left out.
  const wanted = new Map(
    snapshot.tags.flatMap((one) => {
      const tagId = ids.of(one.tagId);
      const objectId = ids.of(one.objectId);
      if (tagId === undefined || objectId === undefined) return [];
      const tag = { ...one, tagId, objectId };
      return [[tagKey(tag), tag] as const];
    }),
  );
  for (const { type, object } of snapshot.objects) {
    const id = ids.of(object.id);
    if (id === undefined) continue;
    for (const one of tags.byRight(String(id))) if (!wanted.has(tagKey(one))) tags.remove(tagKey(one));
    if (type !== "USER") continue;
    const policy = ids.of(snapshot.authenticationPolicies.get(object.id) ?? null);
    const current = authenticationPolicies.current(String(id));
    if (policy === undefined) authenticationPolicies.remove(String(id));
    else if (policy !== current) authenticationPolicies.put(String(id), policy);
  }
  for (const [key, tag] of wanted) if (!isDeepStrictEqual(tags.current(key), tag)) tags.add(tag);
}

function applyParameters({ parameters }: AccountState, wanted: ReadonlyMap<string, string> | undefined): void {
  if (wanted === undefined) return;
  for (const name of [...parameters.asMap().keys()]) if (!wanted.has(name)) parameters.remove(name);
  for (const [name, value] of wanted) if (parameters.current(name) !== value) parameters.put(name, value);
}
