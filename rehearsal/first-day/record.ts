import { existsSync } from "node:fs";
import path from "node:path";
import { pipEnvironment } from "../environment";
import { tail } from "../process/command";
import type { Supervisor } from "../process/supervisor";
import { workspaceAt } from "../workspace";
import type { FreshCheckout } from "./checkout";
import { cut } from "./cut";
import type { Recording, Step, TypedStep } from "./part";
import { type Places, readPlaces, withPlaces } from "./places";
import { type Running, Shell } from "./shell";
import { stable } from "./stable";

/** What a recording is made with. */
export interface RecordInput {
  readonly steps: readonly Step[];
  readonly checkout: FreshCheckout;
  readonly supervisor: Supervisor;
  /** The caller's environment: where programs and mirrors are is taken from it, and nothing that names a cloud. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Folder for logs. */
  readonly logs: string;
  /** Told what goes on. */
  readonly tell: (text: string) => void;
}

/** Settings of the rehearsal that pass through: where Terraform, its providers and Python are. */
const MACHINE = ["TF_CLI_CONFIG_FILE", "TWINBERG_TERRAFORM", "TWINBERG_PYTHON"];

/**
 * Types every step of a page, as a user does, and keeps what it printed.
 * @throws Error for a step that ends with another exit code than the page says
 */
export async function record(input: RecordInput): Promise<readonly Recording[]> {
  const { steps, checkout, supervisor, env, logs, tell } = input;
  const open = () =>
    new Shell({ supervisor, folder: checkout.folder, logs, env: shellEnvironment(env, checkout.home) });
  let shell = open();
  const workspace = workspaceAt(checkout.folder);
  const recordings: Recording[] = [];
  let places: Places | undefined;
  let clouds: Running | undefined;
  const keep = (step: Step, output: string): void => {
    const own = { checkout: checkout.folder, home: checkout.home, places };
    recordings.push({ id: step.id, output: cut(stable(output, own), step.kind === "end" ? undefined : step.shown) });
  };
  for (const step of steps) {
    const began = performance.now();
    tell(`▸ ${step.id}`);
    switch (step.kind) {
      case "clouds": {
        clouds = await shell.leaveRunning(step.id, step.line, /the Node driver accessUrl/);
        places = readPlaces(clouds.output);
        keep(step, clouds.output);
        break;
      }
      case "end": {
        if (clouds === undefined) throw new Error("no clouds were started that could be ended");
        process.kill(-clouds.child.pid, "SIGINT");
        const { code } = await clouds.child.exited;
        // npm's own, whose Ctrl-C it is, is 130, however well the clouds ended; what they leave behind tells that.
        if (code !== 0 && code !== 130) throw new Error(`the clouds ended with exit code ${code}`);
        const left = [workspace.lock, workspace.keys, workspace.environmentFile].filter((file) => existsSync(file));
        if (left.length > 0) throw new Error(`the clouds left ${left.join(", ")}`);
        keep(step, "");
        break;
      }
      case "command":
        if (step.newShell === true) shell = open();
        keep(step, await typed(shell, step, places, logs));
    }
    tell(`  ${((performance.now() - began) / 1000).toFixed(1)} s`);
  }
  return recordings;
}

/** What is set when the user's shell opens. */
function shellEnvironment(env: RecordInput["env"], home: string): Readonly<Record<string, string>> {
  const machine = MACHINE.flatMap((name) => {
    const value = env[name];
    return value === undefined || (name === "TF_CLI_CONFIG_FILE" && !existsSync(value)) ? [] : [[name, value] as const];
  });
  return {
    ...pipEnvironment(env),
    ...Object.fromEntries(machine),
    HOME: home,
    // cdktf and npm then print lines; on a terminal they redraw them.
    CI: "1",
    FORCE_COLOR: "0",
    // Neither cdktf nor Terraform asks its maker for newer versions.
    CHECKPOINT_DISABLE: "1",
  };
}

async function typed(shell: Shell, step: TypedStep, places: Places | undefined, logs: string): Promise<string> {
  const line = places === undefined ? step.line : withPlaces(step.line, places);
  const { code, output } = await shell.type(step.id, line, step.setting ?? false);
  const expected = step.exit ?? 0;
  if (code !== expected) {
    throw new Error(
      `${step.id}: "${line}" ended with exit code ${code}, and the page says ${expected}\n${tail(output, 40)}\nsee ${path.join(logs, `${step.id}.log`)}`,
    );
  }
  return output;
}
