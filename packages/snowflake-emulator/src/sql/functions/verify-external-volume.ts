import { noAwsEndpoint } from "../../errors";
import { activeLocation } from "../../objects/external-volume";
import { TEXT } from "../../types/data-type";
import { resolveIdentifier } from "../identifiers";
import { accessDeniedMessage, assumeRoleMessage, checkS3, readS3Path, S3_ACTIONS, type S3Operation } from "./s3-checks";
import type { SqlFunction } from "./sql-function";

const NAME = "SYSTEM$VERIFY_EXTERNAL_VOLUME";
const STEPS = [
  ["WRITE", "writeResult"],
  ["READ", "readResult"],
  ["LIST", "listResult"],
  ["DELETE", "deleteResult"],
] as const satisfies readonly (readonly [S3Operation, string])[];

/**
 * SYSTEM$VERIFY_EXTERNAL_VOLUME('volume'): looks at the active location. O: the JSON's keys and their order, PASSED,
 * SKIPPED and "FAILED with exception message …", and that the first failure skips the rest.
 * Deviation: a volume without ALLOW_WRITES is still checked for reading and listing (Snowflake skips all four).
 */
export const verifyExternalVolume: SqlFunction = {
  name: NAME,
  type: TEXT,
  minArguments: 1,
  maxArguments: 1,
  async evaluate({ access, account, aws }, [argument]) {
    const volume = access.require("EXTERNAL_VOLUME", resolveIdentifier(String(argument)), ["USAGE"]);
    if (aws === undefined) throw noAwsEndpoint(NAME);
    const { awsPrincipalArn, awsRegion } = account.identity;
    const location = activeLocation(volume, awsRegion);
    if (location === undefined) throw new Error("an external volume has at least one storage location");
    const assumed = await aws.assumeRole({
      roleArn: location.roleArn,
      principalArn: awsPrincipalArn,
      externalId: location.externalId,
    });
    const results: Record<string, string> = {};
    const path = readS3Path(location.baseUrl);
    let failed = !assumed.allowed || path === undefined;
    for (const [operation, key] of STEPS) {
      results[key] = "SKIPPED";
      const writes = operation === "WRITE" || operation === "DELETE";
      if (failed || path === undefined || (writes && !volume.allowWrites)) continue;
      const decision = await checkS3(aws, location.roleArn, operation, path, "verify_0");
      failed = !decision.allowed;
      results[key] = decision.allowed
        ? "PASSED"
        : `FAILED with exception message ${accessDeniedMessage(location.roleArn, S3_ACTIONS[operation], decision.reason)}`;
    }
    return JSON.stringify({
      success: !failed,
      storageLocationSelectionResult: "PASSED",
      storageLocationName: location.name,
      servicePrincipalProperties: `STORAGE_AWS_IAM_USER_ARN: ${awsPrincipalArn}; STORAGE_AWS_EXTERNAL_ID: ${location.externalId}`,
      location: location.baseUrl,
      storageAccount: null,
      region: awsRegion,
      ...results,
      awsRoleArnValidationResult: assumed.allowed
        ? "PASSED"
        : `FAILED with exception message ${assumeRoleMessage(awsPrincipalArn, location.roleArn, assumed.reason)}`,
      azureGetUserDelegationKeyResult: "SKIPPED",
    });
  },
};
