import type { Workspace, WorkspacesReport, WorkspaceVariable } from "./workspaces-json";

/** The workspaces for people. */
export function renderWorkspaces({ hostname, organization, workspaces }: WorkspacesReport): string {
  const head = `${workspaces.length} workspaces in ${organization} at ${hostname}, in the order in which they converge`;
  return `${[head, ...workspaces.map(renderWorkspace)].join("\n\n")}\n`;
}

function renderWorkspace(workspace: Workspace): string {
  const list = (values: readonly string[]): string => (values.length === 0 ? "none" : values.join(", "));
  const rows: readonly (readonly [string, string])[] = [
    ["stack", workspace.stack],
    ...(workspace.project === null ? [] : ([["project", workspace.project]] as const)),
    ["tags", list(workspace.tags)],
    ["working directory", `${workspace.workingDirectory} (empty when the command line begins the runs)`],
    ["run triggers", list(workspace.runTriggers)],
    ["shares its state with", list(workspace.sharesStateWith)],
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  return [
    workspace.name,
    ...rows.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`),
    ...variableLines("Terraform variables", workspace.variables, "terraform"),
    ...variableLines("environment variables", workspace.variables, "env"),
  ].join("\n");
}

function variableLines(
  title: string,
  variables: readonly WorkspaceVariable[],
  category: WorkspaceVariable["category"],
): readonly string[] {
  const here = variables.filter((variable) => variable.category === category);
  if (here.length === 0) return [`  no ${title}`];
  return [
    `  ${title}`,
    ...here.map(({ name, sensitive, oneOf, description }) => {
      const marks = [...(sensitive ? ["sensitive"] : []), ...(oneOf === null ? [] : [oneOf])];
      return `    ${name}${marks.length === 0 ? "" : ` (${marks.join(", ")})`}: ${description}`;
    }),
  ];
}
