import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, TerraformStack, Testing } from "cdktf";
import type { TwinbergConfig } from "../../config/schema";
import type { DeclaredProgram, DeclaredResource } from "../../constructs/policies/declared-program";
import { readProgram } from "../../constructs/policies/read-program";
import { declareStacks } from "../declare-stacks";
import { policyContext } from "../policy-context";

/** A stack as the pages tell of it. */
export interface DescribedStack {
  readonly name: string;
  /** Names of the stacks that are applied before it, because it needs them. */
  readonly needs: readonly string[];
  /** What it declares, in the order of declaration. */
  readonly resources: readonly DeclaredResource[];
  /** Names of the stacks whose state it reads. */
  readonly reads: readonly string[];
  /** Terraform variables that it takes, by name. */
  readonly variables: Readonly<Record<string, DescribedValue>>;
  /** What it publishes, by name. */
  readonly outputs: Readonly<Record<string, DescribedValue>>;
}

/** A variable or an output in Terraform JSON. */
export interface DescribedValue {
  readonly description?: string;
  readonly sensitive?: boolean;
  readonly default?: unknown;
  readonly value?: unknown;
}

/** A whole program, for pages that are written from it. */
export interface DescribedProgram {
  readonly program: DeclaredProgram;
  /** In the order of declaration. */
  readonly stacks: readonly DescribedStack[];
}

interface SynthesizedValues {
  readonly variable?: Readonly<Record<string, DescribedValue>>;
  readonly output?: Readonly<Record<string, DescribedValue>>;
}

/**
 * Synthesizes the program of a configuration, and describes it. Nothing of it is left on the disk.
 *
 * @throws RulesError when it breaks the rules
 */
export function describeProgram(config: TwinbergConfig): DescribedProgram {
  const outdir = mkdtempSync(join(tmpdir(), "twinberg-reference-"));
  try {
    const app = new App({ outdir });
    declareStacks(app, config);
    const declared = app.node.children.filter((child) => TerraformStack.isStack(child));
    for (const stack of declared) stack.prepareStack();
    const program = readProgram(app, policyContext(config));
    return { program, stacks: declared.map((stack) => describeStack(stack, program)) };
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

function describeStack(stack: TerraformStack, program: DeclaredProgram): DescribedStack {
  const name = stack.node.id;
  const { variable = {}, output = {} }: SynthesizedValues = JSON.parse(Testing.synth(stack, true));
  return {
    name,
    needs: stack.dependencies.map(({ node }) => node.id),
    resources: program.resources.filter((resource) => resource.stack === name),
    reads: program.remoteStates
      .filter((state) => state.stack === name)
      .map(({ path }) => path.replace(/^.*State-/, "")),
    variables: variable,
    outputs: output,
  };
}
