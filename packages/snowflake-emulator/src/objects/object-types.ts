import type { Alert } from "./alert";
import type { AuthenticationPolicy } from "./authentication-policy";
import type { Connection } from "./connection";
import type { Database } from "./database";
import type { DatabaseRole } from "./database-role";
import type { ExternalTable } from "./external-table";
import type { ExternalVolume } from "./external-volume";
import type { FailoverGroup } from "./failover-group";
import type { FileFormat } from "./file-format";
import type { IcebergTable } from "./iceberg-table";
import type { Integration } from "./integration";
import type { NetworkPolicy } from "./network-policy";
import type { NetworkRule } from "./network-rule";
import type { Procedure } from "./procedure";
import type { ResourceMonitor } from "./resource-monitor";
import type { Role } from "./role";
import type { Schema } from "./schema";
import type { Secret } from "./secret";
import type { Sequence } from "./sequence";
import type { Stage } from "./stage";
import type { Table } from "./table";
import type { Tag } from "./tag";
import type { Task } from "./task";
import type { User } from "./user";
import type { MaterializedView, View } from "./view";
import type { Warehouse } from "./warehouse";

/** Every object type, and what its objects hold. */
export interface ObjectsByType {
  readonly ROLE: Role;
  readonly USER: User;
  readonly WAREHOUSE: Warehouse;
  readonly RESOURCE_MONITOR: ResourceMonitor;
  readonly INTEGRATION: Integration;
  readonly EXTERNAL_VOLUME: ExternalVolume;
  readonly CONNECTION: Connection;
  readonly FAILOVER_GROUP: FailoverGroup;
  readonly DATABASE: Database;
  readonly SCHEMA: Schema;
  readonly DATABASE_ROLE: DatabaseRole;
  readonly TABLE: Table;
  readonly ICEBERG_TABLE: IcebergTable;
  readonly EXTERNAL_TABLE: ExternalTable;
  readonly VIEW: View;
  readonly MATERIALIZED_VIEW: MaterializedView;
  readonly PROCEDURE: Procedure;
  readonly TASK: Task;
  readonly ALERT: Alert;
  readonly AUTHENTICATION_POLICY: AuthenticationPolicy;
  readonly FILE_FORMAT: FileFormat;
  readonly NETWORK_POLICY: NetworkPolicy;
  readonly NETWORK_RULE: NetworkRule;
  readonly SECRET: Secret;
  readonly SEQUENCE: Sequence;
  readonly STAGE: Stage;
  readonly TAG: Tag;
}

export type ObjectType = keyof ObjectsByType;

/** How an object type is called, and where its objects are. */
export interface ObjectTypeNames {
  /** In SQL after DROP, GRANT … ON and the like. */
  readonly words: string;
  /** In SQL after SHOW, and after ALL and FUTURE. */
  readonly plural: string;
  /** At the start of a message: "Role 'X' does not exist …". */
  readonly label: string;
  /** In the column granted_on of SHOW GRANTS. */
  readonly grantedOn: string;
  /** What contains the objects. */
  readonly level: "ACCOUNT" | "DATABASE" | "SCHEMA";
}

export const OBJECT_TYPES: Readonly<Record<ObjectType, ObjectTypeNames>> = {
  ROLE: { words: "ROLE", plural: "ROLES", label: "Role", grantedOn: "ROLE", level: "ACCOUNT" },
  USER: { words: "USER", plural: "USERS", label: "User", grantedOn: "USER", level: "ACCOUNT" },
  WAREHOUSE: {
    words: "WAREHOUSE",
    plural: "WAREHOUSES",
    label: "Warehouse",
    grantedOn: "WAREHOUSE",
    level: "ACCOUNT",
  },
  RESOURCE_MONITOR: {
    words: "RESOURCE MONITOR",
    plural: "RESOURCE MONITORS",
    label: "Resource monitor",
    grantedOn: "RESOURCE_MONITOR",
    level: "ACCOUNT",
  },
  INTEGRATION: {
    words: "INTEGRATION",
    plural: "INTEGRATIONS",
    label: "Integration",
    grantedOn: "INTEGRATION",
    level: "ACCOUNT",
  },
  EXTERNAL_VOLUME: {
    words: "EXTERNAL VOLUME",
    plural: "EXTERNAL VOLUMES",
    label: "External volume",
    grantedOn: "VOLUME",
    level: "ACCOUNT",
  },
  CONNECTION: {
    words: "CONNECTION",
    plural: "CONNECTIONS",
    label: "Connection",
    grantedOn: "CONNECTION",
    level: "ACCOUNT",
  },
  FAILOVER_GROUP: {
    words: "FAILOVER GROUP",
    plural: "FAILOVER GROUPS",
    label: "Failover group",
    grantedOn: "FAILOVER_GROUP",
    level: "ACCOUNT",
  },
  DATABASE_ROLE: {
    words: "DATABASE ROLE",
    plural: "DATABASE ROLES",
    label: "Database role",
    grantedOn: "DATABASE_ROLE",
    level: "DATABASE",
  },
  DATABASE: { words: "DATABASE", plural: "DATABASES", label: "Database", grantedOn: "DATABASE", level: "ACCOUNT" },
  SCHEMA: { words: "SCHEMA", plural: "SCHEMAS", label: "Schema", grantedOn: "SCHEMA", level: "DATABASE" },
  TABLE: { words: "TABLE", plural: "TABLES", label: "Table", grantedOn: "TABLE", level: "SCHEMA" },
  // A: how SHOW GRANTS calls it.
  ICEBERG_TABLE: {
    words: "ICEBERG TABLE",
    plural: "ICEBERG TABLES",
    label: "Iceberg table",
    grantedOn: "ICEBERG_TABLE",
    level: "SCHEMA",
  },
  EXTERNAL_TABLE: {
    words: "EXTERNAL TABLE",
    plural: "EXTERNAL TABLES",
    label: "External table",
    grantedOn: "EXTERNAL_TABLE",
    level: "SCHEMA",
  },
  VIEW: { words: "VIEW", plural: "VIEWS", label: "View", grantedOn: "VIEW", level: "SCHEMA" },
  MATERIALIZED_VIEW: {
    words: "MATERIALIZED VIEW",
    plural: "MATERIALIZED VIEWS",
    label: "Materialized view",
    grantedOn: "MATERIALIZED_VIEW",
    level: "SCHEMA",
  },
  PROCEDURE: {
    words: "PROCEDURE",
    plural: "PROCEDURES",
    label: "Procedure",
    grantedOn: "PROCEDURE",
    level: "SCHEMA",
  },
  TASK: { words: "TASK", plural: "TASKS", label: "Task", grantedOn: "TASK", level: "SCHEMA" },
  ALERT: { words: "ALERT", plural: "ALERTS", label: "Alert", grantedOn: "ALERT", level: "SCHEMA" },
  AUTHENTICATION_POLICY: {
    words: "AUTHENTICATION POLICY",
    plural: "AUTHENTICATION POLICIES",
    label: "Authentication policy",
    grantedOn: "AUTHENTICATION_POLICY",
    level: "SCHEMA",
  },
  FILE_FORMAT: {
    words: "FILE FORMAT",
    plural: "FILE FORMATS",
    label: "File format",
    grantedOn: "FILE_FORMAT",
    level: "SCHEMA",
  },
  NETWORK_POLICY: {
    words: "NETWORK POLICY",
    plural: "NETWORK POLICIES",
    label: "Network policy",
    grantedOn: "NETWORK_POLICY",
    level: "ACCOUNT",
  },
  NETWORK_RULE: {
    words: "NETWORK RULE",
    plural: "NETWORK RULES",
    label: "Network rule",
    grantedOn: "NETWORK_RULE",
    level: "SCHEMA",
  },
  SECRET: {
    words: "SECRET",
    plural: "SECRETS",
    label: "Secret",
    grantedOn: "SECRET",
    level: "SCHEMA",
  },
  SEQUENCE: {
    words: "SEQUENCE",
    plural: "SEQUENCES",
    label: "Sequence",
    grantedOn: "SEQUENCE",
    level: "SCHEMA",
  },
  STAGE: { words: "STAGE", plural: "STAGES", label: "Stage", grantedOn: "STAGE", level: "SCHEMA" },
  TAG: {
    words: "TAG",
    plural: "TAGS",
    label: "Tag",
    grantedOn: "TAG",
    level: "SCHEMA",
  },
};

/** All types, in an order in which longer names come before their own beginnings. */
export const ALL_OBJECT_TYPES = [
  "ROLE",
  "USER",
  "WAREHOUSE",
  "RESOURCE_MONITOR",
  "INTEGRATION",
  "EXTERNAL_VOLUME",
  "FAILOVER_GROUP",
  "CONNECTION",
  "DATABASE_ROLE",
  "DATABASE",
  "SCHEMA",
  "TABLE",
  "ICEBERG_TABLE",
  "EXTERNAL_TABLE",
  "VIEW",
  "MATERIALIZED_VIEW",
  "PROCEDURE",
  "TASK",
  "ALERT",
  "AUTHENTICATION_POLICY",
  "FILE_FORMAT",
  "NETWORK_POLICY",
  "NETWORK_RULE",
  "SECRET",
  "SEQUENCE",
  "STAGE",
  "TAG",
] as const satisfies readonly ObjectType[];

/** Types whose objects share one namespace in a schema: what can stand in FROM. */
export const RELATION_TYPES = [
  "TABLE",
  "ICEBERG_TABLE",
  "EXTERNAL_TABLE",
  "VIEW",
  "MATERIALIZED_VIEW",
] as const satisfies readonly ObjectType[];

export type RelationType = (typeof RELATION_TYPES)[number];

/** Is it one of the types that share the namespace of tables? */
export function isRelationType(type: ObjectType): type is RelationType {
  return RELATION_TYPES.some((one) => one === type);
}
