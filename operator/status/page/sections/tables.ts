import { FACT_STATES } from "../../../../lambda-src/table-sync";
import type { Known } from "../../../failover/observation";
import type { Glance, SyncedTable, TableSyncSeen } from "../../glance";
import { countStates, type GlanceVerdict, lastSyncOf, summarize } from "../../summary";
import { html, type Piece } from "../html";
import { ago, facts, mark, type Section, table } from "../parts";
import { pageOf, type TablePage, type TableQuery } from "../query";

/** What an operator has to know of a state. */
const STATE_WORDS: Readonly<Record<string, string>> = {
  IN_STEP: "in step",
  PENDING: "pending",
  FAILED: "failed",
  REFUSED: "refused",
  ROUTED: "routed",
  GONE: "gone",
};

/** The table sync, and the tables that the query asks for. */
export function tablesSection(glance: Glance, query: TableQuery): Section {
  const { tableSync, status } = glance;
  const title = html`<h2 id="tables-title">Table sync</h2>`;
  if (tableSync === null) {
    return {
      id: "tables",
      html: html`${title}<p>${mark("none")} The configuration has no <code>tableSync</code>.</p>`,
    };
  }
  const line = summarize(glance).find(({ id }) => id === "table-sync");
  const now = status.observation.at;
  return {
    id: "tables",
    html: html`${title}
<p>${mark(line?.verdict ?? "unknown")} ${line?.seen ?? ""}</p>
${facts(figures(tableSync, now))}
${tableSync.tables.known ? listing(tableSync.tables.value, query, now) : html`<p>${mark("unknown")} The tables can't be listed: ${tableSync.tables.reason}</p>`}`,
  };
}

function figures({ tables, waiting, deadLetters, undelivered }: TableSyncSeen, now: Date) {
  const last = tables.known ? lastSyncOf(tables.value) : null;
  const count = (value: Known<number>, bad: boolean): Piece =>
    value.known
      ? html`${mark(bad && value.value > 0 ? "bad" : "good")} ${value.value}`
      : html`${mark("unknown")} ${value.reason}`;
  return [
    ["Last sync", last === null ? html`${mark("unknown")} not known` : ago(last, now)],
    ["Messages that wait", count(waiting, false)],
    ["Dead letters", count(deadLetters, true)],
    ["Undelivered events", count(undelivered, true)],
  ] as const;
}

function listing(tables: readonly SyncedTable[], query: TableQuery, now: Date): Piece {
  const page = pageOf([...tables].sort(byUrgency), query);
  const counts = countStates(tables);
  const option = (value: string, words: string) =>
    html`<option value="${value}"${value === query.state && html` selected`}>${words}</option>`;
  return html`<form id="table-filter" action="/#tables" method="get" role="search" aria-label="Tables">
<div class="filter">
<p><label for="filter">Name contains</label><input id="filter" name="filter" type="search" value="${query.filter}" maxlength="200" autocomplete="off" spellcheck="false"></p>
<p><label for="state">State</label><select id="state" name="state">${option("", `any (${tables.length})`)}${FACT_STATES.map((state) => option(state, `${STATE_WORDS[state]} (${counts.get(state) ?? 0})`))}</select></p>
<p><button type="submit">Filter</button></p>
</div>
${table(
  "Tables of the lake, those that need somebody first",
  ["Table", "State", "In Snowflake", "Last synced"],
  page.shown.map((one) => ({ key: one.name, cells: tableCells(one, now) })),
)}
<nav class="pages" aria-label="Pages of tables">
${turn(page, -1, "Previous")}
<p role="status" id="tables-shown">${shownWords(page)}</p>
${turn(page, 1, "Next")}
</nav>
</form>`;
}

function tableCells({ name, state, reason, target, at, worked }: SyncedTable, now: Date): readonly Piece[] {
  return [
    html`<code>${name}</code>`,
    html`${mark(verdictOf(state, worked))} ${STATE_WORDS[state] ?? state}${reason !== "" && html`<ul class="reasons"><li>${reason}</li></ul>`}`,
    target === "" ? "–" : html`<code>${target}</code>`,
    at === null ? "never" : ago(at, now),
  ];
}

function byUrgency(one: SyncedTable, other: SyncedTable): number {
  const urgency = ({ state, worked }: SyncedTable) => (verdictOf(state, worked) === "bad" ? 0 : 1);
  const first = urgency(one) - urgency(other);
  return first !== 0 ? first : one.name < other.name ? -1 : one.name > other.name ? 1 : 0;
}

function verdictOf(state: string, worked: boolean): GlanceVerdict {
  if (state === "IN_STEP") return "good";
  if (state === "FAILED" || (state === "PENDING" && !worked)) return "bad";
  return state === "PENDING" ? "unknown" : "none";
}

/** A button, which stays where it is at both ends so that the keyboard doesn't lose it. */
function turn({ page, pages }: TablePage<unknown>, by: -1 | 1, words: string): Piece {
  const to = page + by;
  const possible = to >= 1 && to <= pages;
  return html`<button type="submit" name="page" id="page-${words.toLowerCase()}" value="${possible ? to : page}"${!possible && html` aria-disabled="true"`}>${words}</button>`;
}

function shownWords({ shown, matching, total, page, pages }: TablePage<unknown>): string {
  if (matching === 0) return total === 0 ? "No table is known" : `None of ${total} tables matches`;
  const of = matching === total ? `${total} tables` : `${matching} that match, of ${total} tables`;
  return `${shown.length} of ${of}, page ${page} of ${pages}`;
}
