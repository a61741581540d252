import { CASE_SENSITIVITIES, type CatalogLink, SYNC_INTERVAL } from "../../../catalog-link/catalog-link";
import { outermost } from "../../../catalog-link/namespaces";
import { invalidProperty, missingProperty, notRestIntegration } from "../../../errors";
import type { Database } from "../../../objects/database";
import type { Cursor } from "../../cursor";
import { type CreateHead, createObject } from "../../object-statements";
import { group, oneOf, type Properties, readProperties, text } from "../../properties";
import type { Execute, ExecutionContext } from "../../statement";
import { readTagClause, type TagSetting } from "../../tag-clause";
import { LINKED_CATALOG, nameInText } from "./linked-catalog-properties";

const PROPERTIES = {
  LINKED_CATALOG: group(LINKED_CATALOG),
  EXTERNAL_VOLUME: nameInText,
  CATALOG_CASE_SENSITIVITY: oneOf(CASE_SENSITIVITIES),
  COMMENT: text,
};

type Given = Properties<typeof PROPERTIES>;

/** The link that the properties describe. Throws for what is missing, does not go together, or is out of the role's reach. */
function linkOf({ access }: ExecutionContext, given: Given): CatalogLink {
  const catalog = given.LINKED_CATALOG;
  if (catalog?.CATALOG === undefined) throw missingProperty("CATALOG");
  const integration = access.require("INTEGRATION", catalog.CATALOG, ["USAGE"], (one) => one.kind === "CATALOG");
  if (integration.kind !== "CATALOG" || integration.source !== "ICEBERG_REST")
    throw notRestIntegration(integration.name);
  const volume =
    given.EXTERNAL_VOLUME === undefined
      ? undefined
      : access.require("EXTERNAL_VOLUME", given.EXTERNAL_VOLUME, ["USAGE"]);
  const vends = integration.accessDelegationMode === "VENDED_CREDENTIALS";
  if (volume === undefined && !vends) throw missingProperty("EXTERNAL_VOLUME");
  const namespaceMode = catalog.NAMESPACE_MODE ?? "IGNORE_NESTED_NAMESPACE";
  const delimiter = catalog.NAMESPACE_FLATTEN_DELIMITER ?? null;
  if (namespaceMode === "FLATTEN_NESTED_NAMESPACE" && delimiter === null)
    throw missingProperty("NAMESPACE_FLATTEN_DELIMITER");
  if (namespaceMode === "IGNORE_NESTED_NAMESPACE" && delimiter !== null) {
    throw invalidProperty("NAMESPACE_FLATTEN_DELIMITER", "it goes with NAMESPACE_MODE = FLATTEN_NESTED_NAMESPACE");
  }
  return {
    integrationId: integration.id,
    externalVolumeId: volume?.id ?? null,
    caseSensitivity: given.CATALOG_CASE_SENSITIVITY ?? "CASE_INSENSITIVE",
    namespaceMode,
    namespaceFlattenDelimiter: delimiter,
    allowedNamespaces: outermost(catalog.ALLOWED_NAMESPACES ?? []),
    blockedNamespaces: outermost(catalog.BLOCKED_NAMESPACES ?? []),
    allowedWriteOperations: catalog.ALLOWED_WRITE_OPERATIONS ?? "ALL",
    syncIntervalSeconds: catalog.SYNC_INTERVAL_SECONDS ?? SYNC_INTERVAL.default,
    suspended: false,
  };
}

/** Reads what follows the name, from LINKED_CATALOG on, and TAG among it. */
function readGiven(cursor: Cursor, tags: TagSetting[]): Given {
  let given: Given = {};
  for (;;) {
    const more = readProperties(cursor, PROPERTIES);
    const twice = Object.keys(more).find((key) => Object.hasOwn(given, key));
    if (twice !== undefined) throw invalidProperty(twice, "it is given twice");
    given = { ...given, ...more };
    const added = readTagClause(cursor);
    if (added.length === 0) break;
    tags.push(...added);
  }
  const { kind, value } = cursor.peek();
  if (kind === "word" && cursor.peek(1).value === "=") {
    throw invalidProperty(value, "a catalog-linked database does not take it when it is created");
  }
  return given;
}

/**
 * CREATE [OR REPLACE] DATABASE [IF NOT EXISTS] name LINKED_CATALOG = ( … ) …, read from LINKED_CATALOG on. The first discovery
 * begins with it, and nobody waits for that. Source: https://docs.snowflake.com/en/sql-reference/sql/create-database-catalog-linked
 */
export function parseLinkedDatabase(cursor: Cursor, head: CreateHead): Execute {
  const tags: TagSetting[] = [];
  const given = readGiven(cursor, tags);
  return (context) => {
    const { account, session } = context;
    const { DATABASE } = account.state.objects;
    const known = DATABASE.get(head.name);
    const result = createObject(
      context,
      "DATABASE",
      head,
      "CREATE DATABASE",
      (base): Database => ({
        ...base,
        transient: false,
        parameters: new Map(),
        comment: given.COMMENT ?? null,
        link: linkOf(context, given),
      }),
      { tags },
    );
    const created = DATABASE.get(head.name);
    if (created === undefined || created === known) return result;
    session.databaseId = created.id;
    session.schemaId = null;
    account.catalogLinks.discoverSoon(created.id);
    return result;
  };
}
