import { readFile } from "node:fs/promises";
import { configPath, loadConfig } from "../config/load";
import type { TwinbergConfig } from "../config/schema";
import { installStandinProvider } from "../packages/snowflake-provider-standin/src";
import { findPython, type PythonBinary } from "./clouds/python";
import { baseEnvironment } from "./environment";
import type { RehearsalHost } from "./host";
import { createRunKeys } from "./keys";
import { probe } from "./process/probe";
import type { Supervisor } from "./process/supervisor";
import { describeTerraform, findTerraform, type TerraformBinary } from "./terraform/binary";
import { mirrorFolders, systemMirrorSearch } from "./terraform/mirrors";
import {
  type ProviderInputs,
  type ResolvedProvider,
  registryDownload,
  resolveAws,
  resolveSnowflake,
  type SnowflakeProviderChoice,
} from "./terraform/providers";
import { providerName, requiredProviders } from "./terraform/requirements";
import type { RehearsalTools } from "./tools";
import { freshWorkspace, type Workspace } from "./workspace";

/** What a rehearsal is prepared from. */
export interface PrepareInput {
  /** Paths. */
  readonly workspace: Workspace;
  /** The caller's environment. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Which Snowflake provider. */
  readonly snowflakeProvider: SnowflakeProviderChoice;
  /** `--terraform`: the program's name or path. Default: what the environment names, else what is on the PATH. */
  readonly terraform?: string | undefined;
  /** Owns all processes. */
  readonly supervisor: Supervisor;
  /** Is told what was found. */
  readonly host: RehearsalHost;
}

/**
 * Makes the workspace fresh, then finds and checks everything that a rehearsal needs. Call with the lock held.
 * @throws ConfigError, RehearsalError: each names what is missing and how to get it.
 */
export async function prepare(input: PrepareInput): Promise<RehearsalTools> {
  const { workspace, env, supervisor, host } = input;
  // First of all: a run that can't start must not leave the last one's report to be taken for its own.
  await freshWorkspace(workspace);
  const configFile = configPath(env);
  const config: TwinbergConfig = loadConfig(configFile);
  const configText = await readFile(configFile, "utf8");
  const terraform: TerraformBinary = await findTerraform(env, probe, input.terraform);
  const python: PythonBinary = await findPython(env, probe);
  host.tell({
    kind: "note",
    text: `${configFile}, ${describeTerraform(terraform)}, Python ${python.version}, Node ${process.versions.node}`,
  });
  const inputs: ProviderInputs = {
    binary: terraform,
    folders: await mirrorFolders(systemMirrorSearch(workspace.root, env)),
    download: registryDownload(terraform, probe, workspace.providerCache, baseEnvironment(env)),
    installStandin: async () => {
      const { version } = await installStandinProvider({
        mirrorDirectory: workspace.standinMirror,
        registryHost: terraform.registryHost,
      });
      return { folder: workspace.standinMirror, version };
    },
  };
  const aws = await resolveAws(inputs);
  host.tell({ kind: "note", text: describeProvider(providerName(requiredProviders.aws), aws) });
  const snowflake = await resolveSnowflake(inputs, input.snowflakeProvider);
  host.tell({ kind: "note", text: describeProvider(providerName(requiredProviders.snowflake), snowflake) });
  const keys = await createRunKeys(workspace.keys);
  return { workspace, config, configText, env, supervisor, terraform, python, providers: { aws, snowflake }, keys };
}

function describeProvider(name: string, provider: ResolvedProvider): string {
  const from =
    provider.source === "stand-in"
      ? "the stand-in, which does not prove the real provider"
      : `${provider.source}: ${provider.rule.folder}`;
  return `${name} ${provider.version} (${from})`;
}
