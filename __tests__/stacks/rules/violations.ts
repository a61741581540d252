import { App, TerraformStack } from "cdktf";
import { RulesError } from "../../../config/rules-error";
import type { RulesReport } from "../../../config/rules-report";
import type { TwinbergConfig } from "../../../config/schema";
import { declareStacks } from "../../../stacks/declare-stacks";

/** Synthesizes the whole program with something added to it. @returns what the rules find; empty when it is synthesized */
export function violationsOf(
  outdir: string,
  config: TwinbergConfig,
  add: (app: App) => void,
): RulesReport["violations"] {
  const app = new App({ outdir });
  declareStacks(app, config);
  add(app);
  try {
    app.synth();
  } catch (error) {
    if (error instanceof RulesError) {
      return error.violations;
    }
    throw error;
  }
  return [];
}

/** A stack of the program, to add something to. @throws Error when there is none of that name */
export function stackOf(app: App, name: string): TerraformStack {
  const stack = app.node.findChild(name);
  if (!(stack instanceof TerraformStack)) {
    throw new Error(`${name} is no stack`);
  }
  return stack;
}
