import type { AccountIdentity } from "../../../identity";
import { activeLocation, type StorageLocation } from "../../../objects/external-volume";
import { nestedPropertyTable, row } from "../../property-rows";
import type { StatementKind } from "../../statement";

/** The JSON in the value of STORAGE_LOCATION_<n>. */
function locationJson(location: StorageLocation, identity: AccountIdentity): string {
  const { encryption } = location;
  return JSON.stringify({
    NAME: location.name,
    STORAGE_PROVIDER: location.provider,
    STORAGE_BASE_URL: location.baseUrl,
    STORAGE_ALLOWED_LOCATIONS: [`${location.baseUrl}${location.baseUrl.endsWith("/") ? "" : "/"}*`],
    STORAGE_AWS_ROLE_ARN: location.roleArn,
    STORAGE_AWS_IAM_USER_ARN: identity.awsPrincipalArn,
    STORAGE_AWS_EXTERNAL_ID: location.externalId,
    ...(location.accessPointArn === null ? {} : { STORAGE_AWS_ACCESS_POINT_ARN: location.accessPointArn }),
    ...(location.usePrivatelinkEndpoint === null ? {} : { USE_PRIVATELINK_ENDPOINT: location.usePrivatelinkEndpoint }),
    ENCRYPTION_TYPE: encryption.type,
    ENCRYPTION_KMS_KEY_ID: encryption.kmsKeyId ?? "",
  });
}

/** DESCRIBE EXTERNAL VOLUME name */
export const describeExternalVolume: StatementKind = {
  leading: "DESCRIBE EXTERNAL VOLUME",
  parse(cursor) {
    cursor.next();
    cursor.expect("EXTERNAL VOLUME");
    const name = cursor.identifier();
    return ({ access, account }) => {
      const volume = access.require("EXTERNAL_VOLUME", name, ["USAGE"]);
      return nestedPropertyTable([
        row("ALLOW_WRITES", "Boolean", String(volume.allowWrites), "true"),
        ...volume.locations.map((location, index) => ({
          ...row(`STORAGE_LOCATION_${index + 1}`, "String", locationJson(location, account.identity)),
          parent: "STORAGE_LOCATIONS",
        })),
        {
          ...row("ACTIVE", "String", activeLocation(volume, account.identity.awsRegion)?.name ?? ""),
          parent: "STORAGE_LOCATIONS",
        },
        row("COMMENT", "String", volume.comment ?? ""),
      ]);
    };
  },
};
