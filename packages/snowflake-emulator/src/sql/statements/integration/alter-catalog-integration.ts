import { alterObject, readTarget } from "../../object-statements";
import { readProperties } from "../../properties";
import type { StatementKind } from "../../statement";
import { CATALOG_INTEGRATION_SET } from "./catalog-integration-properties";

/** ALTER CATALOG INTEGRATION [IF EXISTS] name SET { ENABLED | REFRESH_INTERVAL_SECONDS | COMMENT } = value … */
export const alterCatalogIntegration: StatementKind = {
  leading: "ALTER CATALOG INTEGRATION",
  parse(cursor) {
    const target = readTarget(cursor, "ALTER", "CATALOG INTEGRATION");
    cursor.expect("SET");
    const given = readProperties(cursor, CATALOG_INTEGRATION_SET);
    if (Object.keys(given).length === 0) throw cursor.unexpected();
    return (context) =>
      alterObject(
        context,
        "INTEGRATION",
        target,
        "OWNERSHIP",
        (integration) => {
          if (integration.kind !== "CATALOG") return;
          integration.enabled = given.ENABLED ?? integration.enabled;
          integration.refreshIntervalSeconds = given.REFRESH_INTERVAL_SECONDS ?? integration.refreshIntervalSeconds;
          integration.comment = given.COMMENT ?? integration.comment;
        },
        (integration) => integration.kind === "CATALOG",
      );
  },
};
