import { deployPlace } from "./place";

/**
 * The environment that Terraform runs in: the caller's, and, unless it names a folder of its own, one folder of providers for all
 * stacks of a checkout and all commands that run Terraform there.
 * @param root the checkout
 * Source: developer.hashicorp.com, terraform/cli/config/environment-variables and terraform/cli/config/config-file#provider-plugin-cache.
 */
export function terraformEnvironment(
  root: string,
  env: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string | undefined>> {
  const shared =
    env.TF_PLUGIN_CACHE_DIR === undefined
      ? // The lock files that it may then leave incomplete are of the checkout's ignored folder, and made anew.
        { TF_PLUGIN_CACHE_DIR: deployPlace(root).plugins, TF_PLUGIN_CACHE_MAY_BREAK_DEPENDENCY_LOCK_FILE: "1" }
      : {};
  return { TF_IN_AUTOMATION: "1", ...env, ...shared };
}
