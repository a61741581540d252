import { qualifiedName } from "../../sql/identifier";
import { stringLiteral } from "../../sql/literal";
import { isYes, type Row, type Session, text } from "./session";

/** primary: the database is written here, and others have replicas of it. secondary: it is such a replica, and read-only. */
export type ReplicationRole = "primary" | "secondary";

/** A database among those of the organization that are replicated. */
export interface ReplicatedDatabase {
  readonly account: string;
  readonly database: string;
  readonly primary: boolean;
}

/**
 * Which role this account's database has. One that no account replicates is a primary without replicas.
 *
 * @throws Error when that can't be told
 */
export function roleOf(account: string, database: string, all: readonly ReplicatedDatabase[]): ReplicationRole {
  const named = all.filter((one) => one.database === database);
  const here = named.find((one) => one.account === account);
  if (here !== undefined) return here.primary ? "primary" : "secondary";
  if (named.length === 0) return "primary";
  throw new Error(`${qualifiedName(database)} is replicated among other accounts, but not with this one`);
}

/**
 * Looks up which role a database has in this account.
 *
 * @throws Error when it isn't there, or that can't be told
 */
export function readReplicationRole(session: Session, database: string): ReplicationRole {
  const [row] = session.rows(
    `SELECT CURRENT_ACCOUNT_NAME() AS ACCOUNT FROM ${qualifiedName(database, "INFORMATION_SCHEMA", "SCHEMATA")} LIMIT 1`,
  );
  if (row === undefined) throw new Error(`${qualifiedName(database)} shows no schema`);
  const pattern = stringLiteral(database.replace(/[\\_%]/g, "\\$&"));
  const all = session.rows(`SHOW REPLICATION DATABASES LIKE ${pattern}`).map(readReplicated);
  return roleOf(text(row, "ACCOUNT"), database, all);
}

const readReplicated = (row: Row): ReplicatedDatabase => ({
  account: text(row, "account_name"),
  database: text(row, "name"),
  primary: isYes(row, "is_primary"),
});
