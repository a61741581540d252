import { tableOf } from "../../../wire/result-table";
import { readLike } from "../../show-filter";
import type { StatementKind } from "../../statement";

const COLUMNS = [
  "region_group",
  "snowflake_region",
  "created_on",
  "account_name",
  "name",
  "comment",
  "is_primary",
  "primary",
  "replication_allowed_to_accounts",
  "failover_allowed_to_accounts",
  "organization_name",
  "account_locator",
] as const;

/**
 * SHOW REPLICATION DATABASES [LIKE '…'] [WITH PRIMARY account.database]: databases with replication enabled. Enabling it is
 * refused by ALTER DATABASE, so that there never is one.
 */
export const showReplicationDatabases: StatementKind = {
  leading: "SHOW REPLICATION DATABASES",
  remark: "never a row: replication is not emulated",
  parse(cursor) {
    cursor.expect("SHOW REPLICATION DATABASES");
    readLike(cursor);
    if (cursor.take("WITH PRIMARY")) cursor.path(3);
    return () => tableOf(Object.fromEntries(COLUMNS.map((name) => [name, ["text", () => null] as const])), []);
  },
};
