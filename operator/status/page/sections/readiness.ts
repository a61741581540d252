import type { Precondition } from "../../../failover/readiness/precondition";
import { askedDirection } from "../../../failover/status/facts";
import { renderDrill, renderLease } from "../../../failover/status/render";
import type { Glance } from "../../glance";
import { summarize } from "../../summary";
import { html, type Piece } from "../html";
import { mark, type Section, table } from "../parts";

/** What blocks a failover, or a failback, now; and who is at it. */
export function readinessSection(glance: Glance): Section {
  const { status } = glance;
  const to = askedDirection(status);
  const { preconditions, blockers } = status.directions[to];
  const line = summarize(glance).find(({ id }) => id === "readiness");
  const title = to === "secondary" ? "Failover to the secondary" : "Failback to the primary";
  return {
    id: "readiness",
    html: html`<h2 id="readiness-title">${title}</h2>
<p>${mark(line?.verdict ?? "unknown")} ${line?.seen ?? ""}</p>
<p>${renderLease(status)}. ${renderDrill(status)}.</p>
${
  blockers.length > 0 &&
  table(
    "What blocks it",
    ["Must be so", "Why it isn't", "What to do", "Blocks"],
    blockers.map((one) => ({ key: one.id, cells: blockerCells(one) })),
  )
}
${
  preconditions.length > 0 &&
  html`<details data-key="all"><summary>All ${preconditions.length} preconditions</summary>
${table(
  "All preconditions",
  ["Must be so", "How it is"],
  preconditions.map((one) => ({
    key: one.id,
    cells: [html`${mark(one.verdict)} ${one.expected}`, one.reason],
  })),
)}</details>`
}`,
  };
}

function blockerCells(one: Precondition): readonly Piece[] {
  const scope = one.blocks === "planned" ? "planned only" : one.waivable ? "waived by --accept-data-loss" : "any";
  return [html`${mark(one.verdict)} ${one.expected}`, one.reason, one.verdict === "good" ? "" : one.fix, scope];
}
