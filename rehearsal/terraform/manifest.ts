import { readFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { RehearsalError } from "../errors";
import type { StackGraph } from "./graph";

const manifestSchema = z.object({
  stacks: z.record(
    z.string(),
    z.object({ workingDirectory: z.string(), dependencies: z.array(z.string()), synthesizedStackPath: z.string() }),
  ),
});
const stackSchema = z.object({
  terraform: z.object({
    required_providers: z
      .record(z.string(), z.object({ source: z.string(), version: z.string().optional() }))
      .default({}),
  }),
  resource: z.record(z.string(), z.record(z.string(), z.unknown())).default({}),
});

/** What a synthesized stack asks of Terraform. */
export interface SynthesizedStack {
  /** Name, as on cdktf's command line. */
  readonly name: string;
  /** Absolute path of the folder that Terraform runs in. */
  readonly directory: string;
  /** Absolute path of the file that holds what it declares, in Terraform's JSON. */
  readonly file: string;
  /** Provider sources (`hashicorp/aws`, a default namespace written out) to version constraints. */
  readonly providers: ReadonlyMap<string, string>;
  /** How many resources it declares. */
  readonly resources: number;
}

/** All stacks of a synthesized app. */
export interface Manifest {
  /** Stacks by name. */
  readonly stacks: ReadonlyMap<string, SynthesizedStack>;
  /** Which stack needs which. */
  readonly graph: StackGraph;
}

/** The stack of this name. @throws Error when the manifest does not list it */
export function stackNamed({ stacks }: Manifest, name: string): SynthesizedStack {
  const stack = stacks.get(name);
  if (stack === undefined) throw new Error(`there is no stack ${name}`);
  return stack;
}

/**
 * Reads the manifest and the stacks that `main.ts` wrote.
 * @throws RehearsalError BAD_OUTPUT when the files are not there or not as cdktf writes them.
 */
export async function readManifest(output: string): Promise<Manifest> {
  const manifest = await readJson(path.join(output, "manifest.json"), manifestSchema);
  const stacks = await Promise.all(
    Object.entries(manifest.stacks).map(async ([name, entry]) => {
      const file = path.join(output, entry.synthesizedStackPath);
      const stack = await readJson(file, stackSchema);
      const providers = Object.values(stack.terraform.required_providers).map(
        ({ source, version }) => [source.includes("/") ? source : `hashicorp/${source}`, version ?? ""] as const,
      );
      return {
        name,
        directory: path.join(output, entry.workingDirectory),
        file,
        providers: new Map(providers),
        resources: Object.values(stack.resource).reduce((sum, ofType) => sum + Object.keys(ofType).length, 0),
      };
    }),
  );
  return {
    stacks: new Map(stacks.map((stack) => [stack.name, stack])),
    graph: new Map(Object.entries(manifest.stacks).map(([name, entry]) => [name, entry.dependencies])),
  };
}

/** Reads a file that main.ts wrote. @throws RehearsalError BAD_OUTPUT when it is not there or not as its schema says. */
export async function readJson<T>(file: string, schema: z.ZodType<T>): Promise<T> {
  try {
    return schema.parse(JSON.parse(await readFile(file, "utf8")));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new RehearsalError("BAD_OUTPUT", `${file} can't be used: ${reason}`, "look at what main.ts synthesizes", {
      cause: error,
    });
  }
}
