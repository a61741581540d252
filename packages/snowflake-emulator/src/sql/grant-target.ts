import { notEmulated } from "../errors";
import { ALL_OBJECT_TYPES, OBJECT_TYPES, type ObjectType } from "../objects/object-types";
import { procedureSignature } from "../procedures/signature";
import { readDataType } from "../query/parse/data-type";
import type { DataType } from "../types/data-type";
import type { Cursor } from "./cursor";
import type { Path } from "./names";
import { pathLength } from "./object-statements";

/** What GRANT … ON and SHOW GRANTS ON name: the account, or an object by type and path. */
export type SecurableName = { readonly type: "ACCOUNT" } | { readonly type: ObjectType; readonly path: Path };

/** What ALL and FUTURE look into. */
export interface ContainerName {
  readonly type: "DATABASE" | "SCHEMA";
  readonly path: Path;
}

/** What a GRANT or REVOKE is on: one thing, or all that a container has or will have of a type. */
export type GrantTarget =
  | { readonly kind: "ONE"; readonly name: SecurableName }
  | { readonly kind: "ALL" | "FUTURE"; readonly type: ObjectType; readonly container: ContainerName };

/** Object types of Snowflake's that can follow ON, with their plurals; those that are built are taken out below. */
const SNOWFLAKE_TYPES: Readonly<Record<string, string>> = {
  AGENT: "AGENTS",
  "AGGREGATION POLICY": "AGGREGATION POLICIES",
  ALERT: "ALERTS",
  APPLICATION: "APPLICATIONS",
  "AUTHENTICATION POLICY": "AUTHENTICATION POLICIES",
  "COMPUTE POOL": "COMPUTE POOLS",
  CONNECTION: "CONNECTIONS",
  "CORTEX SEARCH SERVICE": "CORTEX SEARCH SERVICES",
  "DATA METRIC FUNCTION": "DATA METRIC FUNCTIONS",
  DATASET: "DATASETS",
  "DYNAMIC TABLE": "DYNAMIC TABLES",
  "EVENT TABLE": "EVENT TABLES",
  "EXTERNAL TABLE": "EXTERNAL TABLES",
  "FAILOVER GROUP": "FAILOVER GROUPS",
  "FILE FORMAT": "FILE FORMATS",
  FUNCTION: "FUNCTIONS",
  "GIT REPOSITORY": "GIT REPOSITORIES",
  "HYBRID TABLE": "HYBRID TABLES",
  "ICEBERG TABLE": "ICEBERG TABLES",
  "IMAGE REPOSITORY": "IMAGE REPOSITORIES",
  "JOIN POLICY": "JOIN POLICIES",
  "MASKING POLICY": "MASKING POLICIES",
  MODEL: "MODELS",
  "NETWORK POLICY": "NETWORK POLICIES",
  "NETWORK RULE": "NETWORK RULES",
  NOTEBOOK: "NOTEBOOKS",
  "PACKAGES POLICY": "PACKAGES POLICIES",
  "PASSWORD POLICY": "PASSWORD POLICIES",
  PIPE: "PIPES",
  PROCEDURE: "PROCEDURES",
  "PROJECTION POLICY": "PROJECTION POLICIES",
  "REPLICATION GROUP": "REPLICATION GROUPS",
  "ROW ACCESS POLICY": "ROW ACCESS POLICIES",
  SECRET: "SECRETS",
  "SEMANTIC VIEW": "SEMANTIC VIEWS",
  SEQUENCE: "SEQUENCES",
  SERVICE: "SERVICES",
  "SESSION POLICY": "SESSION POLICIES",
  SHARE: "SHARES",
  SNAPSHOT: "SNAPSHOTS",
  STAGE: "STAGES",
  STREAM: "STREAMS",
  STREAMLIT: "STREAMLITS",
  TAG: "TAGS",
  TASK: "TASKS",
  TYPE: "TYPES",
};

const built: ReadonlySet<string> = new Set(ALL_OBJECT_TYPES.map((type) => OBJECT_TYPES[type].words));
const refused = Object.entries(SNOWFLAKE_TYPES).filter(([words]) => !built.has(words));
/** Longer names come before those that they begin with. */
const byLength = [...ALL_OBJECT_TYPES].sort((a, b) => OBJECT_TYPES[b].words.length - OBJECT_TYPES[a].words.length);

/** The types that a routine is told apart by: `(VARCHAR, NUMBER)`. */
function readArgumentTypes(cursor: Cursor): readonly DataType[] {
  const types: DataType[] = [];
  cursor.expectSymbol("(");
  if (cursor.takeSymbol(")")) return types;
  do types.push(readDataType(cursor));
  while (cursor.takeSymbol(","));
  cursor.expectSymbol(")");
  return types;
}

/** Reads an object's path; a procedure's last part becomes its key, with the types of its arguments. */
export function readObjectPath(cursor: Cursor, type: ObjectType): Path {
  const path = cursor.path(pathLength(type));
  if (OBJECT_TYPES[type].words !== "PROCEDURE") return path;
  return [...path.slice(0, -1), procedureSignature(path.at(-1) ?? "", readArgumentTypes(cursor))];
}

/** Reads what comes after ON when it is one thing. Refuses types that are not built by name. */
export function readSecurable(cursor: Cursor): SecurableName {
  if (cursor.take("ACCOUNT")) return { type: "ACCOUNT" };
  for (const type of byLength) {
    if (cursor.take(OBJECT_TYPES[type].words)) return { type, path: readObjectPath(cursor, type) };
  }
  const elsewhere = refused.find(([words]) => cursor.take(words));
  if (elsewhere !== undefined) throw notEmulated(`grants on ${elsewhere[0]}`);
  throw cursor.unexpected();
}

/** Reads `IN { DATABASE d | SCHEMA d.s }`. */
export function readContainer(cursor: Cursor): ContainerName {
  cursor.expect("IN");
  if (cursor.take("DATABASE")) return { type: "DATABASE", path: cursor.path(1) };
  cursor.expect("SCHEMA");
  return { type: "SCHEMA", path: cursor.path(2) };
}

function readPluralType(cursor: Cursor, kind: "ALL" | "FUTURE"): ObjectType {
  const type = byLength.find((one) => OBJECT_TYPES[one].level !== "ACCOUNT" && cursor.take(OBJECT_TYPES[one].plural));
  if (type === "DATABASE_ROLE") throw notEmulated(`grants on ${kind} DATABASE ROLES`);
  if (type !== undefined) return type;
  const elsewhere = refused.find(([, plural]) => cursor.take(plural));
  if (elsewhere !== undefined) throw notEmulated(`grants on ${kind} ${elsewhere[1]}`);
  throw cursor.unexpected();
}

/** Reads what comes after ON in GRANT and REVOKE. */
export function readGrantTarget(cursor: Cursor): GrantTarget {
  const kind = cursor.takeOneOf("ALL", "FUTURE");
  if (kind === undefined) return { kind: "ONE", name: readSecurable(cursor) };
  const type = readPluralType(cursor, kind);
  if (OBJECT_TYPES[type].level === "DATABASE" && cursor.isWords("IN", "SCHEMA")) throw cursor.unexpected();
  return { kind, type, container: readContainer(cursor) };
}
