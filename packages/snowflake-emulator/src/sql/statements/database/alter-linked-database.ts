import type { CatalogLink } from "../../../catalog-link/catalog-link";
import { outermost } from "../../../catalog-link/namespaces";
import { notLinkedDatabase } from "../../../errors";
import type { Database } from "../../../objects/database";
import type { Cursor } from "../../cursor";
import { alterObject, type Target } from "../../object-statements";
import { type Properties, readProperties } from "../../properties";
import type { Execute } from "../../statement";
import { LINK_SETTINGS, readNamespaces } from "./linked-catalog-properties";

type LinkSettings = Properties<typeof LINK_SETTINGS>;

const LISTS = ["ALLOWED_NAMESPACES", "BLOCKED_NAMESPACES"] as const;
type List = (typeof LISTS)[number];

/** The link of a database that is to be altered. Throws 093681 for one that has none. */
export function linkOf(database: Database): CatalogLink {
  if (database.link === undefined) throw notLinkedDatabase(database.name);
  return database.link;
}

function changeList(link: CatalogLink, name: List, change: (before: readonly string[]) => readonly string[]): void {
  if (name === "ALLOWED_NAMESPACES") link.allowedNamespaces = outermost(change(link.allowedNamespaces));
  else link.blockedNamespaces = outermost(change(link.blockedNamespaces));
}

/** Puts settings on a database's link. Nothing is done without settings. Throws 093681 for a database without a link. */
export function applyLinkSettings(database: Database, settings: LinkSettings): void {
  const { ALLOWED_WRITE_OPERATIONS: writes, SYNC_INTERVAL_SECONDS: seconds } = settings;
  if (writes !== undefined) linkOf(database).allowedWriteOperations = writes;
  if (seconds !== undefined) linkOf(database).syncIntervalSeconds = seconds;
}

function expectList(cursor: Cursor): List {
  const name = cursor.takeOneOf(...LISTS);
  if (name === undefined) throw cursor.unexpected();
  return name;
}

/** Reads ADD (…) TO, REMOVE (…) FROM or UNSET of a list of namespaces; undefined when none of them is next. */
function parseList(cursor: Cursor, target: Target): Execute | undefined {
  const alter = (name: List, change: (before: readonly string[]) => readonly string[]): Execute => {
    return (context) =>
      alterObject(context, "DATABASE", target, ["MODIFY"], (database) => changeList(linkOf(database), name, change));
  };
  const opens = cursor.peek(1).value === "(";
  if (opens && cursor.take("ADD")) {
    const added = readNamespaces(cursor);
    cursor.expect("TO");
    return alter(expectList(cursor), (before) => [...before, ...added]);
  }
  if (opens && cursor.take("REMOVE")) {
    const removed = readNamespaces(cursor);
    cursor.expect("FROM");
    return alter(expectList(cursor), (before) => before.filter((one) => !removed.includes(one)));
  }
  if (LISTS.some((name) => cursor.isWords("UNSET", name))) {
    cursor.expect("UNSET");
    return alter(expectList(cursor), () => []);
  }
  return undefined;
}

/** D: SUSPEND and RESUME need OWNERSHIP; RESUME begins a discovery at once. */
function parseDiscovery(cursor: Cursor, target: Target): Execute | undefined {
  const verb = cursor.takeOneOf("SUSPEND DISCOVERY", "RESUME DISCOVERY");
  if (verb === undefined) return undefined;
  const suspended = verb === "SUSPEND DISCOVERY";
  return (context) =>
    alterObject(context, "DATABASE", target, "OWNERSHIP", (database) => {
      linkOf(database).suspended = suspended;
      if (!suspended) context.account.catalogLinks.discoverSoon(database.id);
    });
}

/**
 * Reads what ALTER DATABASE [IF EXISTS] name says about a link, with UPDATE LINKED_CATALOG or, as the provider's SDK writes it, without.
 * Undefined when it says something else; SET of settings without UPDATE LINKED_CATALOG is read with other settings, by `LINK_SETTINGS`.
 * Source: https://docs.snowflake.com/en/sql-reference/sql/alter-database-catalog-linked
 */
export function parseLinkChange(cursor: Cursor, target: Target): Execute | undefined {
  const discovery = parseDiscovery(cursor, target);
  if (discovery !== undefined) return discovery;
  const update = cursor.take("UPDATE LINKED_CATALOG");
  const lists = parseList(cursor, target);
  if (lists !== undefined || !update) return lists;
  cursor.expect("SET");
  const settings = readProperties(cursor, LINK_SETTINGS);
  if (Object.keys(settings).length === 0) throw cursor.unexpected();
  return (context) =>
    alterObject(context, "DATABASE", target, ["MODIFY"], (database) => applyLinkSettings(database, settings));
}

/** Readers of link settings for the list of ALTER DATABASE … SET; `apply` puts on a database what they have read. */
export function linkSettingsReader() {
  const given: { -readonly [K in keyof LinkSettings]: LinkSettings[K] } = {};
  return {
    readers: {
      ALLOWED_WRITE_OPERATIONS: (cursor: Cursor, name: string) => {
        given.ALLOWED_WRITE_OPERATIONS = LINK_SETTINGS.ALLOWED_WRITE_OPERATIONS(cursor, name);
      },
      SYNC_INTERVAL_SECONDS: (cursor: Cursor, name: string) => {
        given.SYNC_INTERVAL_SECONDS = LINK_SETTINGS.SYNC_INTERVAL_SECONDS(cursor, name);
      },
    },
    given: () => Object.keys(given).length > 0,
    apply: (database: Database) => applyLinkSettings(database, given),
  };
}
