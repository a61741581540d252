import type { TwinbergConfig } from "../../config/schema";
import { chosenConfig } from "../chosen-config";
import { type CommandContext, type GivenOptions, UsageError } from "../command";
import { exitCodes } from "../exit-codes";
import { untilInterrupted } from "../interruption";
import { toJson } from "../json";
import { lookAtWorkspaces } from "./look";
import { renderWorkspaces } from "./render";
import type { CloudBackend } from "./workspaces";
import type { WorkspacesReport } from "./workspaces-json";

/** What tests replace. */
export interface WorkspacesTools {
  /** Synthesizes the stacks, and computes their workspaces. @throws Interrupted */
  readonly look: (backend: CloudBackend, context: CommandContext) => Promise<WorkspacesReport>;
}

/** Runs `twinberg workspaces`. @param tools tests give others */
export async function listWorkspaces(
  context: CommandContext,
  options: GivenOptions,
  tools: WorkspacesTools = { look: lookAtWorkspaces },
): Promise<number> {
  const backend = cloudBackend(chosenConfig(context).config);
  return untilInterrupted(context.signal, async () => {
    const report = await tools.look(backend, context);
    context.write(options.has("--json") ? toJson(report) : renderWorkspaces(report));
    return exitCodes.ok;
  });
}

/** @throws UsageError when the state is elsewhere */
function cloudBackend({ backend }: TwinbergConfig): CloudBackend {
  if (backend.type === "cloud") return backend;
  throw new UsageError(
    `the configuration's backend is of type ${backend.type}, and workspaces are Terraform Cloud's: set backend.type to cloud, with backend.organization`,
  );
}
