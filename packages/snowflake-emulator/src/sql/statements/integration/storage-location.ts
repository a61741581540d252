import type { Account } from "../../../account";
import { invalidProperty, missingProperty, notEmulated } from "../../../errors";
import { ENCRYPTION_TYPES, type StorageLocation } from "../../../objects/external-volume";
import { roleArn, s3Location } from "../../aws-values";
import { newExternalId } from "../../external-id";
import { boolean, group, nameOrText, oneOf, type Properties, text, type ValueReader } from "../../properties";

const provider: ValueReader<"S3"> = (cursor, property) => {
  const value = nameOrText(cursor, property).toUpperCase();
  if (value !== "S3") throw notEmulated(`external volume with STORAGE_PROVIDER = '${value}'`);
  return "S3";
};

const LOCATION = {
  NAME: nameOrText,
  STORAGE_PROVIDER: provider,
  STORAGE_AWS_ROLE_ARN: roleArn,
  STORAGE_BASE_URL: s3Location(false),
  STORAGE_AWS_EXTERNAL_ID: text,
  STORAGE_AWS_ACCESS_POINT_ARN: text,
  USE_PRIVATELINK_ENDPOINT: boolean,
  ENCRYPTION: group({ TYPE: oneOf(ENCRYPTION_TYPES), KMS_KEY_ID: text }),
};

/** `( NAME = '…' STORAGE_PROVIDER = 'S3' … )` */
export const storageLocation = group(LOCATION);

/** A location from what was written. Throws 002029 for what is missing. */
export function newStorageLocation(account: Account, given: Properties<typeof LOCATION>): StorageLocation {
  const { NAME, STORAGE_PROVIDER, STORAGE_AWS_ROLE_ARN, STORAGE_BASE_URL } = given;
  if (NAME === undefined) throw missingProperty("NAME");
  if (STORAGE_PROVIDER === undefined) throw missingProperty("STORAGE_PROVIDER");
  if (STORAGE_AWS_ROLE_ARN === undefined) throw missingProperty("STORAGE_AWS_ROLE_ARN");
  if (STORAGE_BASE_URL === undefined) throw missingProperty("STORAGE_BASE_URL");
  const encryption = given.ENCRYPTION;
  if (encryption?.KMS_KEY_ID !== undefined && encryption.TYPE !== "AWS_SSE_KMS") {
    throw invalidProperty("KMS_KEY_ID", "it goes with ENCRYPTION TYPE 'AWS_SSE_KMS' only");
  }
  return {
    name: NAME,
    provider: STORAGE_PROVIDER,
    baseUrl: STORAGE_BASE_URL,
    roleArn: STORAGE_AWS_ROLE_ARN,
    externalId: given.STORAGE_AWS_EXTERNAL_ID ?? newExternalId(account),
    accessPointArn: given.STORAGE_AWS_ACCESS_POINT_ARN ?? null,
    usePrivatelinkEndpoint: given.USE_PRIVATELINK_ENDPOINT ?? null,
    encryption: { type: encryption?.TYPE ?? "NONE", kmsKeyId: encryption?.KMS_KEY_ID ?? null },
  };
}
