import { SnowflakeError } from "./snowflake-error";

const group = (code: string, text: string) => new SnowflakeError(code, "55000", "EXECUTION", text);

/** D (text), A (code): PRIMARY during a refresh. */
export const groupPromotedWhileRefreshing = (name: string) =>
  group(
    "003916",
    `Replication group "${name}" cannot currently be set as primary because it is being refreshed. ` +
      "Either wait for the refresh to finish or cancel the refresh and try again.",
  );

/** A: a refresh that is asked for while one is under way (D: only one is executed at any given time). */
export const groupAlreadyRefreshing = (name: string, jobId: string) =>
  group("003915", `Failover group '${name}' is being refreshed already (${jobId}). Try again when it has ended.`);

/** D (rule), A (code and text): an account on a lower edition. */
export const groupsNeedBusinessCritical = (accounts: readonly string[]) =>
  group(
    "003908",
    `Failover groups require Business Critical Edition (or higher). On lower editions: ${accounts.join(", ")}.`,
  );

/** D (rule), A (code and text): an account on a lower edition in ALLOWED_ACCOUNTS, without IGNORE EDITION CHECK. */
export const groupLowerEdition = (name: string, accounts: readonly string[]) =>
  group(
    "003907",
    `Failover group '${name}' is in a Business Critical account, and these accounts are on lower editions: ${accounts.join(", ")}. ` +
      "To list them all the same, specify IGNORE EDITION CHECK.",
  );

/** A: AS REPLICA OF a group that is not there, or is no primary. */
export const primaryGroupUnknown = (name: string) =>
  group("003930", `Failover group '${name}' does not exist or is not authorized.`);

/** D (rule), A (code and text): REFRESH, PRIMARY, SUSPEND and RESUME are for the target account. */
export const notSecondaryGroup = (name: string, action: string) =>
  group(
    "003931",
    `Failover group '${name}' is not a secondary failover group and cannot be ${action}: ` +
      "the statement is for the account of a secondary failover group.",
  );

/** D (rule), A (code and text): what is changed in the source account only. */
export const notPrimaryGroup = (name: string, primary: string) =>
  group(
    "003932",
    `Failover group '${name}' is a secondary failover group and cannot be modified: ` +
      `the statement is for the account of the primary failover group '${primary}'.`,
  );

/** D (rule), A (code and text): the primary does not list the account (any more). */
export const groupNotAllowed = (primary: string, account: string) =>
  group("003934", `Replication of failover group '${primary}' to account '${account}' is not enabled.`);

/** D (rule), A (code and text): object types and their lists that do not go together. */
export const groupListsDisagree = (why: string) => group("003935", `Invalid failover group definition: ${why}.`);

/** D (rule), A (code and text): a database or an external volume is in one group at most. `what` as in "Database". */
export const alreadyInGroup = (what: string, name: string, other: string) =>
  group("003936", `${what} '${name}' is in failover group '${other}' already, and can be in one only.`);

/** D (rule), A (code and text): objects other than databases, volumes and shares are in one group. */
export const secondAccountGroup = (other: string, types: readonly string[]) =>
  group(
    "003937",
    `An account can have one failover group with objects other than databases, external volumes and shares: ` +
      `'${other}' has them already, so ${types.join(", ")} can only be added there.`,
  );

/** D (rule), A (code and text): a database that is replicated on its own. */
export const replicatedOnItsOwn = (name: string) =>
  group(
    "003938",
    `Replication of database '${name}' is enabled by ALTER DATABASE and must be disabled before it is added to a ` +
      `failover group: SELECT SYSTEM$DISABLE_DATABASE_REPLICATION('${name}').`,
  );

/** D (rule), A (code and text): DROP of a primary that has secondaries. */
export const primaryGroupInUse = (name: string, secondaries: readonly string[]) =>
  group(
    "003939",
    `Primary failover group '${name}' cannot be dropped: it has secondary failover groups (${secondaries.join(", ")}).`,
  );

/** A: the primary has gone, or is no primary any more. */
export const primaryGroupGone = (secondary: string) =>
  group("003940", `The primary failover group of secondary failover group '${secondary}' does not exist any more.`);

/** A: what only the group can do for a database that is in it. `action` as in "dropped". */
export const databaseInGroup = (name: string, failoverGroup: string, action: string) =>
  group("003941", `Database '${name}' is in failover group '${failoverGroup}' and cannot be ${action} on its own.`);

/** A: a refresh would need a name that something else has. */
export const replicaNameTaken = (name: string, primary: string) =>
  group(
    "003942",
    `Database '${name}' exists already and is no replica of '${primary}'. Rename or drop it, and refresh again.`,
  );

/** A: nothing is there yet that could be the primary. */
export const groupNeverRefreshed = (name: string) =>
  group("003943", `Failover group '${name}' cannot be set as primary: it has not been refreshed yet.`);

/** A: the secondary changed while it was being refreshed: dropped, or promoted. */
export const groupRefreshOvertaken = (name: string) =>
  group("003919", `Failover group '${name}' was dropped or is no longer a secondary: its refresh has changed nothing.`);

/** D (rule), A (code and text): MOVE to a group without the object type. */
export const groupLacksType = (name: string, type: string) =>
  group("003944", `OBJECT_TYPES of failover group '${name}' do not include ${type}. Add it first.`);

/** O (before 2024_02): a database with an external table; A: of an Iceberg table the same is said. Newer: the table is skipped. */
export const externalTableInPrimary = (name: string) =>
  group(
    "003906",
    `Primary database contains an external table '${name}'. Replication of a database with external table is not supported.`,
  );

/** A: REMOVE of what is not in a list. */
export const notInGroupList = (name: string, list: string) => group("003945", `'${name}' is not in ${list}.`);

/** A: the job was canceled before it had ended. */
export const refreshCanceled = (name: string) =>
  group("003946", `The refresh of failover group '${name}' was canceled.`);
