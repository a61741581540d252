import { catalogLinkFunctions } from "./catalog-link-functions";
import { contextFunctions } from "./context-functions";
import { descIcebergAccessIdentity } from "./desc-iceberg-access-identity";
import { getTag } from "./get-tag";
import { icebergFunctions } from "./iceberg-functions";
import { notificationFunctions } from "./notification-functions";
import { replicationFunctions } from "./replication-functions";
import { sessionControlFunctions } from "./session-control-functions";
import type { SqlFunction } from "./sql-function";
import { taskFunctions } from "./task-functions";
import { transactionFunctions } from "./transaction-functions";
import { validateStorageIntegration } from "./validate-storage-integration";
import { verifyCatalogIntegration } from "./verify-catalog-integration";
import { verifyExternalVolume } from "./verify-external-volume";

/** Every function that SELECT can call, by name. */
export const FUNCTIONS: ReadonlyMap<string, SqlFunction> = new Map(
  [
    ...catalogLinkFunctions,
    ...contextFunctions,
    ...icebergFunctions,
    ...notificationFunctions,
    ...replicationFunctions,
    ...sessionControlFunctions,
    ...taskFunctions,
    ...transactionFunctions,
    descIcebergAccessIdentity,
    getTag,
    validateStorageIntegration,
    verifyCatalogIntegration,
    verifyExternalVolume,
  ].map((one) => [one.name, one]),
);

/** Names of the functions that tell about the session, account or user: not the same everywhere. */
export const CONTEXT_FUNCTIONS: readonly string[] = contextFunctions.map((one) => one.name);
