import { quoteIdentifier } from "../../sql/identifier";
import { findGroup, SHOW_FAILOVER_GROUPS } from "./failover-group";
import { type Row, type Session, text } from "./session";

/** primary: what the failover group carries is written here. secondary: it is a replica, and read-only. */
export type ReplicationRole = "primary" | "secondary";

/**
 * Which role an account has in a failover group, which is the role of every database that the group carries.
 *
 * @param rows of SHOW FAILOVER GROUPS
 * @throws Error when that can't be told: nobody is taken for the primary because nothing is seen
 */
export function roleOf(rows: readonly Row[], account: string, group: string): ReplicationRole {
  const here = findGroup(rows, account, group);
  if (here !== undefined) return here.isPrimary ? "primary" : "secondary";
  const elsewhere = rows.filter((row) => text(row, "name") === group).map((row) => text(row, "account_name"));
  throw new Error(
    `${account} has no failover group ${quoteIdentifier(group)}, or it can't be seen without MONITOR on it${
      elsewhere.length === 0 ? "" : `; it is in ${elsewhere.join(", ")}`
    }`,
  );
}

/**
 * Looks up which role this account has in a failover group.
 *
 * @throws Error when that can't be told
 */
export function readReplicationRole(session: Session, group: string): ReplicationRole {
  const [row = {}] = session.rows("SELECT CURRENT_ACCOUNT_NAME() AS ACCOUNT");
  return roleOf(session.rows(SHOW_FAILOVER_GROUPS), text(row, "ACCOUNT"), group);
}
