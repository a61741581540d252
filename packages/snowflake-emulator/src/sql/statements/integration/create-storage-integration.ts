import { invalidValue, missingProperty } from "../../../errors";
import { newExternalId } from "../../external-id";
import { createObject, readCreateHead } from "../../object-statements";
import { readProperties } from "../../properties";
import type { StatementKind } from "../../statement";
import { readTagClause } from "../../tag-clause";
import { STORAGE_INTEGRATION_CREATE } from "./storage-integration-properties";

/** CREATE [OR REPLACE] STORAGE INTEGRATION [IF NOT EXISTS] name TYPE = EXTERNAL_STAGE STORAGE_PROVIDER = 'S3' … */
export const createStorageIntegration: StatementKind = {
  leading: "CREATE STORAGE INTEGRATION",
  remark: "S3 only",
  parse(cursor) {
    const head = readCreateHead(cursor, "STORAGE INTEGRATION");
    const given = readProperties(cursor, STORAGE_INTEGRATION_CREATE);
    const tags = readTagClause(cursor);
    return (context) => {
      const { STORAGE_AWS_ROLE_ARN: arn, STORAGE_ALLOWED_LOCATIONS: allowed, ENABLED: enabled } = given;
      if (given.TYPE === undefined) throw missingProperty("TYPE");
      if (given.STORAGE_PROVIDER === undefined) throw missingProperty("STORAGE_PROVIDER");
      if (arn === undefined) throw missingProperty("STORAGE_AWS_ROLE_ARN");
      if (enabled === undefined) throw missingProperty("ENABLED");
      if (allowed === undefined) throw missingProperty("STORAGE_ALLOWED_LOCATIONS");
      if (allowed.length === 0) throw invalidValue("()", "STORAGE_ALLOWED_LOCATIONS");
      return createObject(
        context,
        "INTEGRATION",
        head,
        "CREATE INTEGRATION",
        (base) => ({
          ...base,
          kind: "STORAGE",
          provider: "S3",
          enabled,
          roleArn: arn,
          externalId: given.STORAGE_AWS_EXTERNAL_ID ?? newExternalId(context.account),
          objectAcl: given.STORAGE_AWS_OBJECT_ACL === undefined ? null : "bucket-owner-full-control",
          usePrivatelinkEndpoint: given.USE_PRIVATELINK_ENDPOINT ?? false,
          allowedLocations: allowed,
          blockedLocations: given.STORAGE_BLOCKED_LOCATIONS ?? [],
          comment: given.COMMENT ?? null,
        }),
        { tags },
      );
    };
  },
};
