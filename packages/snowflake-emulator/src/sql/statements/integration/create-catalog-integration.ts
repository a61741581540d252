import { missingProperty } from "../../../errors";
import type { CatalogIntegration } from "../../../objects/integration";
import { newExternalId } from "../../external-id";
import { createObject, readCreateHead } from "../../object-statements";
import { readProperties } from "../../properties";
import type { StatementKind } from "../../statement";
import {
  CATALOG_INTEGRATION_CREATE,
  glueSettings,
  objectStoreSettings,
  restSettings,
} from "./catalog-integration-properties";

/** CREATE [OR REPLACE] CATALOG INTEGRATION [IF NOT EXISTS] name CATALOG_SOURCE = { GLUE | ICEBERG_REST | OBJECT_STORE } … */
export const createCatalogIntegration: StatementKind = {
  leading: "CREATE CATALOG INTEGRATION",
  remark: "GLUE, ICEBERG_REST with SIGV4, and OBJECT_STORE",
  parse(cursor) {
    const head = readCreateHead(cursor, "CATALOG INTEGRATION");
    const given = readProperties(cursor, CATALOG_INTEGRATION_CREATE);
    return (context) => {
      const { account } = context;
      const { CATALOG_SOURCE: source, ENABLED: enabled } = given;
      if (source === undefined) throw missingProperty("CATALOG_SOURCE");
      if (given.TABLE_FORMAT === undefined) throw missingProperty("TABLE_FORMAT");
      if (enabled === undefined) throw missingProperty("ENABLED");
      return createObject(context, "INTEGRATION", head, "CREATE INTEGRATION", (base): CatalogIntegration => {
        const common = {
          ...base,
          kind: "CATALOG",
          enabled,
          refreshIntervalSeconds: given.REFRESH_INTERVAL_SECONDS ?? 30,
          catalogNamespace: given.CATALOG_NAMESPACE ?? null,
          comment: given.COMMENT ?? null,
        } as const;
        const region = account.identity.awsRegion;
        const externalId = () => newExternalId(account);
        if (source === "OBJECT_STORE") return { ...common, ...objectStoreSettings(given) };
        return source === "GLUE"
          ? { ...common, ...glueSettings(given, region, externalId) }
          : { ...common, ...restSettings(given, region, externalId) };
      });
    };
  },
};
