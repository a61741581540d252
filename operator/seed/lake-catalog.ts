import { GlueClient } from "@aws-sdk/client-glue";
import { S3Client } from "@aws-sdk/client-s3";
import type { TwinbergConfig } from "../../config/schema";
import { GlueCatalog, S3FileStore } from "../../packages/iceberg/src/index";
import { UPLOAD } from "../aws/patience";

/** The lake's tables, as whom the environment's AWS credentials are; in the local AWS when the configuration names one. */
export interface LakeCatalog {
  readonly catalog: GlueCatalog;
  /** Lets go of connections. */
  close(): void;
}

/** Reaches the lake that a configuration names. */
export function openLakeCatalog({ aws, local }: TwinbergConfig): LakeCatalog {
  const endpoint = { ...UPLOAD, ...(local === undefined ? {} : { endpoint: local.awsEndpoint }) };
  const glue = new GlueClient({ region: aws.region, ...endpoint });
  const s3 = new S3Client({
    region: aws.region,
    ...endpoint,
    ...(local === undefined ? {} : { forcePathStyle: true }),
  });
  return {
    catalog: new GlueCatalog(glue, new S3FileStore(s3)),
    close: () => {
      glue.destroy();
      s3.destroy();
    },
  };
}
