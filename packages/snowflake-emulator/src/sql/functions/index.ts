import { contextFunctions } from "./context-functions";
import { descIcebergAccessIdentity } from "./desc-iceberg-access-identity";
import { notificationFunctions } from "./notification-functions";
import type { SqlFunction } from "./sql-function";
import { taskFunctions } from "./task-functions";
import { validateStorageIntegration } from "./validate-storage-integration";
import { verifyCatalogIntegration } from "./verify-catalog-integration";
import { verifyExternalVolume } from "./verify-external-volume";

/** Every function that SELECT can call, by name. */
export const FUNCTIONS: ReadonlyMap<string, SqlFunction> = new Map(
  [
    ...contextFunctions,
    ...notificationFunctions,
    ...taskFunctions,
    descIcebergAccessIdentity,
    validateStorageIntegration,
    verifyCatalogIntegration,
    verifyExternalVolume,
  ].map((one) => [one.name, one]),
);
