import type { SnowflakeObject } from "./snowflake-object";

export const ENCRYPTION_TYPES = ["NONE", "AWS_SSE_S3", "AWS_SSE_KMS"] as const;

/** One storage location of an external volume, on Amazon S3. */
export interface StorageLocation {
  readonly name: string;
  readonly provider: "S3";
  /** `s3://bucket/prefix/` */
  readonly baseUrl: string;
  readonly roleArn: string;
  readonly externalId: string;
  readonly accessPointArn: string | null;
  readonly usePrivatelinkEndpoint: boolean | null;
  readonly encryption: {
    readonly type: (typeof ENCRYPTION_TYPES)[number];
    readonly kmsKeyId: string | null;
  };
}

/** An external volume. The first location is the active one. */
export interface ExternalVolume extends SnowflakeObject {
  /** In the order of creation; never empty. */
  locations: readonly StorageLocation[];
  allowWrites: boolean;
}
