import { rm } from "node:fs/promises";
import path from "node:path";
import { ADOPTED_VARIABLE, adoptedFolder } from "../../config/adopted";
import type { TwinbergConfig } from "../../config/schema";
import { probe } from "../../rehearsal/process/probe";
import { findTerraform } from "../../rehearsal/terraform/binary";
import { orderOf, type StackGraph } from "../../rehearsal/terraform/graph";
import type { SynthesizedStack } from "../../rehearsal/terraform/manifest";
import { chosenConfig } from "../chosen-config";
import { type CommandContext, type GivenOptions, UsageError } from "../command";
import { synthesizeProgram } from "../deploy/synthesize";
import { exitCodes } from "../exit-codes";
import { untilInterrupted } from "../interruption";
import { toJson } from "../json";
import { withoutManaged } from "./findings";
import { importsOf, writeImports } from "./imports";
import { type AdoptLooks, lookForAll } from "./look/look";
import { openLooks } from "./look/open";
import { declaredResources } from "./program";
import { adoptFacts, mayAdopt, renderAdopt, type StackPlan } from "./report";
import { PlanFailed, type PlanPlace, planWithImports } from "./run-plan";

/** What tests replace. */
export interface AdoptTools {
  /** How the clouds are asked; all that is opened for it is closed at the end. */
  readonly openLooks: (config: TwinbergConfig, context: CommandContext) => AdoptLooks & { close(): Promise<void> };
}

/** Looks, plans if asked to, writes if asked to, and tells. @returns the exit code @throws UsageError */
export function adopt(
  context: CommandContext,
  options: GivenOptions,
  tools: AdoptTools = { openLooks },
): Promise<number> {
  return untilInterrupted(context.signal, () => lookAndTell(context, options, tools));
}

async function lookAndTell(context: CommandContext, options: GivenOptions, tools: AdoptTools): Promise<number> {
  const { file, config } = chosenConfig(context);
  const { root, env, signal } = context;
  const folder = path.join(root, ".twinberg", "adopt");
  const logs = path.join(folder, "logs");
  await rm(logs, { recursive: true, force: true });
  const binary = options.has("--plan") ? await findTerraform(env, probe) : undefined;

  context.progress("▸ synthesizing the program\n");
  const manifest = await synthesizeProgram({
    root,
    output: path.join(folder, "cdktf.out"),
    logFile: path.join(logs, "synth.log"),
    // As if nothing were adopted yet.
    env: { ...env, [ADOPTED_VARIABLE]: "none" },
    signal,
  });
  const names = chosen(options.get("--stack"), orderOf(manifest.graph));
  const stacks = names.flatMap((name) => manifest.stacks.get(name) ?? []);
  const resources = (await Promise.all(stacks.map((stack) => declaredResources(config, stack)))).flat();

  context.progress(`▸ looking for ${resources.length} resources of ${stacks.length} stacks\n`);
  const looks = tools.openLooks(config, context);
  const found = await lookForAll(config, resources, looks, context.signal).finally(() => looks.close());
  const plans =
    binary === undefined
      ? new Map<string, StackPlan>()
      : await planAll(stacks, manifest.graph, importsOf(found), context.progress, { root, env, binary, logs, signal });
  const findings = withoutManaged(found, (stack) => {
    const plan = plans.get(stack);
    return plan?.kind === "planned"
      ? new Set(plan.changes.filter(({ importing }) => importing).map(({ address }) => address))
      : undefined;
  });

  const clear = mayAdopt({ findings, plans });
  const ready = new Map([...importsOf(findings)].filter(([stack]) => plans.get(stack)?.kind !== "later"));
  const written =
    options.has("--write") && clear ? await writeImports(adoptedFolder(path.resolve(root, file)), ready) : undefined;
  const report = { findings, plans, written: written?.map((one) => path.relative(context.root, one)) };
  context.write(options.has("--json") ? toJson(adoptFacts(report)) : renderAdopt(report));
  if (options.has("--write") && !clear) context.progress("nothing was written: something stands in the way\n");
  return clear ? exitCodes.ok : exitCodes.unhealthy;
}

/** Plans stack by stack. One that can't be planned because those before it weren't applied yet is for later. */
async function planAll(
  stacks: readonly SynthesizedStack[],
  graph: StackGraph,
  imports: ReturnType<typeof importsOf>,
  progress: CommandContext["progress"],
  place: PlanPlace,
): Promise<Map<string, StackPlan>> {
  const plans = new Map<string, StackPlan>();
  for (const stack of stacks) {
    place.signal.throwIfAborted();
    progress(`▸ planning ${stack.name}\n`);
    try {
      const changes = await planWithImports(stack, imports.get(stack.name) ?? [], place);
      plans.set(stack.name, { kind: "planned", changes });
    } catch (error) {
      if (!(error instanceof PlanFailed)) throw error;
      const needs = (graph.get(stack.name) ?? []).filter((name) => !isSettled(plans.get(name)));
      const known = needs.length > 0 && needs.every((name) => plans.has(name));
      plans.set(stack.name, known ? { kind: "later", needs } : { kind: "failed", reason: error.message });
    }
  }
  return plans;
}

/** Whether a stack is as it will be. */
const isSettled = (plan: StackPlan | undefined): boolean => plan?.kind === "planned" && plan.changes.length === 0;

/** @throws UsageError for a stack that isn't declared */
function chosen(given: string | undefined, declared: readonly string[]): readonly string[] {
  if (given === undefined) return declared;
  const names = given
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");
  const stranger = names.find((name) => !declared.includes(name));
  if (stranger !== undefined || names.length === 0) {
    throw new UsageError(
      `--stack: ${stranger === undefined ? "it names none" : `no stack is called ${JSON.stringify(stranger)}`}; there are ${declared.join(", ")}`,
    );
  }
  return declared.filter((name) => names.includes(name));
}
