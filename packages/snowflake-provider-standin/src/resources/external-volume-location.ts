import type { CtyRecord } from "../plugin/cty";
import { recordOf } from "../snowflake/http";
import { parameter, parenthesized, textParameter } from "../sql/statement";
import { anyCase } from "./checks";

/** Storage providers that are carried out. */
export const S3_PROVIDERS = ["S3", "S3GOV"];
/** Encryption types of S3 locations. */
export const S3_ENCRYPTIONS = ["AWS_SSE_S3", "AWS_SSE_KMS", "NONE"];
/** A storage provider in Snowflake's spelling; undefined when it isn't an S3 one. */
export const toS3Provider = anyCase(S3_PROVIDERS);
/** An encryption type in Snowflake's spelling. */
export const toS3Encryption = anyCase(S3_ENCRYPTIONS);

/** Reserved name of the location that stands in while all others are replaced; the real provider uses the same one. */
export const SENTINEL_LOCATION = "terraform_provider_sentinel_storage_location";

/** A storage location on S3, as a statement names it. */
export interface S3Location {
  /** Name within the volume. */
  readonly name: string;
  /** The rest of the location as SQL: two locations with the same text are the same. */
  readonly properties: string;
}

/** A `storage_location` block of configuration, plan or state. @throws Error when it isn't a usable S3 location */
export function locationOf(block: CtyRecord): S3Location {
  const text = (key: string): string => (typeof block[key] === "string" ? block[key] : "");
  const optional = (key: string): string | undefined => text(key) || undefined;
  const name = text("storage_location_name");
  const provider = toS3Provider(text("storage_provider"));
  if (provider === undefined)
    throw new Error(
      `storage location "${name}": provider "${text("storage_provider")}" is not carried out; use ${S3_PROVIDERS.join(" or ")}`,
    );
  const role = text("storage_aws_role_arn");
  if (role === "") throw new Error(`storage location "${name}": storage_aws_role_arn is required for S3`);
  const privatelink = text("use_privatelink_endpoint");
  const encryption = optional("encryption_type");
  const encryptionType = encryption === undefined ? undefined : toS3Encryption(encryption);
  if (encryption !== undefined && encryptionType === undefined) {
    throw new Error(
      `storage location "${name}": invalid encryption_type "${encryption}"; valid are ${S3_ENCRYPTIONS.join(", ")}`,
    );
  }
  const clauses = [
    textParameter("STORAGE_PROVIDER", provider),
    textParameter("STORAGE_AWS_ROLE_ARN", role),
    textParameter("STORAGE_BASE_URL", text("storage_base_url")),
    textParameter("STORAGE_AWS_EXTERNAL_ID", optional("storage_aws_external_id")),
    textParameter("STORAGE_AWS_ACCESS_POINT_ARN", optional("storage_aws_access_point_arn")),
    privatelink === "true" || privatelink === "false" ? parameter("USE_PRIVATELINK_ENDPOINT", privatelink) : undefined,
    encryptionType === undefined
      ? undefined
      : `ENCRYPTION = ${parenthesized(textParameter("TYPE", encryptionType), textParameter("KMS_KEY_ID", optional("encryption_kms_key_id")))}`,
  ];
  return { name, properties: clauses.filter((clause) => clause !== undefined).join(" ") };
}

/** The location as it stands in CREATE and ADD. */
export function locationSql(location: S3Location): string {
  return parenthesized(textParameter("NAME", location.name), location.properties);
}

/** What DESCRIBE says about one location. */
export interface DescribedLocation {
  /** Name within the volume. */
  readonly name: string;
  /** As the `storage_location` block of the state; without what Snowflake doesn't tell (external id, keys). */
  readonly block: CtyRecord;
  /** As an element of `describe_output.storage_locations`. */
  readonly output: CtyRecord;
  /** External id that Snowflake uses. */
  readonly externalId: string;
}

/** Reads the JSON of a STORAGE_LOCATION_<n> property. @throws Error when it isn't an S3 location */
export function describedLocation(json: string): DescribedLocation {
  const fields = recordOf(JSON.parse(json));
  const text = (key: string): string => (typeof fields[key] === "string" ? fields[key] : "");
  const name = text("NAME");
  if (toS3Provider(text("STORAGE_PROVIDER")) === undefined) {
    throw new Error(
      `storage location "${name}" is on ${text("STORAGE_PROVIDER") || "an unknown provider"}: only S3 is carried out`,
    );
  }
  const privatelink =
    typeof fields.USE_PRIVATELINK_ENDPOINT === "boolean" ? String(fields.USE_PRIVATELINK_ENDPOINT) : null;
  const allowed = Array.isArray(fields.STORAGE_ALLOWED_LOCATIONS) ? fields.STORAGE_ALLOWED_LOCATIONS.map(String) : [];
  const s3 = {
    storage_aws_role_arn: text("STORAGE_AWS_ROLE_ARN"),
    storage_aws_iam_user_arn: text("STORAGE_AWS_IAM_USER_ARN"),
    storage_aws_external_id: text("STORAGE_AWS_EXTERNAL_ID"),
    storage_aws_access_point_arn: text("STORAGE_AWS_ACCESS_POINT_ARN"),
    use_privatelink_endpoint: privatelink,
    encryption_kms_key_id: text("ENCRYPTION_KMS_KEY_ID"),
  };
  const shared = {
    storage_provider: text("STORAGE_PROVIDER"),
    storage_base_url: text("STORAGE_BASE_URL"),
    encryption_type: text("ENCRYPTION_TYPE"),
  };
  return {
    name,
    externalId: s3.storage_aws_external_id,
    block: {
      ...shared,
      storage_location_name: name,
      storage_aws_role_arn: s3.storage_aws_role_arn,
      storage_aws_access_point_arn: s3.storage_aws_access_point_arn,
      encryption_kms_key_id: s3.encryption_kms_key_id,
      use_privatelink_endpoint: privatelink,
    },
    output: {
      ...shared,
      name,
      storage_allowed_locations: allowed,
      s3_storage_location: [s3],
      gcs_storage_location: [],
      azure_storage_location: [],
      s3_compat_storage_location: [],
    },
  };
}
