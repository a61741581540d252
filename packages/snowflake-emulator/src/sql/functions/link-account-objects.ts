import { doesNotExist, insufficientPrivileges, notSecondaryGroup, primaryGroupGone } from "../../errors";
import { linkAccountObjectsByName } from "../../replication/account-objects";
import { findPrimaryGroup } from "../../replication/groups/placed-groups";
import { TEXT } from "../../types/data-type";
import { resolveIdentifier } from "../identifiers";
import type { SqlFunction } from "./sql-function";

/**
 * SYSTEM$LINK_ACCOUNT_OBJECTS_BY_NAME('group'): in the account of a secondary group, makes its roles, users, warehouses and resource
 * monitors the replicas of those of the same names in the source account. D: only ACCOUNTADMIN. A: what it answers.
 */
export const linkAccountObjects: SqlFunction = {
  name: "SYSTEM$LINK_ACCOUNT_OBJECTS_BY_NAME",
  type: TEXT,
  minArguments: 1,
  maxArguments: 1,
  async evaluate({ access, account, organization }, [argument]) {
    if (!access.isAccountAdmin()) throw insufficientPrivileges("account", access.accountName);
    const name = resolveIdentifier(String(argument ?? ""));
    const group = account.state.objects.FAILOVER_GROUP.get(name);
    if (group === undefined) throw doesNotExist("Failover group", name);
    if (group.role.kind !== "secondary") throw notSecondaryGroup(name, "linked");
    const primary = findPrimaryGroup(organization, group.role.primary);
    if (primary === undefined) throw primaryGroupGone(name);
    await organization.reach(primary.account);
    linkAccountObjectsByName(account, primary.account, primary.role.members);
    return "Statement executed successfully.";
  },
};
