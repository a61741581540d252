import { quoteIdentifier } from "../../sql/identifier";
import { stringLiteral } from "../../sql/literal";
import type { TrustObjectKind } from "./verification";

/** What a Snowflake object assumes a role for. The names are those of the trust stack. */
export const purposes = ["storage", "volume", "catalog", "glue"] as const;
/** One purpose. */
export type Purpose = (typeof purposes)[number];

/** Everything that a throwaway object is made of. */
export interface ProbeInputs {
  /** Name of the throwaway object. */
  readonly name: string;
  /** Role that it assumes. */
  readonly roleArn: string;
  /** External id that it presents. Not used for `glue`: Snowflake makes that one. */
  readonly externalId: string;
  /** The lake's data, `s3://BUCKET/PREFIX`. */
  readonly location: string;
  /** AWS account of the catalog. */
  readonly awsAccountId: string;
  /** Region of the catalog. */
  readonly awsRegion: string;
  /** Glue database. */
  readonly glueDatabase: string;
}

/** The kind of object that each purpose is for. */
export const objectKindOf: Readonly<Record<Purpose, TrustObjectKind>> = {
  storage: "STORAGE INTEGRATION",
  volume: "EXTERNAL VOLUME",
  catalog: "CATALOG INTEGRATION",
  glue: "CATALOG INTEGRATION",
};

/**
 * CREATE of a throwaway object that assumes a role of the trust stack, in the same shape as the real one.
 * Sources: the CREATE pages of https://docs.snowflake.com/en/sql-reference/sql/ for each kind.
 */
export function createProbeStatement(purpose: Purpose, inputs: ProbeInputs): string {
  const { location, awsAccountId, awsRegion, glueDatabase } = inputs;
  const [role, externalId] = [stringLiteral(inputs.roleArn), stringLiteral(inputs.externalId)];
  const create = `CREATE ${objectKindOf[purpose]} ${quoteIdentifier(inputs.name)}`;
  switch (purpose) {
    case "storage":
      return `${create} TYPE = EXTERNAL_STAGE STORAGE_PROVIDER = 'S3' ENABLED = TRUE STORAGE_AWS_ROLE_ARN = ${role} STORAGE_AWS_EXTERNAL_ID = ${externalId} STORAGE_ALLOWED_LOCATIONS = (${stringLiteral(location)})`;
    case "volume":
      return `${create} STORAGE_LOCATIONS = ((NAME = 'probe' STORAGE_PROVIDER = 'S3' STORAGE_BASE_URL = ${stringLiteral(location)} STORAGE_AWS_ROLE_ARN = ${role} STORAGE_AWS_EXTERNAL_ID = ${externalId})) ALLOW_WRITES = FALSE`;
    case "catalog":
      return `${create} CATALOG_SOURCE = ICEBERG_REST TABLE_FORMAT = ICEBERG CATALOG_NAMESPACE = ${stringLiteral(glueDatabase)} REST_CONFIG = (CATALOG_URI = ${stringLiteral(`https://glue.${awsRegion}.amazonaws.com/iceberg`)} CATALOG_API_TYPE = AWS_GLUE CATALOG_NAME = ${stringLiteral(awsAccountId)} ACCESS_DELEGATION_MODE = VENDED_CREDENTIALS) REST_AUTHENTICATION = (TYPE = SIGV4 SIGV4_IAM_ROLE = ${role} SIGV4_SIGNING_REGION = ${stringLiteral(awsRegion)} SIGV4_EXTERNAL_ID = ${externalId}) ENABLED = TRUE`;
    case "glue":
      return `${create} CATALOG_SOURCE = GLUE CATALOG_NAMESPACE = ${stringLiteral(glueDatabase)} TABLE_FORMAT = ICEBERG GLUE_AWS_ROLE_ARN = ${role} GLUE_CATALOG_ID = ${stringLiteral(awsAccountId)} GLUE_REGION = ${stringLiteral(awsRegion)} ENABLED = TRUE`;
  }
}
