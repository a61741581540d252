import { anyCase } from "./checks";

/** Objects of the account on which privileges are granted. https://docs.snowflake.com/en/sql-reference/sql/grant-privilege */
export const ACCOUNT_OBJECT_TYPES = [
  "USER",
  "RESOURCE MONITOR",
  "WAREHOUSE",
  "COMPUTE POOL",
  "DATABASE",
  "INTEGRATION",
  "CONNECTION",
  "FAILOVER GROUP",
  "REPLICATION GROUP",
  "EXTERNAL VOLUME",
  "SNOWFLAKE INTELLIGENCE",
];

/** Objects of a schema on which privileges are granted; pipes are granted one by one in a way of their own, and not carried out. */
export const SCHEMA_OBJECT_TYPES = [
  "AGENT",
  "AGGREGATION POLICY",
  "ALERT",
  "AUTHENTICATION POLICY",
  "CORTEX SEARCH SERVICE",
  "DATASET",
  "DYNAMIC TABLE",
  "EVENT TABLE",
  "EXTERNAL TABLE",
  "FILE FORMAT",
  "FUNCTION",
  "GIT REPOSITORY",
  "HYBRID TABLE",
  "ICEBERG TABLE",
  "IMAGE REPOSITORY",
  "MASKING POLICY",
  "MATERIALIZED VIEW",
  "MODEL",
  "NETWORK RULE",
  "NOTEBOOK",
  "PACKAGES POLICY",
  "PASSWORD POLICY",
  "PROCEDURE",
  "PROJECTION POLICY",
  "ROW ACCESS POLICY",
  "SECRET",
  "SEMANTIC VIEW",
  "SEQUENCE",
  "SERVICE",
  "SESSION POLICY",
  "SNAPSHOT",
  "STAGE",
  "STREAM",
  "STREAMLIT",
  "TABLE",
  "TAG",
  "TASK",
  "VIEW",
];

/** Objects of which ownership is granted. Tasks and pipes are stopped for it in ways of their own, and not carried out. */
export const OWNED_OBJECT_TYPES = [
  ...SCHEMA_OBJECT_TYPES.filter((type) => type !== "TASK"),
  "COMPUTE POOL",
  "DATABASE",
  "DATABASE ROLE",
  "EXTERNAL VOLUME",
  "FAILOVER GROUP",
  "INTEGRATION",
  "NETWORK POLICY",
  "REPLICATION GROUP",
  "RESOURCE MONITOR",
  "ROLE",
  "SCHEMA",
  "USER",
  "WAREHOUSE",
];

/** Procedures and functions are named with their arguments' types. */
const CALLABLE: ReadonlySet<string> = new Set(["PROCEDURE", "FUNCTION"]);

/** The plural of a type: `VIEW` → `VIEWS`. */
export function pluralType(type: string): string {
  return type.endsWith("Y") ? `${type.slice(0, -1)}IES` : `${type}S`;
}

/** The singular of a type: `POLICIES` → `POLICY`. */
export function singularType(plural: string): string {
  return plural.endsWith("IES") ? `${plural.slice(0, -3)}Y` : plural.replace(/S$/, "");
}

/** Is an object of this type named with its arguments' types? */
export function isCallable(type: string): boolean {
  return CALLABLE.has(type);
}

/** Snowflake's spelling of a type of account object. */
export const toAccountObjectType = anyCase(ACCOUNT_OBJECT_TYPES);
/** Snowflake's spelling of a type of schema object. */
export const toSchemaObjectType = anyCase(SCHEMA_OBJECT_TYPES);
/** Types of schema objects in the plural. */
export const SCHEMA_OBJECT_PLURALS = SCHEMA_OBJECT_TYPES.map(pluralType);
/** Snowflake's spelling of such a plural. */
export const toSchemaObjectPlural = anyCase(SCHEMA_OBJECT_PLURALS);
/** Snowflake's spelling of a type of which ownership is granted. */
export const toOwnedObjectType = anyCase(OWNED_OBJECT_TYPES);
/** Types of which ownership is granted in the plural. */
export const OWNED_OBJECT_PLURALS = OWNED_OBJECT_TYPES.map(pluralType);
/** Snowflake's spelling of such a plural. */
export const toOwnedObjectPlural = anyCase(OWNED_OBJECT_PLURALS);

/** A type as SHOW GRANTS has it, in the words of statements. */
export function shownType(text: string): string {
  return text === "VOLUME" ? "EXTERNAL VOLUME" : text.replaceAll("_", " ");
}
