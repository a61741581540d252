/** A schema, as both accounts name it. */
export interface SchemaName {
  readonly database: string;
  readonly schema: string;
}

/** A grant that is declared, for the heartbeat to compare with. */
export interface DeclaredGrant {
  /** Such as USAGE or SELECT. */
  readonly privilege: string;
  /** Such as DATABASE, SCHEMA, VIEW, TABLE, ICEBERG TABLE. */
  readonly objectKind: string;
  /** The object's name, part by part, not quoted. */
  readonly objectName: readonly string[];
  /** `object`: on the object; `future`: on the future objects of `objectKind` in `objectName`; `all`: on each that there is now. */
  readonly on: "object" | "future" | "all";
  readonly role: string;
}

/** A task, and the state that Terraform declares it in. */
export interface DeclaredTask extends SchemaName {
  readonly task: string;
  readonly state: "started" | "suspended";
}

/** The failover groups' names, the same in both accounts, by what they carry. */
export interface FailoverGroupNames {
  /** Account objects, such as the storage integration. */
  readonly account: string;
  /** The external volume. */
  readonly volume: string;
  /** The replicated databases: the role of this group is the role of {@link ProcedureSettings.replicated}. */
  readonly database: string;
}

/** What every procedure knows: baked into its body at synth, so that `CALL SYNC_PROD()` needs no argument at night. */
export interface ProcedureSettings {
  /** Which of the two accounts this is by declaration. Who is primary now is looked up, never taken from here. */
  readonly account: "primary" | "secondary";
  /** The catalog-linked database. */
  readonly catalogDatabase: string;
  /** The database of single Iceberg tables. */
  readonly externalDatabase: string;
  /** The database that applications read. */
  readonly prodDatabase: string;
  /** Namespaces with a schema name of their own in PROD; any other namespace's schema is its name in upper case. */
  readonly prodSchemas: Readonly<Record<string, string>>;
  /** Where the account's own monitoring tables, procedures and tasks are. */
  readonly local: SchemaName;
  /** Where the replicated monitoring tables are. */
  readonly replicated: SchemaName;
  /** Whether the account that is active may write the lake through {@link catalogDatabase}. */
  readonly catalogWrites: boolean;
  /** The connection that clients are led by. Default: there is none. */
  readonly connection?: string;
  /** The failover groups. */
  readonly failoverGroups: FailoverGroupNames;
  /** Where last-good copies of chosen tables are kept, in the replicated database. */
  readonly lastGood: SchemaName;
  /** Chosen tables: PROD views whose rows are copied, `[schema, view]`. */
  readonly lastGoodTables: readonly (readonly [string, string])[];
  /** Seconds between discoveries of the catalog-linked database. */
  readonly discoverySeconds: number;
  /** Recovery point objective in seconds. */
  readonly recoveryPointObjectiveSeconds: number;
  readonly grants: readonly DeclaredGrant[];
  readonly tasks: readonly DeclaredTask[];
  /** Views that must answer, each as [database, schema, view]: those that are declared, and those over declared tables. */
  readonly views: readonly (readonly [string, string, string])[];
  /** Objects that by declaration only this account has, so that they are no drift. Default: none. */
  readonly onlyHere?: readonly OnlyHere[];
}

/** An object that one account has and the other has not. */
export interface OnlyHere {
  readonly kind: "SCHEMA" | "TABLE" | "VIEW" | "TASK" | "PROCEDURE";
  /** Database, schema, object; not quoted, a procedure's without its arguments. */
  readonly path: readonly string[];
}

/** The procedures, by their names in Snowflake. */
export const PROCEDURE_NAMES = ["SYNC_PROD", "HEARTBEAT", "EXPORT_SCHEMA", "DETECT_DRIFT", "KEEP_LAST_GOOD"] as const;

/** One of the procedures. */
export type ProcedureName = (typeof PROCEDURE_NAMES)[number];

/**
 * Tells where connections lead, and can't change that. Who may see a connection may redirect it, because FAILOVER is the only
 * privilege on one (docs.snowflake.com, security-access-control-privileges, "Connection privileges"). So the account's deployer
 * owns this one, which runs with its rights, and the heartbeat may call it.
 */
export const CONNECTION_SIDE = {
  name: "CONNECTION_SIDE",
  returns: "VARCHAR",
  comment: "Tells where the connection leads, for the heartbeat, which must not be able to redirect it",
} as const;
