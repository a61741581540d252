import type { ObjectId } from "../objects/snowflake-object";

/** A database of another account (or of the same one), by what outlives renames. */
export interface DatabaseAddress {
  /** The account's name within the organization. */
  readonly account: string;
  readonly databaseId: ObjectId;
}

/** A database that others may be replicas of. */
export interface PrimaryRole {
  readonly kind: "primary";
  /** Names of the accounts that may have a replica; without its own, which always may. */
  readonly replicationAccounts: readonly string[];
  /** Names of the accounts whose replica may be promoted; without its own. */
  readonly failoverAccounts: readonly string[];
  /** The failover group of its account that it is in. Absent: it is replicated on its own. */
  readonly groupId?: ObjectId;
}

/** A replica: read-only, until it is promoted or no longer linked. */
export interface SecondaryRole {
  readonly kind: "secondary";
  readonly primary: DatabaseAddress;
  /** The failover group of its account that it is in. Absent: it is replicated on its own. */
  readonly groupId?: ObjectId;
}

export type DatabaseReplication = PrimaryRole | SecondaryRole;
