import { awsRemoteServices } from "../../src/iceberg/aws-remote-services";
import { FakeAws } from "../iceberg/fake-aws";
import { Bench } from "../support/accounts";
import { MemoryBucket } from "./memory-bucket";

const ROLE = "arn:aws:iam::123456789012:role/reader";

/** What a role needs to make external tables of STAGE in D.PUBLIC. */
export const STAGE_SETUP: readonly string[] = [
  `CREATE STORAGE INTEGRATION si TYPE = EXTERNAL_STAGE STORAGE_PROVIDER = 'S3' ENABLED = TRUE STORAGE_AWS_ROLE_ARN = '${ROLE}' STORAGE_ALLOWED_LOCATIONS = ('s3://lake/')`,
  "CREATE DATABASE d",
  "USE SCHEMA d.public",
  "CREATE STAGE stage URL = 's3://lake/raw/' STORAGE_INTEGRATION = si",
];

/** A session in an account that reaches a bucket in memory, through the questions that AWS is asked. */
export class ExternalBench extends Bench {
  readonly iam = new FakeAws();
  readonly bucket = new MemoryBucket(() => this.clock.now());

  /** Lets stages reach the bucket. */
  connect(): this {
    const { bucket, iam } = this;
    const lake = { ...iam.lake, files: () => bucket.files, objects: () => bucket };
    this.account.iceberg.connect(awsRemoteServices(() => iam, lake));
    return this;
  }

  /** The same, with the objects of {@link STAGE_SETUP}. */
  async prepare(): Promise<this> {
    await this.connect().run(...STAGE_SETUP);
    return this;
  }

  /** All rows as lists of cells, in the order of the query. */
  async values(sqlText: string): Promise<readonly (readonly unknown[])[]> {
    return (await this.rows(sqlText)).map((row) => Object.values(row));
  }
}
