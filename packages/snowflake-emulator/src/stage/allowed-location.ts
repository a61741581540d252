import type { StorageIntegration } from "../objects/integration";

/** Is a location below one that the integration allows, and below none that it blocks? `*` allows all. */
export function isAllowedLocation(
  integration: Pick<StorageIntegration, "allowedLocations" | "blockedLocations">,
  location: string,
): boolean {
  const below = (parents: readonly string[]) =>
    parents.some((parent) => parent === "*" || `${location}/`.startsWith(parent.endsWith("/") ? parent : `${parent}/`));
  return below(integration.allowedLocations) && !below(integration.blockedLocations);
}
