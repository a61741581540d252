import { setTimeout as sleep } from "node:timers/promises";

/** How long something is waited for, and what is done when it doesn't come by itself. */
export interface Patience {
  /** Wall clock, milliseconds. Default: 20,000. */
  readonly milliseconds?: number;
  /** Called now and then while it doesn't come, with how long it has been waited for. */
  readonly nudge?: (waitedMs: number) => Promise<void>;
}

const LOOK_EVERY_MS = 100;

/** Looks until there is something. @throws Error naming what didn't come, with what was seen last */
export async function until<T>(
  what: string,
  look: () => Promise<{ readonly done: T } | { readonly seen: string }>,
  { milliseconds = 20_000, nudge = () => Promise.resolve() }: Patience = {},
): Promise<T> {
  const started = performance.now();
  for (;;) {
    const answer = await look();
    if ("done" in answer) return answer.done;
    const waited = performance.now() - started;
    if (waited > milliseconds) {
      throw new Error(`${what}: not within ${milliseconds / 1000} s; last seen: ${answer.seen}`);
    }
    await nudge(waited);
    await sleep(LOOK_EVERY_MS);
  }
}
