import type { SnowflakeObject } from "./snowflake-object";

/** A storage integration for Amazon S3. */
export interface StorageIntegration extends SnowflakeObject {
  readonly kind: "STORAGE";
  enabled: boolean;
  readonly provider: "S3";
  roleArn: string;
  /** Given, or made when the integration was created; goes into the trust policy's sts:ExternalId. */
  externalId: string;
  /** `bucket-owner-full-control`, or null. */
  objectAcl: string | null;
  usePrivatelinkEndpoint: boolean;
  allowedLocations: readonly string[];
  blockedLocations: readonly string[];
}

interface CatalogIntegrationBase extends SnowflakeObject {
  readonly kind: "CATALOG";
  enabled: boolean;
  /** Seconds between refreshes of tables with automatic refresh. */
  refreshIntervalSeconds: number;
  readonly catalogNamespace: string | null;
}

/** A catalog integration with AWS Glue by Glue's own API. */
export interface GlueCatalogIntegration extends CatalogIntegrationBase {
  readonly source: "GLUE";
  readonly roleArn: string;
  readonly catalogId: string;
  /** AWS region of the catalog; the account's own when not given. */
  readonly region: string;
  readonly externalId: string;
}

export const CATALOG_API_TYPES = [
  "PUBLIC",
  "AWS_API_GATEWAY",
  "AWS_PRIVATE_API_GATEWAY",
  "AWS_GLUE",
  "AWS_PRIVATE_GLUE",
] as const;
export const ACCESS_DELEGATION_MODES = ["EXTERNAL_VOLUME_CREDENTIALS", "VENDED_CREDENTIALS"] as const;

/** A catalog integration with an Iceberg REST catalog that checks AWS signatures (Glue's Iceberg endpoint). */
export interface RestCatalogIntegration extends CatalogIntegrationBase {
  readonly source: "ICEBERG_REST";
  readonly catalogUri: string;
  readonly prefix: string | null;
  readonly catalogName: string | null;
  readonly catalogApiType: (typeof CATALOG_API_TYPES)[number];
  readonly accessDelegationMode: (typeof ACCESS_DELEGATION_MODES)[number];
  readonly sigv4: {
    readonly roleArn: string;
    readonly signingRegion: string;
    readonly externalId: string;
  };
}

/** A catalog integration without a catalog: its tables name their metadata file (D: CREATE CATALOG INTEGRATION, object storage). */
export interface ObjectStoreIntegration extends CatalogIntegrationBase {
  readonly source: "OBJECT_STORE";
}

export type CatalogIntegration = GlueCatalogIntegration | RestCatalogIntegration | ObjectStoreIntegration;

/** A notification integration that sends email. */
export interface EmailIntegration extends SnowflakeObject {
  readonly kind: "NOTIFICATION";
  enabled: boolean;
  /** Addresses that mail may go to; empty: to any user of the account. */
  allowedRecipients: readonly string[];
  /** Who gets mail that names nobody. */
  defaultRecipients: readonly string[];
  /** The subject of mail that has none; null: "Snowflake Email Notification" (D). */
  defaultSubject: string | null;
}

/** A notification integration that sends to an Amazon SNS topic. */
export interface QueueIntegration extends SnowflakeObject {
  readonly kind: "QUEUE";
  enabled: boolean;
  topicArn: string;
  roleArn: string;
  /** Made when the integration was created; goes into the trust policy's sts:ExternalId. */
  readonly externalId: string;
}

/** Integrations of every kind share one namespace. */
export type Integration = StorageIntegration | CatalogIntegration | EmailIntegration | QueueIntegration;

export type IntegrationCategory = "STORAGE" | "CATALOG" | "NOTIFICATION";

/** How SHOW INTEGRATIONS calls the kind, and which DROP and DESCRIBE go for it. */
export function integrationCategory({ kind }: Pick<Integration, "kind">): IntegrationCategory {
  return kind === "QUEUE" ? "NOTIFICATION" : kind;
}
