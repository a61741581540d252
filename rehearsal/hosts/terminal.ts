import { Listr, type ListrTaskWrapper } from "listr2";
import { failedClaimLines, formatDuration, type RehearsalHost, type RehearsalMessage } from "../host";
import type { StepId } from "../report/claims";

interface Row {
  readonly title: string;
  readonly started: PromiseWithResolver<void>;
  readonly ended: PromiseWithResolver<{ readonly ok: boolean; readonly title: string }>;
  output: (text: string) => void;
}

interface PromiseWithResolver<T> {
  readonly promise: Promise<T>;
  readonly resolve: (value: T) => void;
}

/** Shows progress as a list of steps that is redrawn, for terminals. Failed claims and notes are written below when all is over. */
export function terminalHost(write: (text: string) => void): RehearsalHost {
  const rows = new Map<StepId, Row>();
  const below: string[] = [];
  let list: Promise<unknown> = Promise.resolve();
  let drawing = false;

  const begin = (steps: readonly { readonly id: StepId; readonly title: string }[]): void => {
    for (const { id, title } of steps) {
      rows.set(id, { title, started: withResolver(), ended: withResolver(), output: () => undefined });
    }
    drawing = true;
    list = new Listr(
      steps.map(({ id, title }) => ({ title, task: (_context: unknown, task: Task) => show(rows.get(id), task) })),
      // Signals are the supervisor's; a failed step does not stop the rest.
      {
        concurrent: false,
        exitOnError: false,
        registerSignalListeners: false,
        rendererOptions: { collapseErrors: false },
      },
    ).run();
  };

  const tell = (message: RehearsalMessage): void => {
    switch (message.kind) {
      case "plan":
        begin(message.steps);
        break;
      case "note":
        if (drawing) {
          below.push(message.text);
        } else {
          write(`${message.text}\n`);
        }
        break;
      case "step-started":
        rows.get(message.step)?.started.resolve();
        break;
      case "progress":
        rows.get(message.step)?.output(message.text);
        break;
      case "step-ended": {
        const failed = message.claims.filter((claim) => !claim.ok);
        const count = `${message.claims.length - failed.length} of ${message.claims.length} claims hold`;
        const title = `${message.title} (${formatDuration(message.durationMs)}, ${count})`;
        below.push(...failed.flatMap(failedClaimLines));
        rows.get(message.step)?.started.resolve();
        rows.get(message.step)?.ended.resolve({ ok: message.ok, title });
        break;
      }
    }
  };

  return {
    tell,
    close: async () => {
      for (const row of rows.values()) {
        row.started.resolve();
        row.ended.resolve({ ok: false, title: `${row.title} (not run to its end)` });
      }
      await list;
      drawing = false;
      for (const line of below.splice(0)) {
        write(`${line}\n`);
      }
    },
  };
}

// The renderer's types are parameters of the wrapper; which they are does not matter here.
type Task = Pick<ListrTaskWrapper<unknown, never, never>, "title" | "output">;

async function show(row: Row | undefined, task: Task): Promise<void> {
  if (row === undefined) {
    return;
  }
  await row.started.promise;
  row.output = (text) => {
    task.output = text;
  };
  const { ok, title } = await row.ended.promise;
  task.title = title;
  if (!ok) {
    throw new Error(title);
  }
}

function withResolver<T>(): PromiseWithResolver<T> {
  let settle: (value: T) => void = () => undefined;
  const promise = new Promise<T>((resolve) => {
    settle = resolve;
  });
  return { promise, resolve: (value) => settle(value) };
}
