import type { Account } from "../../../account";
import { groupLacksType, groupListsDisagree, notEmulated, notInGroupList } from "../../../errors";
import type { GroupMembers, GroupObjectType } from "../../../objects/failover-group";
import type { ObjectId } from "../../../objects/snowflake-object";
import { findAccounts } from "../../../replication/change-roles";
import { changePrimary, requirePrimaryGroup, setPrimary } from "../../../replication/groups/change-group";
import { checkAllowedAccounts } from "../../../replication/groups/group-rules";
import { accountPath } from "../../../replication/organization-access";
import type { Cursor } from "../../cursor";
import type { Path } from "../../names";
import type { Target } from "../../object-statements";
import type { Execute } from "../../statement";
import { changeSource } from "./change-source";
import { findDatabases, findVolumes, readAccountPaths } from "./group-clauses";

/** Lists of objects: the object type that they go with, how a name is found, and what messages call one. */
const LISTS = {
  ALLOWED_DATABASES: {
    type: "DATABASES",
    find: findDatabases,
    of: ({ databases }: GroupMembers) => databases,
    with: (members: GroupMembers, databases: readonly ObjectId[]): GroupMembers => ({ ...members, databases }),
    names: ({ state }: Account) => state.objects.DATABASE,
  },
  ALLOWED_EXTERNAL_VOLUMES: {
    type: "EXTERNAL VOLUMES",
    find: findVolumes,
    of: ({ volumes }: GroupMembers) => volumes,
    with: (members: GroupMembers, volumes: readonly ObjectId[]): GroupMembers => ({ ...members, volumes }),
    names: ({ state }: Account) => state.objects.EXTERNAL_VOLUME,
  },
} as const;

type ListName = keyof typeof LISTS;

const LIST_NAMES = ["ALLOWED_DATABASES", "ALLOWED_EXTERNAL_VOLUMES", "ALLOWED_ACCOUNTS", "ALLOWED_SHARES"] as const;

/** Reads names and the list that they are of, after `preposition`. */
function readChange(cursor: Cursor, preposition: "TO" | "FROM") {
  const paths = readAccountPaths(cursor);
  cursor.expect(preposition);
  const list = cursor.takeOneOf(...LIST_NAMES);
  if (list === undefined) throw cursor.unexpected();
  if (list === "ALLOWED_SHARES") throw notEmulated("ALLOWED_SHARES of failover groups");
  return { paths, list };
}

const firsts = (paths: readonly Path[]) => paths.map((path) => path.join("."));

function listOf(members: GroupMembers, list: ListName): readonly ObjectId[] {
  const ids = LISTS[list].of(members);
  if (ids === "ALL") throw groupListsDisagree(`${list} is ALL`);
  return ids;
}

/** D: the object type must be in OBJECT_TYPES. */
function requireType({ objectTypes }: GroupMembers, group: string, type: GroupObjectType): void {
  if (!objectTypes.includes(type)) throw groupLacksType(group, type);
}

function add(cursor: Cursor, target: Target): Execute {
  const { paths, list } = readChange(cursor, "TO");
  const ignoreEditions = list === "ALLOWED_ACCOUNTS" && cursor.take("IGNORE EDITION CHECK");
  return changeSource(target, (context, group, role) => {
    const { account, organization } = context;
    if (list === "ALLOWED_ACCOUNTS") {
      const others = findAccounts(organization, paths).filter((one) => one !== account);
      checkAllowedAccounts(account, group.name, others, ignoreEditions);
      const accounts = [...new Set([...role.accounts, ...others.map(({ name }) => name)])];
      return changePrimary(account, group, { ...role, accounts });
    }
    const { find, type, with: change } = LISTS[list];
    requireType(role.members, group.name, type);
    const ids = [...new Set([...listOf(role.members, list), ...find(context, firsts(paths))])];
    changePrimary(account, group, { ...role, members: change(role.members, ids) });
  });
}

function remove(cursor: Cursor, target: Target): Execute {
  const { paths, list } = readChange(cursor, "FROM");
  return changeSource(target, ({ account, organization }, group, role) => {
    if (list === "ALLOWED_ACCOUNTS") {
      const gone = findAccounts(organization, paths);
      const stranger = gone.find((one) => one !== account && !role.accounts.includes(one.name));
      if (stranger !== undefined) throw notInGroupList(accountPath(stranger), list);
      const accounts = role.accounts.filter((name) => !gone.some((one) => one.name === name));
      return setPrimary(account, group, { ...role, accounts });
    }
    const left = without(account, role.members, list, firsts(paths));
    setPrimary(account, group, { ...role, members: LISTS[list].with(role.members, left) });
  });
}

/** The ids of a list without those of these names. Throws 003945 for a name that is not in it. */
function without(account: Account, members: GroupMembers, list: ListName, names: readonly string[]) {
  const ids = listOf(members, list);
  const gone = names.map((name) => {
    const id = LISTS[list].names(account).get(name)?.id;
    if (id === undefined || !ids.includes(id)) throw notInGroupList(name, list);
    return id;
  });
  return ids.filter((id) => !gone.includes(id));
}

function move(cursor: Cursor, target: Target): Execute {
  const kind = cursor.takeOneOf("DATABASES", "EXTERNAL VOLUMES", "SHARES");
  if (kind === undefined) throw cursor.unexpected();
  if (kind === "SHARES") throw notEmulated("MOVE SHARES");
  const list = kind === "DATABASES" ? "ALLOWED_DATABASES" : "ALLOWED_EXTERNAL_VOLUMES";
  const names = firsts(readAccountPaths(cursor));
  cursor.expect("TO FAILOVER GROUP");
  const otherName = cursor.identifier();
  return changeSource(target, (context, group, role) => {
    const { access, account, organization } = context;
    const other = access.require("FAILOVER_GROUP", otherName, "OWNERSHIP");
    const otherRole = requirePrimaryGroup(organization, other);
    requireType(otherRole.members, other.name, LISTS[list].type);
    const left = without(account, role.members, list, names);
    const moved = listOf(role.members, list).filter((id) => !left.includes(id));
    setPrimary(account, group, { ...role, members: LISTS[list].with(role.members, left) });
    if (other === group) return setPrimary(account, group, role);
    const ids = [...new Set([...listOf(otherRole.members, list), ...moved])];
    changePrimary(account, other, { ...otherRole, members: LISTS[list].with(otherRole.members, ids) });
  });
}

/** ADD … TO list, REMOVE … FROM list, MOVE … TO FAILOVER GROUP; undefined: something else. Needs of an object what CREATE does (D). */
export function parseListChange(cursor: Cursor, target: Target): Execute | undefined {
  if (cursor.take("ADD")) return add(cursor, target);
  if (cursor.take("REMOVE")) return remove(cursor, target);
  if (cursor.take("MOVE")) return move(cursor, target);
  return undefined;
}
