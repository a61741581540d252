import type { Glance } from "../../operator/status/glance";
import { serve } from "../../operator/status/serve/server";
import { SharedLook } from "../../operator/status/shared-look";

/** A page that shows what a test says. */
export interface TestPage {
  readonly url: string;
  /** From now on this is how it is. */
  show(glance: Glance): void;
  close(): Promise<void>;
}

/** Serves the page on a free port; the browser asks for news ten times a second, and each time there is a new look. */
export async function servePageOf(first: Glance): Promise<TestPage> {
  let now = first;
  const clock = () => new Date();
  const shared = new SharedLook(async () => now, clock, 0);
  const { url, close } = await serve({ shared, clock, host: "127.0.0.1", port: 0, pollMs: 100, patienceMs: 30_000 });
  return {
    url,
    close,
    show: (glance) => {
      now = glance;
    },
  };
}
