import type { Schedule } from "../../../config/schema";
import { qualifiedName, quoteIdentifier } from "../../../sql/identifier";
import { stringLiteral } from "../../../sql/literal";

/** An account, as replication names it. */
export interface AccountName {
  /** The organization's name. */
  readonly organization: string;
  /** The account's name in the organization. */
  readonly account: string;
}

/**
 * What a step reverts to that changes nothing that outlives its group: dropping the group takes it along. It can be run on
 * either side of a group, whoever is primary.
 */
export const NOTHING_TO_REVERT = "SHOW FAILOVER GROUPS";

const alter = (group: string, what: string) => `ALTER FAILOVER GROUP ${quoteIdentifier(group)} ${what}`;

/**
 * CREATE FAILOVER GROUP of one external volume, without a schedule. The source account is in the list by itself.
 * Source: docs.snowflake.com, create-failover-group: neither OR REPLACE nor COMMENT.
 */
export function createVolumeGroup(group: string, volume: string, target: AccountName): string {
  return `CREATE FAILOVER GROUP IF NOT EXISTS ${quoteIdentifier(group)} OBJECT_TYPES = EXTERNAL VOLUMES ALLOWED_EXTERNAL_VOLUMES = ${quoteIdentifier(volume)} ALLOWED_ACCOUNTS = ${qualifiedName(target.organization, target.account)}`;
}

/** Makes a group of account objects carry these types, and no others. Types are keywords, not names. */
export function setAccountObjects(
  group: string,
  types: { readonly objectTypes: readonly string[]; readonly integrationTypes: readonly string[] },
): string {
  return alter(
    group,
    `SET OBJECT_TYPES = ${types.objectTypes.join(", ")} ALLOWED_INTEGRATION_TYPES = ${types.integrationTypes.join(", ")}`,
  );
}

/** Makes a group of databases carry these, and no others: the replica of one that leaves is dropped at the next refresh. */
export function setDatabases(group: string, databases: readonly string[]): string {
  return alter(group, `SET OBJECT_TYPES = DATABASES ALLOWED_DATABASES = ${databases.map(quoteIdentifier).join(", ")}`);
}

/** When the secondaries of a group are refreshed. Source: docs.snowflake.com, alter-failover-group. */
export function setReplicationSchedule(group: string, schedule: Schedule): string {
  const text = "minutes" in schedule ? `${schedule.minutes} MINUTE` : `USING CRON ${schedule.cron}`;
  return alter(group, `SET REPLICATION_SCHEDULE = ${stringLiteral(text)}`);
}

/** Refreshes the secondaries of a group no more by themselves. */
export function unsetReplicationSchedule(group: string): string {
  return alter(group, "UNSET REPLICATION_SCHEDULE");
}

/** In the target: refreshes it no more by schedule. */
export function suspend(group: string): string {
  return alter(group, "SUSPEND");
}

/** In the target: gives what has the name of an object in the source that object's global id, so that it isn't dropped. */
export function linkByName(group: string): string {
  return `SELECT SYSTEM$LINK_ACCOUNT_OBJECTS_BY_NAME(${stringLiteral(group)})`;
}

/** In the target: refreshes a secondary group once, and waits for it. */
export function refresh(group: string): string {
  return alter(group, "REFRESH");
}
