import { ACCOUNT_ROLES, type AccountRole } from "../../../../config/schema";
import { accountTitle } from "../../../failover/status/account-lines";
import { describeAge } from "../../../validate/schedule";
import type { Glance, HistoryPoint } from "../../glance";
import { beats, CHART, lagChart, silentQuarters } from "../chart";
import { type Html, html, type Piece } from "../html";
import { mark, type Section, table } from "../parts";

/** Lag and heartbeats of the last day, by what each account logged. */
export function historySection(glance: Glance): Section {
  return {
    id: "history",
    html: html`<h2 id="history-title">The last 24 hours</h2>
<div class="pair">${ACCOUNT_ROLES.map((account) => history(glance, account))}</div>`,
  };
}

function history(glance: Glance, account: AccountRole): Html {
  const { topology } = glance.status;
  const seen = glance.workings[account];
  return html`<article class="card" data-key="${account}" aria-labelledby="history-${account}">
<h3 id="history-${account}">${accountTitle(topology, account)}</h3>
${!seen.known ? missing(seen.reason) : !seen.value.history.known ? missing(seen.value.history.reason) : charts(seen.value.history.value, seen.value.now, topology.recoveryPointObjectiveMinutes * 60)}
</article>`;
}

const missing = (reason: string): Piece => html`<p>${mark("unknown")} ${reason}</p>`;

function charts(points: readonly HistoryPoint[], now: Date, objective: number): Piece {
  if (points.length === 0) return html`<p>${mark("unknown")} no heartbeat in the last 24 hours</p>`;
  return html`${lagFigure(points, now, objective)}
${beatFigure(points, now)}
<details data-key="figures"><summary>The same as a table</summary>
${table(
  "By quarter of an hour, newest first",
  ["From (UTC)", "Heartbeats", "Unhealthy", "Highest lag"],
  [...points].reverse().map(({ at, heartbeats, unhealthy, lagSeconds }) => ({
    key: at.toISOString(),
    cells: [timeOf(at), heartbeats, unhealthy, lagSeconds === null ? "–" : describeAge(lagSeconds * 1000)],
  })),
)}</details>`;
}

function lagFigure(points: readonly HistoryPoint[], now: Date, objective: number): Piece {
  const { line, objectiveY, highest, last } = lagChart(points, now, objective);
  if (highest === null || last === null) {
    return html`<p>Lag: none was measured here, as in an account that is active.</p>`;
  }
  const words = `Lag: highest ${describeAge(highest * 1000)}, last ${describeAge(last * 1000)}, the objective is ${describeAge(objective * 1000)}`;
  return html`<figure>
<figcaption>${words} <span class="key">(dashed line)</span></figcaption>
<svg role="img" aria-label="${words}" viewBox="0 0 ${CHART.width} ${CHART.height}" preserveAspectRatio="none">
<line class="objective" x1="0" x2="${CHART.width}" y1="${objectiveY}" y2="${objectiveY}"/>
<path class="lag" d="${line}"/>
</svg>
${axis}
</figure>`;
}

function beatFigure(points: readonly HistoryPoint[], now: Date): Piece {
  const unhealthy = points.filter((point) => point.unhealthy > 0).length;
  const silent = silentQuarters(points, now);
  const words = `Heartbeats by quarter of an hour: ${points.length - unhealthy} healthy, ${unhealthy} with an unhealthy one, ${silent} without any`;
  return html`<figure>
<figcaption>${words} <span class="key">(tall bars: unhealthy; gaps: none)</span></figcaption>
<svg class="strip" role="img" aria-label="${words}" viewBox="0 0 ${CHART.width} ${CHART.strip}" preserveAspectRatio="none">
${beats(points, now).map(({ x, y, width, height, healthy }) => html`<rect class="${healthy ? "good" : "bad"}" x="${x}" y="${y}" width="${width}" height="${height}"/>`)}
</svg>
${axis}
</figure>`;
}

const axis = html`<p class="axis" aria-hidden="true"><span>24 h ago</span><span>12 h</span><span>now</span></p>`;

const timeOf = (at: Date): Html =>
  html`<time datetime="${at.toISOString()}">${at.toISOString().slice(5, 16).replace("T", " ")}</time>`;
