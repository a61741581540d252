import { renderStatus } from "../failover/status/render";
import type { Glance } from "./glance";
import { summarize, VERDICT_MARKS } from "./summary";

/** Told by {@link renderStatus} at length. */
const TOLD_ABOVE: ReadonlySet<string> = new Set(["active", "readiness", "heartbeat.primary", "heartbeat.secondary"]);

/** Everything for people: what a failover needs, then the rest in a line each, with reasons below. */
export function renderGlance(glance: Glance): string {
  const lines = summarize(glance).filter(({ id }) => !TOLD_ABOVE.has(id));
  const width = Math.max(...lines.map(({ title }) => title.length));
  const rest = lines.flatMap(({ title, verdict, seen, reasons }) => [
    `${VERDICT_MARKS[verdict]} ${title.padEnd(width)}  ${seen}`,
    ...reasons.map((reason) => `  ${"".padEnd(width)}  ${reason.replace(/\s*\n\s*/g, " ")}`),
  ]);
  return `${renderStatus(glance.status)}\n${rest.join("\n")}\n`;
}
