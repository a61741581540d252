import type { Account } from "../../../account";
import { insufficientPrivileges } from "../../../errors";
import { type ColumnPlan, tableOf } from "../../../wire/result-table";
import { likeMatches } from "../../like";
import { readLike } from "../../show-filter";
import type { StatementKind } from "../../statement";

const COLUMNS: ColumnPlan<Account> = {
  organization_name: ["text", (account) => account.organization],
  account_name: ["text", (account) => account.name],
  snowflake_region: ["text", (account) => account.region],
  edition: ["text", (account) => account.edition],
  account_url: [
    "text",
    ({ organization, name }) =>
      `https://${`${organization}-${name}`.toLowerCase().replaceAll("_", "-")}.snowflakecomputing.com`,
  ],
  created_on: ["timestamp_ltz", ({ state }) => new Date(state.objects.ROLE.get("ACCOUNTADMIN")?.createdOn ?? 0)],
  comment: ["text", () => null],
  account_locator: ["text", (account) => account.identity.locator],
  is_org_admin: ["boolean", ({ state }) => state.objects.ROLE.has("ORGADMIN")],
};

/**
 * SHOW ACCOUNTS [LIKE '…']. D: the organization's administrator sees all accounts and columns; those that make listings, who see fewer
 * columns, are refused here. Of the columns these. HISTORY is not known.
 */
export const showAccounts: StatementKind = {
  leading: "SHOW ACCOUNTS",
  parse(cursor) {
    cursor.expect("SHOW ACCOUNTS");
    const like = readLike(cursor);
    return ({ access, organization }) => {
      const administrator = access.state.objects.ROLE.get("ORGADMIN");
      if (administrator === undefined || !access.effective.has(administrator.id)) {
        throw insufficientPrivileges("account", access.accountName);
      }
      return tableOf(
        COLUMNS,
        organization.accounts.filter(({ name }) => like === undefined || likeMatches(like, name)),
      );
    };
  },
};
