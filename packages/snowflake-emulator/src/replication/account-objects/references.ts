import type { Account } from "../../account";
import type { GroupMembers } from "../../objects/failover-group";
import { fullName } from "../../sql/names";
import { databaseOf } from "../read-only";
import { nameEverywhere } from "./names-everywhere";

/** A reference between what a group carries and what it does not. */
export interface OutwardReference {
  /** What is referred to, as it is called everywhere; null: it can't be in another account. */
  readonly referred: string | null;
  /** `REFERRED 'name' <- [REFERRING 'name']`, as the error lists it. */
  readonly shown: string;
}

/**
 * References of network policies that leave a group (D: Replication considerations, dangling references and network policies): to
 * rules of other databases; to the account and users that have them, where those are carried without them or they without those.
 */
export function findReferences(account: Account, members: GroupMembers): readonly OutwardReference[] {
  return [...rulesElsewhere(account, members), ...attachments(account, members)];
}

function rulesElsewhere(account: Account, { objectTypes, databases }: GroupMembers): readonly OutwardReference[] {
  const { state } = account;
  if (!objectTypes.includes("NETWORK POLICIES")) return [];
  return [...state.objects.NETWORK_POLICY.values()].flatMap((policy) =>
    [...policy.allowedRules, ...policy.blockedRules].flatMap((id) => {
      const rule = state.objects.NETWORK_RULE.byId(id);
      const database = rule === undefined ? undefined : databaseOf(state, rule.parentId);
      if (rule === undefined || (database !== undefined && databases.includes(database.id))) return [];
      const shown = `NETWORK_RULE '${fullName({ account }, rule)}' <- [NETWORK_POLICY '${policy.name}']`;
      return [{ referred: nameEverywhere(account, rule.id), shown }];
    }),
  );
}

function attachments(account: Account, { objectTypes }: GroupMembers): readonly OutwardReference[] {
  const { state } = account;
  const policies = objectTypes.includes("NETWORK POLICIES");
  const onAccount = state.parameters.current("NETWORK_POLICY");
  const places = [
    { carried: objectTypes.includes("ACCOUNT PARAMETERS"), place: `ACCOUNT '${account.name}'`, policy: onAccount },
    ...[...state.objects.USER.values()].map((user) => ({
      carried: objectTypes.includes("USERS"),
      place: `USER '${user.name}'`,
      policy: user.parameters.get("NETWORK_POLICY"),
    })),
  ];
  return places.flatMap(({ carried, place, policy }) => {
    if (policy === undefined || policy === "" || carried === policies) return [];
    const name = `NETWORK_POLICY '${policy}'`;
    const shown = carried ? `${name} <- [${place}]` : `${place} <- [${name}]`;
    return [{ referred: null, shown }];
  });
}
