import { z } from "zod";

const variableSchema = z.strictObject({
  name: z.string().describe("Its name."),
  category: z.enum(["terraform", "env"]).describe("A Terraform variable, or one of the environment of runs."),
  sensitive: z.boolean().describe("It is written once and read by nobody."),
  oneOf: z.string().nullable().describe("Of several ways, the one that it belongs to; null: it is needed in any case."),
  description: z.string().describe("What it is."),
});

const workspaceSchema = z.strictObject({
  stack: z.string().describe("The stack."),
  name: z.string().describe("The workspace's name."),
  project: z.string().nullable().describe("The project that it is in; null: the organization's default."),
  tags: z.array(z.string()).describe("Its tags."),
  workingDirectory: z
    .string()
    .describe("Where Terraform works when runs begin with a commit. Empty for runs that the command line begins."),
  variables: z.array(variableSchema).describe("What has to be set in it, none of it by the program."),
  runTriggers: z.array(z.string()).describe("Workspaces whose applies queue a run in it."),
  sharesStateWith: z.array(z.string()).describe("Workspaces that read its outputs: it has to allow that."),
});

/** What `twinberg workspaces --json` prints. */
export const workspacesJson = z.strictObject({
  hostname: z.string().describe("The host: Terraform Cloud's, or of an Enterprise installation."),
  organization: z.string().describe("The organization there."),
  workspaces: z.array(workspaceSchema).describe("One a stack, in the order in which they converge."),
});

/** All workspaces that the stacks need. */
export type WorkspacesReport = z.infer<typeof workspacesJson>;

/** A workspace. */
export type Workspace = z.infer<typeof workspaceSchema>;

/** A variable of a workspace. */
export type WorkspaceVariable = z.infer<typeof variableSchema>;
