import type { ObjectId } from "../objects/snowflake-object";

export const NAMESPACE_MODES = ["IGNORE_NESTED_NAMESPACE", "FLATTEN_NESTED_NAMESPACE"] as const;
export const WRITE_OPERATIONS = ["NONE", "ALL"] as const;
export const CASE_SENSITIVITIES = ["CASE_SENSITIVE", "CASE_INSENSITIVE"] as const;

/** Bounds and default of SYNC_INTERVAL_SECONDS (D: CREATE DATABASE, catalog-linked). */
export const SYNC_INTERVAL = { least: 30, most: 86_400, default: 30 } as const;

/** Whether names of the remote catalog differ by case. */
export type CaseSensitivity = (typeof CASE_SENSITIVITIES)[number];

/** What makes a database catalog-linked. Source: https://docs.snowflake.com/en/sql-reference/sql/create-database-catalog-linked */
export interface CatalogLink {
  /** A catalog integration for an Iceberg REST catalog. */
  readonly integrationId: ObjectId;
  /** null: the catalog vends credentials. */
  readonly externalVolumeId: ObjectId | null;
  readonly caseSensitivity: CaseSensitivity;
  readonly namespaceMode: (typeof NAMESPACE_MODES)[number];
  /** null without FLATTEN_NESTED_NAMESPACE. */
  readonly namespaceFlattenDelimiter: string | null;
  /** Empty: all. */
  allowedNamespaces: readonly string[];
  /** Win over those that are allowed. */
  blockedNamespaces: readonly string[];
  allowedWriteOperations: (typeof WRITE_OPERATIONS)[number];
  /** Seconds from the end of a discovery to the next. */
  syncIntervalSeconds: number;
  /** No discovery until it is resumed. */
  suspended: boolean;
}
