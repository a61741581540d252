import { readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { RehearsalError } from "../errors";
import { type CommandResult, commandLog, runCommand, tail } from "../process/command";
import type { Supervisor } from "../process/supervisor";
import type { TerraformBinary } from "./binary";
import { LOCK_FILE, withoutChecksums } from "./lock-file";
import type { SynthesizedStack } from "./manifest";
import { type PlannedChange, summarizePlan } from "./plan-summary";

/** What the driver needs to run Terraform. */
export interface DriverSettings {
  /** Terraform or OpenTofu. */
  readonly binary: TerraformBinary;
  /** Owns the processes. */
  readonly supervisor: Supervisor;
  /** The whole environment of each command. */
  readonly env: Readonly<Record<string, string>>;
  /** Folder of the log files, one a stack. */
  readonly logs: string;
}

/** What an apply or a destroy did, as Terraform counts it. */
export interface ApplyOutcome {
  /** Terraform's own last line, e.g. `Apply complete! Resources: 12 added, 0 changed, 0 destroyed.` */
  readonly summary: string;
  /** Wall clock, milliseconds. */
  readonly durationMs: number;
}

/** What a plan found. */
export type PlanOutcome =
  | { readonly kind: "empty"; readonly durationMs: number }
  | { readonly kind: "changes"; readonly changes: readonly PlannedChange[]; readonly durationMs: number };

const outputsSchema = z.record(z.string(), z.object({ value: z.unknown(), sensitive: z.boolean() }));
const selectionsSchema = z.object({ provider_selections: z.record(z.string(), z.string()) });

/** Runs Terraform in synthesized stacks. Each command that fails throws with the stack, the command, the end of the log and its path. */
export class TerraformDriver {
  constructor(private readonly settings: DriverSettings) {}

  /**
   * `terraform init`. Providers are verified here, and not again by the many commands that follow.
   * Returns the versions that were chosen: provider name (`hashicorp/aws`) to version.
   */
  async init(stack: SynthesizedStack): Promise<ReadonlyMap<string, string>> {
    await this.#must(stack, ["init", "-input=false", "-no-color"]);
    const lockFile = path.join(stack.directory, LOCK_FILE);
    await writeFile(lockFile, withoutChecksums(await readFile(lockFile, "utf8")));
    const said = await this.#must(stack, ["version", "-json"], true);
    const { provider_selections: selections } = parse(selectionsSchema, said);
    return new Map(
      Object.entries(selections).map(([address, version]) => [address.split("/").slice(-2).join("/"), version]),
    );
  }

  /** `terraform apply`, approved. */
  async apply(stack: SynthesizedStack): Promise<ApplyOutcome> {
    return this.#change(stack, ["apply", "-auto-approve", "-input=false", "-no-color"], /^Apply complete!.*$/m);
  }

  /** `terraform destroy`, approved. */
  async destroy(stack: SynthesizedStack): Promise<ApplyOutcome> {
    return this.#change(stack, ["destroy", "-auto-approve", "-input=false", "-no-color"], /^Destroy complete!.*$/m);
  }

  /** `terraform plan -detailed-exitcode`, and what it would change if anything. */
  async plan(stack: SynthesizedStack): Promise<PlanOutcome> {
    const planFile = path.join(stack.directory, "rehearsal.tfplan");
    try {
      return await this.#planInto(planFile, stack);
    } finally {
      // A plan holds the values of all variables, the private key among them.
      await rm(planFile, { force: true });
    }
  }

  async #planInto(planFile: string, stack: SynthesizedStack): Promise<PlanOutcome> {
    const result = await this.#run(stack, [
      "plan",
      "-detailed-exitcode",
      "-input=false",
      "-no-color",
      `-out=${planFile}`,
    ]);
    if (result.code === 0) {
      return { kind: "empty", durationMs: result.durationMs };
    }
    if (result.code !== 2) {
      throw await failure(stack, result);
    }
    const shown = await this.#must(stack, ["show", "-json", planFile], true);
    return { kind: "changes", changes: summarizePlan(shown.stdout), durationMs: result.durationMs };
  }

  /** Values of the stack's outputs. Sensitive ones are left out: nothing here needs them. */
  async outputs(stack: SynthesizedStack): Promise<Readonly<Record<string, unknown>>> {
    const outputs = parse(outputsSchema, await this.#must(stack, ["output", "-json"], true));
    const open = Object.entries(outputs).filter(([, output]) => !output.sensitive);
    return Object.fromEntries(open.map(([name, output]) => [name, output.value]));
  }

  async #change(stack: SynthesizedStack, args: readonly string[], pattern: RegExp): Promise<ApplyOutcome> {
    const result = await this.#must(stack, args);
    const summary = pattern.exec(await commandLog(result))?.[0];
    if (summary === undefined) {
      throw new RehearsalError(
        "BAD_OUTPUT",
        `stack ${stack.name}: "${result.commandLine}" did not say what it did`,
        `see ${result.logFile}`,
      );
    }
    return { summary, durationMs: result.durationMs };
  }

  async #must(stack: SynthesizedStack, args: readonly string[], capture = false): Promise<CommandResult> {
    const result = await this.#run(stack, args, capture);
    if (result.code !== 0) {
      throw await failure(stack, result);
    }
    return result;
  }

  #run(stack: SynthesizedStack, args: readonly string[], capture = false): Promise<CommandResult> {
    const { binary, supervisor, env, logs } = this.settings;
    return runCommand(supervisor, {
      name: `${args[0] ?? ""} ${stack.name}`,
      command: binary.path,
      args,
      cwd: stack.directory,
      env,
      logFile: path.join(logs, `${stack.name}.log`),
      capture,
    });
  }
}

async function failure(stack: SynthesizedStack, result: CommandResult): Promise<RehearsalError> {
  const log = tail(await commandLog(result), 20);
  return new RehearsalError(
    "COMMAND_FAILED",
    `stack ${stack.name}: "${result.commandLine}" ended with exit code ${result.code}\n${log}`,
    `see ${result.logFile}`,
  );
}

function parse<T>(schema: z.ZodType<T>, result: CommandResult): T {
  try {
    return schema.parse(JSON.parse(result.stdout));
  } catch (error) {
    throw new RehearsalError(
      "BAD_OUTPUT",
      `"${result.commandLine}" did not print the JSON that was expected`,
      `see ${result.logFile}`,
      {
        cause: error,
      },
    );
  }
}
