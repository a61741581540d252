import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import type { TableConfig, TwinbergConfig } from "../config/schema";
import { IcebergDatabase } from "../constructs/aws/iceberg-database";
import { LakeFormation } from "../constructs/aws/lake-formation";
import { PrivateBucket } from "../constructs/aws/private-bucket";
import { declareBackend } from "./backend";
import { lakeLocation, lakePlace, lakeReadScope } from "./lake-scope";
import { declareOutputs } from "./outputs";
import { declareAwsProvider } from "./providers";

/** The AWS side of the lake: bucket, Lake Formation, and, unless they are adopted, the Glue database and its tables. */
export class LakeStack extends TerraformStack {
  constructor(scope: Construct, id: string, config: TwinbergConfig) {
    super(scope, id);
    declareBackend(this, config.backend);
    declareAwsProvider(this, config);
    const { lake } = config;
    const place = lakePlace(config);
    const bucket = new PrivateBucket(this, "Bucket", {
      place,
      bucketName: lake.bucket,
      onDestroy: lake.onDestroy,
      noncurrentVersionDays: lake.noncurrentVersionDays,
    });
    const lakeFormation = new LakeFormation(this, "LakeFormation", {
      place,
      bucketName: bucket.resource.bucket,
      prefix: lake.prefix,
      readScope: lakeReadScope(config),
      adminArns: config.aws.lakeFormationAdmins,
    });
    const [first, ...rest] = lake.tables;
    if (first !== undefined) {
      const tables: readonly [TableConfig, ...TableConfig[]] = [first, ...rest];
      new IcebergDatabase(this, "Database", {
        databaseName: lake.glueDatabase,
        location: lakeLocation(config),
        tables,
        onDestroy: lake.onDestroy,
        dependsOn: [lakeFormation.settings, bucket.resource],
      });
    }
    declareOutputs(this, "lake", {
      bucket_name: bucket.resource.bucket,
      glue_database_name: lake.glueDatabase,
      registration_role_arn: lakeFormation.registrationRole.arn,
    });
  }
}
