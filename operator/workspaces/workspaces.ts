import type { TwinbergConfig } from "../../config/schema";
import { orderOf } from "../../rehearsal/terraform/graph";
import type { DeclaredStack } from "./synthesized";
import { variablesOf } from "./variables";
import type { Workspace, WorkspacesReport } from "./workspaces-json";

/** The configuration of the `cloud` backend. */
export type CloudBackend = Extract<TwinbergConfig["backend"], { type: "cloud" }>;

/**
 * The workspaces that synthesized stacks need.
 */
export function workspacesOf(backend: CloudBackend, stacks: readonly DeclaredStack[]): WorkspacesReport {
  const byName = new Map(stacks.map((stack) => [stack.name, stack]));
  const order = orderOf(new Map(stacks.map(({ name, needs }) => [name, needs])));
  return {
    hostname: backend.hostname,
    organization: backend.organization,
    workspaces: order.flatMap((name) => {
      const stack = byName.get(name);
      return stack === undefined ? [] : [workspaceOf(stack, backend, byName)];
    }),
  };
}

function workspaceOf(
  stack: DeclaredStack,
  backend: CloudBackend,
  byName: ReadonlyMap<string, DeclaredStack>,
): Workspace {
  const name = workspaceName(stack);
  const all = [...byName.values()];
  return {
    stack: stack.name,
    name,
    project: stack.declared.terraform.cloud.workspaces.project ?? null,
    tags: [...backend.tags],
    workingDirectory: stack.directory,
    variables: variablesOf(stack.declared),
    // All of them, not only the nearest: only an apply queues runs, so a source that has nothing to apply would break a chain.
    // Source: developer.hashicorp.com/terraform/cloud-docs/workspaces/settings/run-triggers; at most 20 sources a workspace.
    runTriggers: stack.needs
      .flatMap((need) => {
        const source = byName.get(need);
        return source === undefined ? [] : [workspaceName(source)];
      })
      .sort(),
    sharesStateWith: all
      .filter((reader) => statesReadBy(reader).includes(name))
      .map(workspaceName)
      .sort(),
  };
}

function workspaceName({ declared }: DeclaredStack): string {
  return declared.terraform.cloud.workspaces.name;
}

function statesReadBy({ declared }: DeclaredStack): readonly string[] {
  return Object.values(declared.data.terraform_remote_state).flatMap(({ config }) => config.workspaces?.name ?? []);
}
