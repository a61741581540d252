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

/** An external volume. */
export interface ExternalVolume extends SnowflakeObject {
  /** In the order of creation; never empty. */
  locations: readonly StorageLocation[];
  allowWrites: boolean;
}

/**
 * The location that an account uses: the first in its own region, else the first (D: External volume storage for Iceberg tables). So a
 * replica's may be another one than its primary's. Deviation: nobody is asked where a bucket is; it counts as in a region that is
 * part of the location's name or of its URL.
 */
export function activeLocation({ locations }: ExternalVolume, awsRegion: string): StorageLocation | undefined {
  return locations.find(({ name, baseUrl }) => [name, baseUrl].some((one) => one.includes(awsRegion))) ?? locations[0];
}
