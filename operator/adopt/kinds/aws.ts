import type { TwinbergConfig } from "../../../config/schema";
import { type DeclaredResource, optionalText, textOf } from "../declared";
import type { AwsQuestion, BucketPart, Lookup } from "../lookup";

const BUCKET_PARTS: Readonly<Record<string, BucketPart>> = {
  aws_s3_bucket: "bucket",
  aws_s3_bucket_lifecycle_configuration: "lifecycle",
  aws_s3_bucket_ownership_controls: "ownership",
  aws_s3_bucket_policy: "policy",
  aws_s3_bucket_public_access_block: "public access block",
  aws_s3_bucket_server_side_encryption_configuration: "encryption",
  aws_s3_bucket_versioning: "versioning",
};

const ask = (question: AwsQuestion, importId: string): Lookup => ({ kind: "ask", question, importId });

/** What of AWS is looked for. Import ids: the AWS provider's documentation of each resource. */
export const awsResources = {
  ...Object.fromEntries(
    Object.entries(BUCKET_PARTS).map(([type, part]) => [
      type,
      (resource: DeclaredResource): Lookup => {
        const bucket = textOf(resource, "bucket");
        return ask({ in: "aws", what: "bucket", bucket, part }, bucket);
      },
    ]),
  ),
  aws_iam_role: (resource: DeclaredResource): Lookup => {
    const role = textOf(resource, "name");
    return ask({ in: "aws", what: "role", role }, role);
  },
  aws_iam_role_policy: (resource: DeclaredResource): Lookup => {
    const [role, policy] = [textOf(resource, "role"), textOf(resource, "name")];
    return ask({ in: "aws", what: "role", role, policy }, `${role}:${policy}`);
  },
  aws_glue_catalog_database: (resource: DeclaredResource, config: TwinbergConfig): Lookup => {
    const [catalog, database] = [catalogOf(resource, config), textOf(resource, "name")];
    return ask({ in: "aws", what: "glue", catalog, database }, `${catalog}:${database}`);
  },
  aws_glue_catalog_table: (resource: DeclaredResource, config: TwinbergConfig): Lookup => {
    const [catalog, database] = [catalogOf(resource, config), textOf(resource, "database_name")];
    const table = textOf(resource, "name");
    return ask({ in: "aws", what: "glue", catalog, database, table }, `${catalog}:${database}:${table}`);
  },
  // Every account has settings, and PutDataLakeSettings replaces all of them: imported, the plan shows who would go.
  aws_lakeformation_data_lake_settings: (_resource: DeclaredResource, { aws }: TwinbergConfig): Lookup =>
    ask({ in: "aws", what: "lake-formation-settings" }, aws.accountId),
};

const catalogOf = ({ arguments: all }: DeclaredResource, { aws }: TwinbergConfig): string =>
  optionalText(all, "catalog_id") ?? aws.accountId;
