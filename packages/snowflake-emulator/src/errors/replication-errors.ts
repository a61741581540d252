import { SnowflakeError } from "./snowflake-error";

/** Replication tells its errors without a heading (O: 003901, 003909, 003131). */
const replication = (code: string, text: string) => new SnowflakeError(code, "55000", "EXECUTION", text);

/** O: 003901, a primary database that is not there, or that this account may not have a replica of. */
export const primaryDatabaseUnknown = (name: string) =>
  replication("003901", `Database '${name}' does not exist or is not authorized.`);

/** O (text), A (code): whatever would change a secondary database. */
export const readOnlyDatabase = (name: string) =>
  replication("003903", `Database '${name}' is a read-only secondary database and cannot be modified.`);

/** A: an account that the organization has not, in a list of accounts. */
export const accountUnknown = (name: string) =>
  replication("003904", `Account '${name}' does not exist in the organization or is not authorized.`);

/** D (rule), A (code and text): the organization's administrator has not enabled replication for an account. */
export const replicationNotEnabled = (account: string) =>
  replication(
    "003905",
    `Account '${account}' is not enabled for replication. An organization administrator enables it: ` +
      `SELECT SYSTEM$GLOBAL_ACCOUNT_SET_PARAMETER('${account}', 'ENABLE_ACCOUNT_DATABASE_REPLICATION', 'true').`,
  );

/** D (rule), A (code and text): an account on a lower edition, without IGNORE EDITION CHECK. */
export const lowerEdition = (database: string, accounts: readonly string[]) =>
  replication(
    "003907",
    `Database '${database}' is in a Business Critical account, and these accounts are on lower editions: ${accounts.join(", ")}. ` +
      "To replicate it all the same, specify IGNORE EDITION CHECK.",
  );

/** D (rule), A (code and text): failover in an account below Business Critical. */
export const failoverNeedsBusinessCritical = (accounts: readonly string[]) =>
  replication(
    "003908",
    `Failover of databases requires Business Critical Edition (or higher). On lower editions: ${accounts.join(", ")}.`,
  );

/** D (rule), A (code and text): REFRESH, PRIMARY and the like of a database that is no replica. */
export const notSecondaryDatabase = (name: string, action: string) =>
  replication("003910", `Database '${name}' is not a secondary database and cannot be ${action}.`);

/** D (rule), A (code and text): the opposite. */
export const notPrimaryDatabase = (name: string) =>
  replication("003911", `Database '${name}' is not a primary database: replication is not enabled for it.`);

/** D: DROP DATABASE, database replication usage notes (rule); A (code and text). */
export const primaryHasReplicas = (name: string, verb: string, replicas: readonly string[]) =>
  replication(
    "003912",
    `Primary database '${name}' cannot be ${verb}: it has replicas (${replicas.join(", ")}). Drop them first, or promote one of them.`,
  );

/** D (rule), A (code and text): the primary does not allow this account (any more). */
export const replicationNotAllowed = (primary: string, account: string) =>
  replication("003913", `Replication of primary database '${primary}' to account '${account}' is not enabled.`);

/** D (rule), A (code and text): PRIMARY where failover is not enabled. */
export const failoverNotAllowed = (primary: string, account: string) =>
  replication("003914", `Failover of primary database '${primary}' to account '${account}' is not enabled.`);

/** A: a second refresh while one is under way. */
export const alreadyRefreshing = (name: string, jobId: string) =>
  replication(
    "003915",
    `Database '${name}' is being refreshed by another statement (${jobId}). Try again when it has ended.`,
  );

/** O (text, of groups), A (code): PRIMARY during a refresh. */
export const promotedWhileRefreshing = (name: string) =>
  replication(
    "003916",
    `Database '${name}' cannot currently be set as primary because it is being refreshed. Try again when the refresh has ended.`,
  );

/** A: the other account does not answer. */
export const accountUnreachable = (account: string) =>
  replication(
    "003917",
    `Account '${account}' cannot be reached. The statement has changed nothing: try again when the account is available.`,
  );

/** A: the primary has gone, or is no primary any more, since the replica was made. */
export const primaryDatabaseGone = (secondary: string) =>
  replication("003918", `The primary database of secondary database '${secondary}' does not exist any more.`);

/** A: the secondary changed while it was being refreshed: dropped or promoted. */
export const refreshOvertaken = (name: string) =>
  replication(
    "003919",
    `Secondary database '${name}' was dropped or is no longer a secondary: its refresh has changed nothing.`,
  );

/** A: the primary's tables changed their shape each time that a snapshot was tried. */
export const snapshotNotTaken = (name: string) =>
  replication(
    "003920",
    `A snapshot of primary database '${name}' could not be taken while its tables were being altered. Try again.`,
  );

/** O: 003131, references that leave what is replicated. Each: `'referred' <- ['referring']`. */
export const danglingReferences = (references: readonly string[]) =>
  replication(
    "003131",
    "Dangling references in the snapshot. Correct the errors before refreshing again.\n" +
      `The following references are missing (referred entity <- [referring entities]):\n${references.join("\n")}`,
  );

/** D (rule), A (code and text): a policy or tag can't go to an account below Enterprise. */
export const policiesNeedEnterprise = (database: string, accounts: readonly string[]) =>
  replication(
    "003921",
    `Primary database '${database}' contains policies or tags and cannot be replicated to accounts below Enterprise Edition: ${accounts.join(", ")}.`,
  );

/** D (rule), A (code and text): what no replica can be made of. */
export const notReplicable = (name: string, why: string) =>
  replication("003922", `Database '${name}' cannot be replicated: ${why}.`);
