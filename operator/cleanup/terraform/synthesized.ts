import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { parseDocument } from "yaml";
import { configPath } from "../../../config/load";
import type { TerraformBinary } from "../../../rehearsal/terraform/binary";
import type { Manifest } from "../../../rehearsal/terraform/manifest";
import { deployPlace } from "../../deploy/place";
import { lastLines, type ProcessResult, runProcess } from "../../deploy/run-process";
import { synthesizeProgram } from "../../deploy/synthesize";
import { terraformEnvironment } from "../../deploy/terraform-environment";
import { readPlan, readState } from "./read";
import { TerraformFailed, type TerraformStacks } from "./stacks";

/** What {@link openStacks} needs. */
export interface StacksInput {
  /** Folder of the checkout. */
  readonly root: string;
  /** The caller's environment, which Terraform gets whole. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly binary: Pick<TerraformBinary, "path">;
  /** Aborted by Ctrl-C: Terraform is asked to end, once, and waited for. */
  readonly signal: AbortSignal;
}

/** Where this is done, in the checkout's ignored folder. Synthesized stacks stay, and providers with them. */
const FOLDER = path.join(".twinberg", "cleanup");
const ADDRESSES_A_CALL = 50;
const LINES_TOLD = 20;

/**
 * Synthesizes the program, with nothing that forbids a destroy: what is kept is taken out of the state before, and what a
 * plan would destroy is looked at before it is carried out. Nothing else differs, and the state is the configuration's own.
 *
 * @throws UsageError when it can't be synthesized, with what it said; Interrupted
 */
export async function openStacks({ root, env, binary, signal }: StacksInput): Promise<TerraformStacks> {
  const folder = path.join(root, FOLDER);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await mkdir(deployPlace(root).plugins, { recursive: true });
  const config = path.join(folder, "config.yaml");
  await writeFile(config, destroyable(await readFile(configPath(env), "utf8")), { mode: 0o600 });
  const logs = path.join(folder, "logs");
  await rm(logs, { recursive: true, force: true });
  const manifest = await synthesizeProgram({
    root,
    output: path.join(folder, "cdktf.out"),
    logFile: path.join(logs, "synth.log"),
    env: { ...env, TWINBERG_CONFIG: config },
    signal,
  });
  return stacksOf({
    manifest,
    program: binary.path,
    env: terraformEnvironment(root, env),
    logs,
    shownLogs: path.join(FOLDER, "logs"),
    signal,
  });
}

interface Programs {
  readonly manifest: Manifest;
  /** Terraform's executable. */
  readonly program: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly logs: string;
  /** As people are told where they are. */
  readonly shownLogs: string;
  readonly signal: AbortSignal;
}

/** The real {@link TerraformStacks}: runs the program in the synthesized stacks' folders, one call after the other. */
export function stacksOf({ manifest, program, env, logs, shownLogs, signal }: Programs): TerraformStacks {
  const ready = new Set<string>();
  const directoryOf = (stack: string): string => {
    const found = manifest.stacks.get(stack);
    if (found === undefined) throw new TerraformFailed(`stack ${stack} is not among the synthesized ones`);
    return found.directory;
  };
  const run = async (stack: string, args: readonly string[], capture: boolean): Promise<ProcessResult> => {
    const ended = await runProcess({
      command: program,
      args,
      cwd: directoryOf(stack),
      env,
      logFile: path.join(logs, `${stack}.log`),
      capture,
      signal,
    });
    if (ended.code === 0) return ended;
    signal.throwIfAborted();
    throw new TerraformFailed(
      `${stack}: "terraform ${args[0]}" ended with exit code ${ended.code}\n${lastLines(ended, LINES_TOLD)}\n  all of it: ${path.join(shownLogs, `${stack}.log`)}`,
    );
  };
  const terraform = async (stack: string, args: readonly string[], capture = false): Promise<ProcessResult> => {
    if (!ready.has(stack)) await run(stack, ["init", "-input=false", "-no-color"], false);
    ready.add(stack);
    return run(stack, args, capture);
  };
  return {
    graph: manifest.graph,
    resources: async (stack) => readState((await terraform(stack, ["state", "pull"], true)).stdout),
    forget: async (stack, addresses) => {
      for (let at = 0; at < addresses.length; at += ADDRESSES_A_CALL) {
        await terraform(stack, ["state", "rm", ...addresses.slice(at, at + ADDRESSES_A_CALL)]);
      }
    },
    planDestroy: async (stack, use) => {
      const file = path.join(directoryOf(stack), "cleanup.tfplan");
      try {
        await terraform(stack, ["plan", "-destroy", "-input=false", "-no-color", `-out=${file}`]);
        return await use({
          ...readPlan((await terraform(stack, ["show", "-json", file], true)).stdout),
          apply: async () => {
            const { log } = await terraform(stack, ["apply", "-input=false", "-no-color", file]);
            return /^Apply complete!.*$/m.exec(log)?.[0] ?? "done";
          },
        });
      } finally {
        // A plan holds the values of all variables, private keys among them.
        await rm(file, { force: true });
      }
    },
  };
}

/** The configuration, with a lake that may be destroyed. Comments stay. */
export function destroyable(yaml: string): string {
  const document = parseDocument(yaml);
  document.setIn(["lake", "onDestroy"], "delete");
  return document.toString({ lineWidth: 0 });
}
