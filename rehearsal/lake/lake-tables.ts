import { GlueClient } from "@aws-sdk/client-glue";
import { S3Client } from "@aws-sdk/client-s3";
import { GlueCatalog, S3FileStore } from "../../packages/iceberg/src/index";
import { type AwsTarget, awsClientSettings } from "../clouds/aws-target";

/** The lake's tables, as their owner writes them. */
export async function withLakeTables<T>(target: AwsTarget, work: (catalog: GlueCatalog) => Promise<T>): Promise<T> {
  const glue = new GlueClient(awsClientSettings(target));
  const s3 = new S3Client({ ...awsClientSettings(target), forcePathStyle: true });
  try {
    return await work(new GlueCatalog(glue, new S3FileStore(s3)));
  } finally {
    glue.destroy();
    s3.destroy();
  }
}
