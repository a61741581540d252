import { factsOf, figureFacts, OBJECTIVE_WORDS } from "../../../failover/evidence/words";
import type { Glance } from "../../glance";
import { html } from "../html";
import { facts, mark, type Section, table } from "../parts";

/** The newest drill. */
export function drillSection({ lastDrill }: Glance): Section {
  const title = html`<h2 id="drill-title">Last drill</h2>`;
  if (!lastDrill.known) return { id: "drill", html: html`${title}<p>${mark("unknown")} ${lastDrill.reason}</p>` };
  const drill = lastDrill.value;
  if (drill === null) {
    return {
      id: "drill",
      html: html`${title}<p>${mark("none")} None was held yet. <code>twinberg failover --to secondary --plan</code> tells what one would do.</p>`,
    };
  }
  return {
    id: "drill",
    html: html`${title}
<p>${mark(drill.verdict.ok ? "good" : "bad")} <code>${drill.drill}</code>: ${drill.verdict.text}</p>
${facts([...factsOf(drill), ...figureFacts(drill)])}
${table(
  "Objectives",
  ["Objective", "Measured", "Verdict"],
  drill.objectives.map(({ objective, measured, verdict }) => ({
    key: objective,
    cells: [objective, measured, OBJECTIVE_WORDS[verdict]],
  })),
)}`,
  };
}
