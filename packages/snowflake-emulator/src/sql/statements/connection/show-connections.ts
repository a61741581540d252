import {
  connectionNames,
  connectionPath,
  connectionsNamed,
  type PlacedConnection,
  primaryConnection,
} from "../../../replication/connections";
import { shownAccounts } from "../../../replication/replicated-databases";
import { type ColumnPlan, tableOf } from "../../../wire/result-table";
import { likeMatches } from "../../like";
import { readLike } from "../../show-filter";
import type { ExecutionContext, StatementKind } from "../../statement";

function columns({ organization }: ExecutionContext): ColumnPlan<PlacedConnection> {
  const primaryOf = ({ connection }: PlacedConnection) => primaryConnection(organization.accounts, connection.name);
  const isPrimary = (one: PlacedConnection) => primaryOf(one)?.connection === one.connection;
  return {
    region_group: ["text", () => "PUBLIC"],
    snowflake_region: ["text", ({ account }) => account.region],
    created_on: ["timestamp_ltz", ({ connection }) => new Date(connection.createdOn)],
    account_name: ["text", ({ account }) => account.name],
    name: ["text", ({ connection }) => connection.name],
    comment: ["text", ({ connection }) => connection.comment],
    is_primary: ["text", (one) => String(isPrimary(one))],
    primary: [
      "text",
      (one) => {
        const primary = primaryOf(one);
        return primary === undefined ? "" : connectionPath(primary);
      },
    ],
    failover_allowed_to_accounts: [
      "text",
      (one) => (isPrimary(one) ? shownAccounts(one.connection.failoverAccounts, one.account) : ""),
    ],
    connection_url: [
      "text",
      ({ account, connection }) => `${account.organization}-${connection.name}.snowflakecomputing.com`.toLowerCase(),
    ],
    organization_name: ["text", ({ account }) => account.organization],
    account_locator: ["text", ({ account }) => account.identity.locator],
  };
}

/**
 * The connections of a name that the session's roles see: all of them when they have a privilege on the own account's (D), or when they
 * are ACCOUNTADMIN and the primary may be failed over to here (A).
 */
function visible({ access, account, organization }: ExecutionContext, name: string): readonly PlacedConnection[] {
  const all = connectionsNamed(organization.accounts, name).toSorted((a, b) =>
    a.account.name < b.account.name ? -1 : 1,
  );
  const own = all.find((one) => one.account === account);
  if (own !== undefined) return access.sees("CONNECTION", own.connection) ? all : [];
  const primary = primaryConnection(organization.accounts, name);
  return access.isAccountAdmin() && primary?.connection.failoverAccounts.includes(account.name) === true ? all : [];
}

/** SHOW CONNECTIONS [LIKE '…'] */
export const showConnections: StatementKind = {
  leading: "SHOW CONNECTIONS",
  parse(cursor) {
    cursor.expect("SHOW CONNECTIONS");
    const like = readLike(cursor);
    return (context) => {
      const names = connectionNames(context.organization.accounts).filter(
        (name) => like === undefined || likeMatches(like, name.toUpperCase()),
      );
      return tableOf(
        columns(context),
        names.flatMap((name) => visible(context, name)),
      );
    };
  },
};
