/** What these objects are called, in both accounts: another stack of the account uses them by name. */
export const LAKE_ACCESS_NAMES = {
  storageIntegration: "AWS_ICEBERG_STORAGE_INT",
  externalVolume: "ICEBERG_EXT_VOLUME",
  restCatalog: "REST_GLUE_CATALOG_INT",
  glueCatalog: "GLUE_CATALOG_INT",
} as const;
