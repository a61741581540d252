import { App, type TerraformStack, Testing } from "cdktf";
import type { TwinbergConfig } from "../../config/schema";
import { declareStacks } from "../../stacks/declare-stacks";

/** A block as Terraform JSON has it. */
export type Block = Readonly<Record<string, unknown>>;

/** One stack in Terraform JSON. */
export interface SynthesizedStack {
  readonly provider: Readonly<Record<string, readonly Block[]>>;
  readonly resource?: Readonly<Record<string, Readonly<Record<string, Block>>>>;
  readonly data?: Readonly<Record<string, Readonly<Record<string, Block>>>>;
  readonly output?: Readonly<Record<string, Block>>;
  readonly variable?: Readonly<Record<string, Block>>;
  readonly terraform: Block;
}

/** Every stack that a configuration gives, by name, in Terraform JSON. */
export function synthesize(config: TwinbergConfig): Readonly<Record<string, SynthesizedStack>> {
  const app = new App({ outdir: "cdktf.out" });
  declareStacks(app, config);
  const stacks: Record<string, SynthesizedStack> = {};
  const declared = app.node.children.filter(isStack);
  // As cdktf does: the first stack that is synthesized is judged together with all others.
  for (const stack of declared) {
    stack.prepareStack();
  }
  for (const stack of declared) {
    stacks[stack.node.id] = JSON.parse(Testing.synth(stack, true));
  }
  return stacks;
}

function isStack(construct: object): construct is TerraformStack {
  return "prepareStack" in construct;
}

/** One resource of a stack. */
export interface SynthesizedResource {
  readonly type: string;
  readonly id: string;
  readonly block: Block;
}

/** All resources of a stack. */
export function resourcesOf(stack: SynthesizedStack | undefined): SynthesizedResource[] {
  return Object.entries(stack?.resource ?? {}).flatMap(([type, byId]) =>
    Object.entries(byId).map(([id, block]) => ({ type, id, block })),
  );
}

/** The resources of one type in a stack. */
export function blocksOf(stack: SynthesizedStack | undefined, type: string): Block[] {
  return resourcesOf(stack)
    .filter((resource) => resource.type === type)
    .map(({ block }) => block);
}
