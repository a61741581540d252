import type { TerraformResourceLifecycle } from "cdktf";
import type { TwinbergConfig } from "../../config/schema";

/**
 * What a database does at a destroy or a replacement: with `keep`, Terraform refuses both, because a database takes with it
 * the grants and logs that no plan brings back.
 */
export function databaseLifecycle(
  onDestroy: TwinbergConfig["lake"]["onDestroy"],
  ignoreChanges: readonly string[] = [],
): { readonly lifecycle?: TerraformResourceLifecycle } {
  const lifecycle: TerraformResourceLifecycle = {
    ...(onDestroy === "keep" ? { preventDestroy: true } : {}),
    ...(ignoreChanges.length === 0 ? {} : { ignoreChanges: [...ignoreChanges] }),
  };
  return Object.keys(lifecycle).length === 0 ? {} : { lifecycle };
}
