import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import type { TwinbergConfig } from "../config/schema";
import { s3Arn } from "../constructs/aws/arns";
import { controllerBucketRefusals, controllerPolicy } from "../constructs/aws/controller-access";
import { PrivateBucket } from "../constructs/aws/private-bucket";
import { declareBackend } from "./backend";
import { lakePlace } from "./lake-scope";
import { declareOutputs } from "./outputs";
import { declareAwsProvider } from "./providers";

/**
 * The bucket of the failover controller's lease and journals, in a region of its own: it outlives the lake's. It depends on
 * nothing, and a destroy treats it as the lake's bucket.
 */
export class ControllerStack extends TerraformStack {
  constructor(scope: Construct, id: string, config: TwinbergConfig) {
    super(scope, id);
    const { bucket: bucketName, region } = config.failover.controller;
    declareBackend(this, config.backend);
    declareAwsProvider(this, config, region);
    const place = { ...lakePlace(config), region };
    const bucketArn = s3Arn(place, bucketName);
    const bucket = new PrivateBucket(this, "Bucket", {
      place,
      bucketName,
      onDestroy: config.lake.onDestroy,
      noncurrentVersionDays: config.lake.noncurrentVersionDays,
      refusals: controllerBucketRefusals(bucketArn),
    });
    declareOutputs(this, "controller", {
      bucket_name: bucket.resource.bucket,
      bucket_region: region,
      operator_policy: JSON.stringify(controllerPolicy(bucketArn)),
    });
  }
}
