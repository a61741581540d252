import type { Glance } from "../../glance";
import { type SummaryLine, summarize } from "../../summary";
import { html } from "../html";
import { mark, reasonList, type Section } from "../parts";

/** Where on the page more is said of a line. */
const MORE: readonly (readonly [id: RegExp, section: string])[] = [
  [/^(active|heartbeat)/, "accounts"],
  [/^readiness/, "readiness"],
  [/^lag/, "history"],
  [/^tasks/, "tasks"],
  [/^table-sync/, "tables"],
  [/^drift/, "drift"],
  [/^drill/, "drill"],
];

/** What isn't well is to be looked at, and what can't be told as much. */
const isUnwell = ({ verdict }: SummaryLine): boolean => verdict === "bad" || verdict === "unknown";

/** How the twin is in one sentence: what is read out when it changes, and the page's title. */
export function verdictSentence(glance: Glance): string {
  const lines = summarize(glance);
  const unwell = lines.filter(isUnwell);
  // Without ages: what is read out has to be news.
  const { active } = glance.status;
  const told = `Active: ${active === undefined ? "that can't be told" : `the ${active}`}`;
  return unwell.length === 0
    ? `All is well. ${told}`
    : `Look at ${unwell.map(({ title }) => title).join("; ")}. ${told}`;
}

/** Everything in a line each. */
export function overviewSection(glance: Glance): Section {
  const lines = summarize(glance);
  const unwell = lines.filter(isUnwell);
  const worst = unwell.some(({ verdict }) => verdict === "bad") ? "bad" : "unknown";
  return {
    id: "overview",
    html: html`<h2 id="overview-title">At a glance</h2>
<p class="verdict">${unwell.length === 0 ? html`${mark("good")} All is well` : html`${mark(worst)} ${unwell.length} of ${lines.length} to look at`}</p>
<ul class="rows card">${lines.map(row)}</ul>`,
  };
}

function row({ id, title, verdict, seen, reasons }: SummaryLine) {
  const section = MORE.find(([which]) => which.test(id))?.[1] ?? "overview";
  return html`<li class="row ${verdict}" data-key="${id}">
<h3>${mark(verdict)} <a href="#${section}">${title}</a></h3>
<div><p>${seen}</p>
${reasonList(reasons)}</div>
</li>`;
}
