/** A column of a monitoring table. */
export interface MonitoringColumn {
  /** Upper case. */
  readonly name: string;
  /** Snowflake's type. */
  readonly type: string;
  readonly nullable: boolean;
}

/** A native table that procedures or the failover controller write and Terraform declares. */
export interface MonitoringTable {
  readonly name: string;
  /** `local`: the account's own; `replicated`: in the database that replication carries, written by the primary only. */
  readonly place: "local" | "replicated";
  readonly comment: string;
  readonly columns: readonly MonitoringColumn[];
}

const column = (name: string, type: string): MonitoringColumn => ({ name, type, nullable: false });
const optional = (name: string, type: string): MonitoringColumn => ({ name, type, nullable: true });

/** One row for each action of a procedure, and one for the run as a whole. */
export const SYNC_LOG: MonitoringTable = {
  name: "SYNC_LOG",
  place: "local",
  comment: "What procedures did: a row for each action, and one for the run",
  columns: [
    column("RUN_ID", "VARCHAR(36)"),
    column("LOGGED_AT", "TIMESTAMP_TZ(3)"),
    column("PROCEDURE_NAME", "VARCHAR(255)"),
    /** RUN for the run itself; otherwise CREATE, REPLACE, DROP, GRANT, SKIP … */
    column("ACTION", "VARCHAR(32)"),
    optional("OBJECT_KIND", "VARCHAR(32)"),
    optional("OBJECT_NAME", "VARCHAR"),
    /** OK, FAILED or UNKNOWN. */
    column("STATUS", "VARCHAR(16)"),
    /** Rows that the action wrote; NULL: it writes none, or can't tell. */
    optional("ROW_COUNT", "NUMBER(38,0)"),
    optional("ERROR", "VARCHAR"),
    column("ELAPSED_MS", "NUMBER(38,0)"),
  ],
};

/** One row for each heartbeat. */
export const HEARTBEAT_LOG: MonitoringTable = {
  name: "HEARTBEAT_LOG",
  place: "local",
  comment: "The account's health: HEALTHY exactly when every check is known to be good",
  columns: [
    column("RUN_ID", "VARCHAR(36)"),
    column("CHECKED_AT", "TIMESTAMP_TZ(3)"),
    column("HEALTHY", "BOOLEAN"),
    /** Checks by verdict. */
    column("GOOD", "NUMBER(38,0)"),
    column("BAD", "NUMBER(38,0)"),
    column("UNKNOWN", "NUMBER(38,0)"),
    /** Seconds that the replicated recovery point is old; NULL: not measured. */
    optional("RECOVERY_POINT_AGE_SECONDS", "NUMBER(38,0)"),
    /** JSON array of {check, verdict, reason, object}. */
    column("CHECKS", "VARIANT"),
  ],
};

/** Differences between the accounts, each once. */
export const SCHEMA_DRIFT: MonitoringTable = {
  name: "SCHEMA_DRIFT",
  place: "local",
  comment: "Differences between the two accounts' definitions, each once; CLOSED_AT is set when one is cured",
  columns: [
    column("OBJECT_KIND", "VARCHAR(32)"),
    column("OBJECT_NAME", "VARCHAR"),
    /** MISSING_ON_PRIMARY, MISSING_ON_SECONDARY or DIFFERENT. */
    column("FINDING", "VARCHAR(32)"),
    optional("PRIMARY_DEFINITION", "VARCHAR"),
    optional("SECONDARY_DEFINITION", "VARCHAR"),
    column("FIRST_SEEN_AT", "TIMESTAMP_TZ(3)"),
    column("LAST_SEEN_AT", "TIMESTAMP_TZ(3)"),
    optional("CLOSED_AT", "TIMESTAMP_TZ(3)"),
  ],
};

/**
 * The epochs of the failover controller that were recorded in the account: rows are only added, and the highest counts. A
 * controller with a lower one changes nothing here.
 */
export const FAILOVER_EPOCH: MonitoringTable = {
  name: "FAILOVER_EPOCH",
  place: "local",
  comment: "Epochs of the failover controller: the highest may change this account, the others may not",
  columns: [
    column("EPOCH", "NUMBER(38,0)"),
    /** Who holds the lease. */
    column("HOLDER", "VARCHAR"),
    column("DRILL", "VARCHAR(64)"),
    /** The session that recorded it, and that changes the account. */
    column("SESSION_ID", "VARCHAR(64)"),
    column("RECORDED_AT", "TIMESTAMP_TZ(3)"),
  ],
};

/** The primary's heartbeat row; the one that arrives by replication is the measured recovery point. */
export const RECOVERY_POINT: MonitoringTable = {
  name: "RECOVERY_POINT",
  place: "replicated",
  comment: "The primary's last heartbeat: its age in the secondary is the recovery point",
  columns: [
    column("ACCOUNT_NAME", "VARCHAR(255)"),
    column("WRITTEN_AT", "TIMESTAMP_TZ(3)"),
    column("RUN_ID", "VARCHAR(36)"),
  ],
};

/** The primary's normalized definitions. */
export const SCHEMA_METADATA: MonitoringTable = {
  name: "SCHEMA_METADATA",
  place: "replicated",
  comment: "The primary's definitions, normalized: what the secondary compares its own with",
  columns: [
    column("OBJECT_KIND", "VARCHAR(32)"),
    column("OBJECT_NAME", "VARCHAR"),
    column("DEFINITION", "VARCHAR"),
    column("EXPORTED_AT", "TIMESTAMP_TZ(3)"),
    column("RUN_ID", "VARCHAR(36)"),
  ],
};

/** Every table that procedures write, and the controller's. */
export const MONITORING_TABLES: readonly MonitoringTable[] = [
  SYNC_LOG,
  HEARTBEAT_LOG,
  SCHEMA_DRIFT,
  FAILOVER_EPOCH,
  RECOVERY_POINT,
  SCHEMA_METADATA,
];
