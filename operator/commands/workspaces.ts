import type { CommandDefinition } from "../command";
import type { WorkspacesTools } from "../workspaces/command";

const DETAILS = `Prints what the stacks need at Terraform Cloud, or an Enterprise installation: for each stack a workspace with
its name, project and tags, the variables that have to be set in it and which of them are sensitive, its run
triggers, and who reads its outputs. All of it is computed from the synthesized stacks. It asks and changes
nothing at Terraform Cloud.

A variable with a name in brackets belongs to one of several ways to log in; set those of one.

  twinberg workspaces
  twinberg workspaces --json | jq -r '.workspaces[] | "\\(.name) \\(.runTriggers | join(","))"'

The configuration's backend has to be of type cloud:

  backend:
    type: cloud
    organization: my-organization

Exit code 0: printed. 2: the configuration has another backend, or can't be used. 130: interrupted.
`;

/** `twinberg workspaces`. @param tools tests give others */
export function workspacesCommand(tools?: WorkspacesTools): CommandDefinition {
  return {
    name: "workspaces",
    description: "list the workspaces that the stacks need at Terraform Cloud, with their variables and run triggers",
    details: DETAILS,
    options: [{ name: "--json", description: "print JSON" }],
    run: (context, options) => load().listWorkspaces(context, options, tools),
  };
}

/** Loaded when it is needed: what synthesizes. By require(), since import() of sources would look for compiled ones. */
function load(): typeof import("../workspaces/command") {
  return require("../workspaces/command");
}
