import type { TwinbergConfig } from "../config/schema";
import { type AwsPlace, glueReadArns, s3Arn } from "../constructs/aws/arns";
import type { ReadScope } from "../constructs/aws/policy-documents";
import type { RegionalLocation } from "../constructs/snowflake/lake-access";

/** Where the configuration puts the lake in AWS. */
export function lakePlace(config: TwinbergConfig): AwsPlace {
  const { accountId, region, rolePrefix } = config.aws;
  return { accountId, region, rolePrefix };
}

/** The one location that data, grants, policies, volume and integrations all mean: `s3://bucket/prefix/`. */
export function lakeLocation(config: TwinbergConfig): string {
  return `s3://${config.lake.bucket}/${config.lake.prefix}`;
}

/** The lake's own location and those of its copies, one a region, the lake's first. */
export function storageLocations(config: TwinbergConfig): readonly [RegionalLocation, ...RegionalLocation[]] {
  const copies = config.lake.replicas.map(({ region, bucket }) => ({
    region,
    location: `s3://${bucket}/${config.lake.prefix}`,
  }));
  return [{ region: config.aws.region, location: lakeLocation(config) }, ...copies];
}

/** What readers of the lake may read. */
export function lakeReadScope(config: TwinbergConfig): ReadScope {
  const place = lakePlace(config);
  return {
    bucketArns: [config.lake.bucket, ...config.lake.replicas.map(({ bucket }) => bucket)].map((bucket) =>
      s3Arn(place, bucket),
    ),
    prefix: config.lake.prefix,
    glueArns: glueReadArns(place, [config.lake.glueDatabase]),
  };
}
