import type { TwinbergConfig } from "../config/schema";
import type { PythonBinary } from "./clouds/python";
import type { RunKeys } from "./keys";
import type { Supervisor } from "./process/supervisor";
import type { TerraformBinary } from "./terraform/binary";
import type { ResolvedProvider } from "./terraform/providers";
import type { Workspace } from "./workspace";

/** What every step may use: found and checked before the first step runs. */
export interface RehearsalTools {
  /** Paths. */
  readonly workspace: Workspace;
  /** The chosen configuration, checked. */
  readonly config: TwinbergConfig;
  /** Its text, for the rehearsal's own copy. */
  readonly configText: string;
  /** The caller's environment. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Owns all processes. */
  readonly supervisor: Supervisor;
  /** Terraform or OpenTofu. */
  readonly terraform: TerraformBinary;
  /** Python for the local AWS. */
  readonly python: PythonBinary;
  /** The providers that Terraform will find. */
  readonly providers: { readonly aws: ResolvedProvider<"mirror" | "registry">; readonly snowflake: ResolvedProvider };
  /** Key pair of this run. */
  readonly keys: RunKeys;
}
