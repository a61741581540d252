import type { Account } from "../../account";
import type { GroupMembers } from "../../objects/failover-group";
import type { SnowflakeObject } from "../../objects/snowflake-object";
import { carriedObjects } from "./carried";
import { idsByName, nameEverywhere } from "./names-everywhere";

/** D: SYSTEM$LINK_ACCOUNT_OBJECTS_BY_NAME adds global identifiers to these. */
const LINKED_TYPES = ["RESOURCE_MONITOR", "ROLE", "USER", "WAREHOUSE"] as const;

/**
 * Makes objects of an account the replicas of the source's objects of the same names, by giving them their global ids: those of the
 * types in the primary group's members that know nothing of each other yet. Gives how many.
 */
export function linkAccountObjectsByName(to: Account, from: Account, members: GroupMembers): number {
  const { state } = to;
  const known = idsByName(to);
  const links = carriedObjects(from.state, members).flatMap(({ type, object }) => {
    const linked = LINKED_TYPES.find((one) => one === type);
    const name = nameEverywhere(from, object.id);
    if (linked === undefined || known.has(name)) return [];
    const own: SnowflakeObject | undefined = state.objects[linked].get(object.name);
    const isSystem = own !== undefined && state.objects.ROLE.byId(own.id)?.system === true;
    return own === undefined || isSystem ? [] : [{ id: own.id, name }];
  });
  state.changes.transact(() => {
    for (const { id, name } of links) state.attachments.globalIds.put(String(id), name);
  });
  return links.length;
}
