import { otherAccount } from "../../../failover/topology";
import type { Glance } from "../../glance";
import { summarize } from "../../summary";
import { html } from "../html";
import { ago, mark, type Section, table } from "../parts";

/** Where the two accounts' definitions differ, as the standby finds it. */
export function driftSection(glance: Glance): Section {
  const line = summarize(glance).find(({ id }) => id === "drift");
  const { active } = glance.status;
  const seen = glance.workings[active === undefined ? "secondary" : otherAccount(active)];
  const findings = seen.known && seen.value.drift.known ? seen.value.drift.value.findings : [];
  return {
    id: "drift",
    html: html`<h2 id="drift-title">Schema drift</h2>
<p>${mark(line?.verdict ?? "unknown")} ${line?.seen ?? ""}${findings.length === 0 && line !== undefined && line.reasons.length > 0 && html`: ${line.reasons.join("; ")}`}</p>
${
  seen.known &&
  findings.length > 0 &&
  table(
    "Differences that are open, newest first",
    ["Object", "Finding", "First seen"],
    findings.map(({ kind, name, finding, firstSeenAt }) => ({
      key: `${kind} ${name}`,
      cells: [html`${kind} <code>${name}</code>`, finding, ago(firstSeenAt, seen.value.now)],
    })),
  )
}`,
  };
}
