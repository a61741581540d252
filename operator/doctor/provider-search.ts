import { findInMirrors, mirrorFolders } from "../../rehearsal/terraform/mirrors";
import { type ProviderRequirement, providerName } from "../../rehearsal/terraform/requirements";
import type { DoctorProbes } from "./check";

/** What to do about a provider that isn't to be found. */
export const howToGetProviders =
  'let this machine reach the registry, or run "terraform providers mirror FOLDER" elsewhere and set TF_PLUGIN_CACHE_DIR to that folder';

/** Where Terraform would get a provider from. */
export type ProviderSearchResult =
  | { readonly kind: "found"; readonly where: string }
  | { readonly kind: "not-found"; readonly reason: string };

/**
 * Looks for a provider as the rehearsal does: filesystem mirrors, then whether the registry answers. Nothing is downloaded.
 * @throws RehearsalError if there is no Terraform, which decides where to look.
 */
export async function searchProvider(
  probes: DoctorProbes,
  provider: ProviderRequirement,
): Promise<ProviderSearchResult> {
  const { registryHost } = await probes.findTerraform();
  const folders = await mirrorFolders(probes.mirrors);
  const mirrored = await findInMirrors(folders.all, provider, registryHost);
  if (mirrored !== undefined) {
    return { kind: "found", where: `${mirrored.version}, mirror ${mirrored.folder}` };
  }
  const registry = await probes.reachRegistry(registryHost);
  if (registry.ok) {
    return { kind: "found", where: `${registryHost} answers` };
  }
  const layout = `${registryHost}/${providerName(provider)}/VERSION/OS_ARCH`;
  return {
    kind: "not-found",
    reason: `${providerName(provider)} ${provider.constraint}: ${registryHost} does not answer (${registry.reason}), and none of ${folders.described.join(", ")} holds ${layout}`,
  };
}
