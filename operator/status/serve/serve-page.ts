import { once } from "node:events";
import type { CommandContext } from "../../command";
import type { Looker } from "../looker";
import { SharedLook } from "../shared-look";
import { isLoopback } from "./headers";
import type { ServeOptions } from "./options";
import { serve } from "./server";

/** The page asks for news at most so often, in milliseconds: what it gets is what is seen already. */
const POLL_MS = 5000;
/** How long the page waits for the first look, in milliseconds. */
const PATIENCE_MS = 3000;

/** What {@link servePageUntil} serves. */
export interface ServePageInput extends ServeOptions, Pick<CommandContext, "signal" | "write" | "progress"> {
  readonly looker: Pick<Looker, "look">;
  readonly clock: () => Date;
}

/** Serves the page until the signal. @throws UsageError when it can't listen there */
export async function servePageUntil(input: ServePageInput): Promise<void> {
  const { looker, clock, everyMs, host, port, signal, write, progress } = input;
  signal.throwIfAborted();
  const shared = new SharedLook(() => looker.look(), clock, everyMs);
  const server = await serve({
    ...{ shared, clock, host, port },
    pollMs: Math.min(POLL_MS, everyMs),
    patienceMs: PATIENCE_MS,
  });
  try {
    if (!isLoopback(host)) {
      progress(`whoever reaches ${host} can read the page: it has no login\n`);
    }
    write(`${server.url}\n`);
    progress("serving the status there; Ctrl-C ends it\n");
    if (!signal.aborted) await once(signal, "abort");
  } finally {
    await server.close();
  }
}
