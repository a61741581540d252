import { readFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import type { Manifest } from "../../rehearsal/terraform/manifest";

const cloudSchema = z.looseObject({
  hostname: z.string(),
  organization: z.string(),
  workspaces: z.looseObject({ name: z.string(), project: z.string().optional() }),
});
const variableSchema = z.looseObject({
  description: z.string().default(""),
  sensitive: z.boolean().default(false),
  default: z.unknown().optional(),
});
const remoteStateSchema = z.looseObject({
  config: z.looseObject({ workspaces: z.looseObject({ name: z.string() }).optional() }),
});
const stackSchema = z.looseObject({
  terraform: z.looseObject({ cloud: cloudSchema }),
  provider: z.record(z.string(), z.array(z.record(z.string(), z.unknown()))).default({}),
  variable: z.record(z.string(), variableSchema).default({}),
  data: z.looseObject({ terraform_remote_state: z.record(z.string(), remoteStateSchema).default({}) }).default({
    terraform_remote_state: {},
  }),
});

/** What a stack declares that its workspace has to fit, in Terraform JSON. */
export type WorkspaceStack = z.infer<typeof stackSchema>;

/** A synthesized stack with what it declares. */
export interface DeclaredStack {
  /** Its name. */
  readonly name: string;
  /** Its folder, from that of cdktf.json: where `cdktf synth` writes it. */
  readonly directory: string;
  /** The stacks that it comes after. */
  readonly needs: readonly string[];
  /** What it declares. */
  readonly declared: WorkspaceStack;
}

/**
 * Reads what synthesized stacks declare.
 * @param output the folder that the manifest was read from
 * @throws Error when a stack is not as cdktf writes it for the `cloud` backend
 */
export async function readDeclaredStacks(manifest: Manifest, output: string): Promise<readonly DeclaredStack[]> {
  return Promise.all(
    [...manifest.stacks.values()].map(async ({ name, directory, file }) => ({
      name,
      directory: path.posix.join("cdktf.out", path.relative(output, directory).replaceAll(path.sep, "/")),
      needs: manifest.graph.get(name) ?? [],
      declared: stackSchema.parse(JSON.parse(await readFile(file, "utf8"))),
    })),
  );
}
