import type { Account } from "../../../account";
import { invalidValue } from "../../../errors";
import type { StorageIntegration } from "../../../objects/integration";
import { newExternalId } from "../../external-id";
import { alterObject, readTarget } from "../../object-statements";
import { type Properties, readKeys, readProperties } from "../../properties";
import type { StatementKind } from "../../statement";
import { STORAGE_INTEGRATION_SET, STORAGE_INTEGRATION_UNSET } from "./storage-integration-properties";

function set(integration: StorageIntegration, given: Properties<typeof STORAGE_INTEGRATION_SET>): void {
  integration.roleArn = given.STORAGE_AWS_ROLE_ARN ?? integration.roleArn;
  integration.externalId = given.STORAGE_AWS_EXTERNAL_ID ?? integration.externalId;
  if (given.STORAGE_AWS_OBJECT_ACL !== undefined) integration.objectAcl = "bucket-owner-full-control";
  integration.usePrivatelinkEndpoint = given.USE_PRIVATELINK_ENDPOINT ?? integration.usePrivatelinkEndpoint;
  integration.enabled = given.ENABLED ?? integration.enabled;
  integration.allowedLocations = given.STORAGE_ALLOWED_LOCATIONS ?? integration.allowedLocations;
  integration.blockedLocations = given.STORAGE_BLOCKED_LOCATIONS ?? integration.blockedLocations;
  integration.comment = given.COMMENT ?? integration.comment;
}

function unset(
  account: Account,
  integration: StorageIntegration,
  key: (typeof STORAGE_INTEGRATION_UNSET)[number],
): void {
  if (key === "STORAGE_AWS_EXTERNAL_ID") integration.externalId = newExternalId(account);
  else if (key === "STORAGE_AWS_OBJECT_ACL") integration.objectAcl = null;
  else if (key === "ENABLED") integration.enabled = false;
  else if (key === "STORAGE_BLOCKED_LOCATIONS") integration.blockedLocations = [];
  else if (key === "COMMENT") integration.comment = null;
  else integration.usePrivatelinkEndpoint = false;
}

/** ALTER [STORAGE] INTEGRATION [IF EXISTS] name { SET property = value … | UNSET property, … } */
export const alterStorageIntegration: StatementKind = {
  leading: "ALTER STORAGE INTEGRATION",
  parse(cursor) {
    const target = readTarget(cursor, "ALTER", "STORAGE INTEGRATION");
    let change: (account: Account, integration: StorageIntegration) => void;
    if (cursor.take("SET")) {
      const given = readProperties(cursor, STORAGE_INTEGRATION_SET);
      if (Object.keys(given).length === 0) throw cursor.unexpected();
      if (given.STORAGE_ALLOWED_LOCATIONS?.length === 0) throw invalidValue("()", "STORAGE_ALLOWED_LOCATIONS");
      change = (_account, integration) => set(integration, given);
    } else {
      cursor.expect("UNSET");
      const keys = readKeys(cursor, STORAGE_INTEGRATION_UNSET);
      change = (account, integration) => {
        for (const key of keys) unset(account, integration, key);
      };
    }
    return (context) =>
      alterObject(
        context,
        "INTEGRATION",
        target,
        "OWNERSHIP",
        (integration) => {
          if (integration.kind === "STORAGE") change(context.account, integration);
        },
        (integration) => integration.kind === "STORAGE",
      );
  },
};
