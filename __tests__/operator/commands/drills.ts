import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { failbackCommand } from "../../../operator/commands/failback";
import { failoverCommand } from "../../../operator/commands/failover";
import type { DrillOptions } from "../../../operator/failover/drill-options";
import type { DrillInput } from "../../../operator/failover/open-drill";
import { topologyOf } from "../../../operator/failover/topology";
import { runProgram } from "../../../operator/program";
import { demoConfig } from "../../helpers/demo-config";
import { Controller, FakeBucket } from "../failover/controllers";
import { FakeAccounts } from "../failover/fake-accounts";

/** What a command wrote, and ended with. */
export interface Typed {
  readonly code: number;
  /** On standard output. */
  readonly out: string;
  /** On standard error. */
  readonly progress: string;
  /** What a person was asked. */
  readonly asked: readonly string[];
}

/** `twinberg failover` and `failback` over the simple accounts; each is a process of its own. */
export class Drills {
  readonly world = new FakeAccounts(topologyOf(demoConfig()));
  readonly bucket = new FakeBucket();
  readonly root = mkdtempSync(path.join(tmpdir(), "drills-"));
  /** What was opened and not closed again. */
  open = 0;

  /** @param answer of the person who is asked */
  async type(
    args: readonly string[],
    answer = false,
    settings: { readonly signal?: AbortSignal; readonly options?: Partial<DrillOptions> } = {},
  ): Promise<Typed> {
    const [out, progress, asked]: [string[], string[], string[]] = [[], [], []];
    const { signal = new AbortController().signal } = settings;
    const tools = {
      open: ({ intent, host }: DrillInput) => {
        this.open += 1;
        const { assumeYes: _, ...options } = new Controller(this.world, this.bucket).options(intent);
        return {
          options: { ...options, host, signal, ...settings.options },
          folderOf: (drill: string) => path.join(this.root, drill),
          close: async () => {
            this.open -= 1;
          },
        };
      },
      canAsk: () => true,
      ask: async (question: string) => {
        asked.push(question);
        return answer;
      },
    };
    const context = {
      env: { TWINBERG_CONFIG: path.join(__dirname, "../../../config/demo.yaml") },
      root: this.root,
      write: (text: string) => void out.push(text),
      progress: (text: string) => void progress.push(text),
      signal,
    };
    const commands = [failoverCommand(tools), failbackCommand(tools)];
    const code = await runProgram(args, commands, context, (text) => void progress.push(text));
    return { code, out: out.join(""), progress: progress.join(""), asked };
  }

  remove(): void {
    rmSync(this.root, { recursive: true });
  }
}
