import { mkdir, readFile, rm } from "node:fs/promises";
import path from "node:path";
import type { TerraformBinary } from "../../rehearsal/terraform/binary";
import type { Manifest, SynthesizedStack } from "../../rehearsal/terraform/manifest";
import { explainFailure, type StackProblem } from "./explain-failure";
import type { DeployPlace } from "./place";
import { Interrupted, type ProcessResult, runProcess, sizeOf } from "./run-process";
import { readStackPlan, type StackPlan } from "./stack-plan";
import { terraformEnvironment } from "./terraform-environment";

/** Terraform, as deploying sees it. */
export interface StackTerraform {
  /**
   * Plans a stack, initialised if it isn't, and keeps the plan.
   * @returns undefined: there is nothing to change
   * @throws StackFailed, Interrupted
   */
  plan(stack: string): Promise<StackPlan | undefined>;
  /**
   * Applies the plan that was made last, as it is.
   * @param onProgress is told now and then how many changes are completed
   * @throws StackFailed, Interrupted
   */
  apply(stack: string, onProgress: (completed: number) => void): Promise<void>;
  /** Removes the plans: they hold values of variables. */
  forgetPlans(): Promise<void>;
}

/** Terraform could not do it. */
export class StackFailed extends Error implements StackProblem {
  override readonly name = "StackFailed";

  /** @param log file with all that Terraform said */
  constructor(
    readonly problem: string,
    readonly remedy: string,
    readonly log: string,
  ) {
    super(problem);
  }
}

/** What {@link TerraformCommands} needs. */
export interface TerraformSettings {
  /** Terraform or OpenTofu. */
  readonly binary: Pick<TerraformBinary, "path">;
  /** The stacks. */
  readonly manifest: Manifest;
  /** Paths. */
  readonly place: DeployPlace;
  /** The caller's environment: logins are in it. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Aborted by Ctrl-C: Terraform is asked to end, once. */
  readonly signal: AbortSignal;
  /** Milliseconds between two looks at how far an apply is. Default: 15 seconds. */
  readonly lookEveryMs?: number;
}

const COMPLETED = /: (?:Creation|Modifications|Destruction|Import) complete/g;
const INPUT = ["-input=false", "-no-color"] as const;

/** The real {@link StackTerraform}: runs the program in the synthesized stacks' folders. */
export class TerraformCommands implements StackTerraform {
  readonly #initialised = new Map<string, Promise<void>>();
  #lastInit: Promise<unknown> = Promise.resolve();

  constructor(private readonly settings: TerraformSettings) {}

  async plan(name: string): Promise<StackPlan | undefined> {
    const stack = this.#stack(name);
    await this.#initOnce(stack);
    const file = this.#planFile(stack);
    await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
    const planned = await this.#run(stack, ["plan", ...INPUT, "-detailed-exitcode", `-out=${file}`]);
    if (planned.code === 0) return undefined;
    if (planned.code !== 2) throw this.#failed(stack, "plan", planned);
    const shown = await this.#run(stack, ["show", "-json", file], true);
    if (shown.code !== 0) throw this.#failed(stack, "show", shown);
    return readStackPlan(shown.stdout);
  }

  async apply(name: string, onProgress: (completed: number) => void): Promise<void> {
    const stack = this.#stack(name);
    const log = this.#log(stack);
    const start = await sizeOf(log);
    const look = async (): Promise<void> => {
      const said = (await readFile(log)).subarray(start).toString("utf8");
      onProgress(said.match(COMPLETED)?.length ?? 0);
    };
    // A look that fails is one look less; the apply tells how it went by itself.
    const timer = setInterval(() => void look().catch(() => undefined), this.settings.lookEveryMs ?? 15_000);
    try {
      const applied = await this.#run(stack, ["apply", ...INPUT, this.#planFile(stack)]);
      if (applied.code !== 0) throw this.#failed(stack, "apply", applied);
    } finally {
      clearInterval(timer);
    }
  }

  async forgetPlans(): Promise<void> {
    await rm(this.settings.place.plans, { recursive: true, force: true });
  }

  /** One after the other: they share the folder of providers, which isn't made for two at once. */
  #initOnce(stack: SynthesizedStack): Promise<void> {
    const begun = this.#initialised.get(stack.name);
    if (begun !== undefined) return begun;
    const mine = this.#lastInit.then(() => this.#init(stack));
    this.#lastInit = mine.catch(() => undefined);
    this.#initialised.set(stack.name, mine);
    return mine;
  }

  async #init(stack: SynthesizedStack): Promise<void> {
    await mkdir(this.settings.place.plugins, { recursive: true });
    const result = await this.#run(stack, ["init", ...INPUT]);
    if (result.code !== 0) throw this.#failed(stack, "init", result);
  }

  async #run(stack: SynthesizedStack, args: readonly string[], capture = false): Promise<ProcessResult> {
    const { binary, signal } = this.settings;
    const result = await runProcess({
      command: binary.path,
      args,
      cwd: stack.directory,
      env: terraformEnvironment(this.settings.place.root, this.settings.env),
      logFile: this.#log(stack),
      capture,
      signal,
    });
    // What ended well in spite of Ctrl-C is done.
    if (signal.aborted && result.code !== 0 && result.code !== 2) {
      throw new Interrupted(`terraform ${args[0] ?? ""} of ${stack.name} was stopped`);
    }
    return result;
  }

  #failed(stack: SynthesizedStack, command: string, result: ProcessResult): StackFailed {
    const directory = path.relative(this.settings.place.root, stack.directory);
    const { problem, remedy } = explainFailure({ command, ...result }, directory);
    return new StackFailed(problem, remedy, path.relative(this.settings.place.root, this.#log(stack)));
  }

  #stack(name: string): SynthesizedStack {
    const stack = this.settings.manifest.stacks.get(name);
    if (stack === undefined) throw new Error(`stack ${name} is not among the synthesized ones`);
    return stack;
  }

  #planFile(stack: SynthesizedStack): string {
    return path.join(this.settings.place.plans, `${stack.name}.tfplan`);
  }

  #log(stack: SynthesizedStack): string {
    return path.join(this.settings.place.logs, `${stack.name}.log`);
  }
}
