import type { LinkStatus } from "../runtime/link-status";
import { type NameSettings, prodSchema, type ViewName, viewKey, viewOfTable } from "./desired";

/** What of the catalog could not be read, so that an absence in it means nothing. */
export interface Unreadable {
  /** Why nothing that is absent is known to be gone; undefined: that is known for everything but the following. */
  readonly everything: string | undefined;
  /** Schemas of PROD whose namespaces could not be read, and why. */
  readonly schemas: ReadonlyMap<string, string>;
  /** Views of PROD, by {@link viewKey}, whose tables could not be read, and why. */
  readonly views: ReadonlyMap<string, string>;
}

/** Nothing is known of what is absent. */
export function everythingUnreadable(reason: string): Unreadable {
  return { everything: reason, schemas: new Map(), views: new Map() };
}

/** What the catalog link's own status says that it could not read. */
export function unreadableBy(settings: NameSettings, status: LinkStatus): Unreadable {
  const { state, reason, lastAttempt, failures } = status;
  if (state !== "RUNNING") {
    return everythingUnreadable(`the catalog link is ${state}${reason === undefined ? "" : `: ${reason}`}`);
  }
  if (lastAttempt === undefined) return everythingUnreadable("the catalog link was not attempted yet");
  const schemas = new Map<string, string>();
  const views = new Map<string, string>();
  let everything: string | undefined;
  for (const { entity, domain, operation, message } of failures) {
    const why = `${operation} of ${entity} failed: ${message}`;
    if (domain === "TABLE") for (const name of viewsNamed(settings, entity)) views.set(viewKey(name), why);
    else if (domain === "NAMESPACE" && entity !== "") schemas.set(prodSchema(settings, entity), why);
    else everything = why;
  }
  return { everything, schemas, views };
}

/** The views that `namespace.table` may mean: names may have dots themselves. */
function viewsNamed(settings: NameSettings, entity: string): readonly ViewName[] {
  const parts = entity.split(".");
  return parts.slice(1).map((_, index) =>
    viewOfTable(settings, {
      namespace: parts.slice(0, index + 1).join("."),
      table: parts.slice(index + 1).join("."),
    }),
  );
}

/** Why it isn't known whether the table of a view is gone; undefined when it is. */
export function whyUnknown({ everything, schemas, views }: Unreadable, name: ViewName): string | undefined {
  return everything ?? schemas.get(name.schema) ?? views.get(viewKey(name));
}
