import type { ObjectId, SnowflakeObject } from "./snowflake-object";

/** D: CREATE FAILOVER GROUP, OBJECT_TYPES. */
export const GROUP_OBJECT_TYPES = [
  "ACCOUNT PARAMETERS",
  "DATABASES",
  "EXTERNAL VOLUMES",
  "INTEGRATIONS",
  "LISTINGS",
  "NETWORK POLICIES",
  "PROFILES",
  "RESOURCE MONITORS",
  "ROLES",
  "SHARES",
  "USERS",
  "WAREHOUSES",
] as const;

export type GroupObjectType = (typeof GROUP_OBJECT_TYPES)[number];

/** D: CREATE FAILOVER GROUP, ALLOWED_INTEGRATION_TYPES. Catalog integrations are none of them. */
export const GROUP_INTEGRATION_TYPES = [
  "SECURITY INTEGRATIONS",
  "API INTEGRATIONS",
  "STORAGE INTEGRATIONS",
  "EXTERNAL ACCESS INTEGRATIONS",
  "NOTIFICATION INTEGRATIONS",
] as const;

export type GroupIntegrationType = (typeof GROUP_INTEGRATION_TYPES)[number];

/** What is in a group, by ids of the account that the group is in. */
export interface GroupMembers {
  /** In the order of `GROUP_OBJECT_TYPES`. */
  readonly objectTypes: readonly GroupObjectType[];
  /** Which kinds of integrations; without INTEGRATIONS among the object types: none. */
  readonly integrationTypes: readonly GroupIntegrationType[];
  readonly databases: readonly ObjectId[];
  /** External volumes; "ALL": whatever volumes there are. */
  readonly volumes: readonly ObjectId[] | "ALL";
}

/** A group of some account of the organization, by what outlives renames. */
export interface GroupAddress {
  /** The account's name within the organization. */
  readonly account: string;
  readonly groupId: ObjectId;
}

/** What can be set for a primary group, and goes along when another becomes the primary. */
export interface GroupSettings {
  /** As written, `10 MINUTE` or `USING CRON …`; null: nothing is refreshed by itself. */
  readonly schedule: string | null;
  /** When this schedule was set, milliseconds: intervals count from here. */
  readonly scheduleSince: number;
  /** OPTIMIZED_REFRESH: makes no difference here, all refreshes carry what has changed only. */
  readonly optimizedRefresh: boolean;
}

/** The source: what it holds is replicated to others. */
export interface PrimaryGroupRole {
  readonly kind: "primary";
  readonly members: GroupMembers;
  /** Names of the accounts that may have a replica of it, and promote it; without its own. */
  readonly accounts: readonly string[];
  readonly settings: GroupSettings;
}

/** A replica of a group: what it holds is read-only in its account. */
export interface SecondaryGroupRole {
  readonly kind: "secondary";
  readonly primary: GroupAddress;
  /** Does the primary's schedule not refresh it? Since SUSPEND, or since another group was promoted. */
  readonly suspended: boolean;
  /** When its scheduled refreshes began to count, milliseconds: creation, RESUME. */
  readonly scheduledSince: number;
  /** When its last refresh began, milliseconds, however it ended; null: there was none. */
  readonly refreshedAt: number | null;
  /** What the last refresh brought, by ids of this account; null: none has ended well yet. */
  readonly members: GroupMembers | null;
  /** The moment of the primary that it shows, milliseconds; null: none yet. */
  readonly snapshotAt: number | null;
}

/** A failover group. Of a database group, each database's `replication` names the group, too. */
export interface FailoverGroup extends SnowflakeObject {
  role: PrimaryGroupRole | SecondaryGroupRole;
}

/** What is in a group as far as its own account knows: of a replica, what its last refresh brought. */
export function membersOf({ role }: FailoverGroup): GroupMembers | null {
  return role.members;
}
