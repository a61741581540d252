import type { Account } from "../../../account";
import { insufficientPrivileges } from "../../../errors";
import { takesPartInReplication } from "../../../replication/replication-parameter";
import { type ColumnPlan, tableOf } from "../../../wire/result-table";
import { likeMatches } from "../../like";
import { readLike } from "../../show-filter";
import type { StatementKind } from "../../statement";

const COLUMNS: ColumnPlan<Account> = {
  region_group: ["text", () => "PUBLIC"],
  snowflake_region: ["text", (account) => account.region],
  created_on: ["timestamp_ltz", ({ state }) => new Date(state.objects.ROLE.get("ACCOUNTADMIN")?.createdOn ?? 0)],
  account_name: ["text", (account) => account.name],
  account_locator: ["text", (account) => account.identity.locator],
  comment: ["text", () => null],
  organization_name: ["text", (account) => account.organization],
  is_org_admin: ["text", ({ state }) => String(state.objects.ROLE.has("ORGADMIN"))],
};

/** SHOW REPLICATION ACCOUNTS [LIKE '…']. D: only for ACCOUNTADMIN, and with rows only in an account that is enabled itself. */
export const showReplicationAccounts: StatementKind = {
  leading: "SHOW REPLICATION ACCOUNTS",
  parse(cursor) {
    cursor.expect("SHOW REPLICATION ACCOUNTS");
    const like = readLike(cursor);
    return ({ access, account, organization }) => {
      if (!access.isAccountAdmin()) throw insufficientPrivileges("account", access.accountName);
      const found = organization.accounts.filter(
        (one) =>
          takesPartInReplication(account) &&
          takesPartInReplication(one) &&
          (like === undefined || likeMatches(like, one.name)),
      );
      return tableOf(COLUMNS, found);
    };
  },
};
