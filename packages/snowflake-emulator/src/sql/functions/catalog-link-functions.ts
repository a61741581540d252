import type { CatalogLink } from "../../catalog-link/catalog-link";
import { linkStatusJson } from "../../catalog-link/link-status";
import { doesNotExist } from "../../errors";
import type { Database } from "../../objects/database";
import { objectById } from "../../state/account-state";
import { TEXT } from "../../types/data-type";
import { resolveIdentifier } from "../identifiers";
import type { ExecutionContext } from "../statement";
import type { SqlFunction } from "./sql-function";

/**
 * The catalog-linked database that an argument names, for a role that owns it or holds one of the privileges. A: for anybody else,
 * and for any other database, 002003.
 */
function linkedDatabase(
  { access, account }: ExecutionContext,
  argument: unknown,
  privileges: readonly string[],
): Database & { readonly link: CatalogLink } {
  const name = resolveIdentifier(String(argument));
  const database = account.state.objects.DATABASE.get(name);
  if (database?.link === undefined || !access.may("DATABASE", database, privileges))
    throw doesNotExist("Database", name);
  return { ...database, link: database.link };
}

const quoted = (namespaces: readonly string[]) =>
  namespaces.length === 0 ? null : namespaces.map((namespace) => `'${namespace}'`);

/** Source: https://docs.snowflake.com/en/sql-reference/functions/system_catalog_link_status */
const catalogLinkStatus: SqlFunction = {
  name: "SYSTEM$CATALOG_LINK_STATUS",
  type: TEXT,
  minArguments: 1,
  maxArguments: 1,
  evaluate(context, [argument]) {
    const { id, link } = linkedDatabase(context, argument, ["MONITOR"]);
    const { status, underWay } = context.account.catalogLinks.statusOf(id);
    return linkStatusJson(status, { suspended: link.suspended, underWay });
  },
};

/** Source: https://docs.snowflake.com/en/sql-reference/functions/system_get_catalog_linked_database_config */
const linkedDatabaseConfig: SqlFunction = {
  name: "SYSTEM$GET_CATALOG_LINKED_DATABASE_CONFIG",
  type: TEXT,
  minArguments: 1,
  maxArguments: 1,
  evaluate(context, [argument]) {
    const { state } = context.account;
    const { link } = linkedDatabase(context, argument, ["MONITOR", "USAGE"]);
    const integration = objectById(state, "INTEGRATION", link.integrationId);
    return JSON.stringify({
      catalog_integration: integration?.name ?? null,
      catalog_name: integration !== undefined && "catalogName" in integration ? integration.catalogName : null,
      external_volume: objectById(state, "EXTERNAL_VOLUME", link.externalVolumeId)?.name ?? null,
      sync_interval_seconds: link.syncIntervalSeconds,
      namespace_mode: link.namespaceMode,
      namespace_flatten_delimiter: link.namespaceFlattenDelimiter,
      allowed_write_operations: link.allowedWriteOperations,
      catalog_case_sensitivity: link.caseSensitivity,
      is_suspended: link.suspended,
      allowed_namespaces: quoted(link.allowedNamespaces),
      blocked_namespaces: quoted(link.blockedNamespaces),
    });
  },
};

/** What tells of catalog-linked databases. */
export const catalogLinkFunctions: readonly SqlFunction[] = [catalogLinkStatus, linkedDatabaseConfig];
