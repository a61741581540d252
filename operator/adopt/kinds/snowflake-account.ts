import type { TwinbergConfig } from "../../../config/schema";
import { type DeclaredResource, textOf } from "../declared";
import { quotedId } from "../import-id";
import type { Lookup } from "../lookup";

/** What SHOW calls the objects of an account that have names of their own. */
const SHOWN = {
  snowflake_account_role: "ROLES",
  snowflake_catalog_integration_aws_glue: "INTEGRATIONS",
  snowflake_catalog_integration_iceberg_rest: "INTEGRATIONS",
  snowflake_database: "DATABASES",
  snowflake_email_notification_integration: "INTEGRATIONS",
  snowflake_external_volume: "EXTERNAL VOLUMES",
  snowflake_failover_group: "FAILOVER GROUPS",
  snowflake_network_policy: "NETWORK POLICIES",
  snowflake_primary_connection: "CONNECTIONS",
  snowflake_resource_monitor: "RESOURCE MONITORS",
  snowflake_secondary_connection: "CONNECTIONS",
  snowflake_service_user: "USERS",
  snowflake_storage_integration_aws: "INTEGRATIONS",
  snowflake_warehouse: "WAREHOUSES",
} as const;

/** Of other accounts, too, SHOW lists these. */
const OF_THE_ORGANIZATION: ReadonlySet<string> = new Set(["FAILOVER GROUPS", "CONNECTIONS"]);

/** Their import id is the bare name. Source: provider documentation, resources/failover_group, resources/email_notification_integration */
const BARE: ReadonlySet<string> = new Set(["snowflake_failover_group", "snowflake_email_notification_integration"]);

/** Objects of an account that have names of their own. */
export const accountObjects = Object.fromEntries(
  Object.entries(SHOWN).map(([type, plural]) => [
    type,
    (resource: DeclaredResource, { accounts }: TwinbergConfig): Lookup => {
      const name = textOf(resource, "name");
      const here = resource.place.cloud === "snowflake" ? accounts[resource.place.account].name : undefined;
      return {
        kind: "ask",
        question: {
          in: "snowflake",
          statement: `SHOW ${plural}`,
          matches: (row) => row.name === name && (!OF_THE_ORGANIZATION.has(plural) || row.account_name === here),
        },
        importId: BARE.has(type) ? name : quotedId(name),
      };
    },
  ]),
);
