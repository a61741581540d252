import type { TwinbergConfig } from "../config/schema";
import { type AwsPlace, glueReadArns, s3Arn } from "../constructs/aws/arns";
import type { ReadScope } from "../constructs/aws/policy-documents";

/** Where the configuration puts the lake in AWS. */
export function lakePlace(config: TwinbergConfig): AwsPlace {
  const { accountId, region, rolePrefix } = config.aws;
  return { accountId, region, rolePrefix };
}

/** The one location that data, grants, policies, volume and integrations all mean: `s3://bucket/prefix/`. */
export function lakeLocation(config: TwinbergConfig): string {
  return `s3://${config.lake.bucket}/${config.lake.prefix}`;
}

/** What readers of the lake may read. */
export function lakeReadScope(config: TwinbergConfig): ReadScope {
  const place = lakePlace(config);
  return {
    bucketArn: s3Arn(place, config.lake.bucket),
    prefix: config.lake.prefix,
    glueArns: glueReadArns(place, config.lake.glueDatabase),
  };
}
