import { describeAge } from "../../validate/schedule";
import { type GlanceVerdict, VERDICT_MARKS } from "../summary";
import { type Html, html, type Piece } from "./html";

/** What a mark says to who doesn't see it. */
const VERDICT_WORDS: Readonly<Record<GlanceVerdict, string>> = {
  good: "good",
  bad: "not good",
  unknown: "not known",
  none: "nothing to say",
};

/** A verdict as a mark with its word: never a colour alone. */
export function mark(verdict: GlanceVerdict): Html {
  return html`<span class="mark ${verdict}"><span aria-hidden="true">${VERDICT_MARKS[verdict]}</span><span class="unseen">${VERDICT_WORDS[verdict]}: </span></span>`;
}

/** How long ago something was, with the time itself. */
export function ago(at: Date, now: Date): Html {
  return html`<time datetime="${at.toISOString()}" title="${at.toISOString()}">${describeAge(now.getTime() - at.getTime())} ago</time>`;
}

/** A list of reasons, or nothing. */
export function reasonList(reasons: readonly string[]): Piece {
  return reasons.length > 0 && html`<ul class="reasons">${reasons.map((reason) => html`<li>${reason}</li>`)}</ul>`;
}

/** A section of the page, which is refreshed as a whole. */
export interface Section {
  readonly id: string;
  readonly html: Html;
}

/** A table; on a narrow screen each row is a block, with the columns' names in it. */
export function table(
  caption: string,
  head: readonly string[],
  rows: readonly { readonly key: string; readonly cells: readonly Piece[] }[],
): Html {
  return html`<table>
<caption>${caption}</caption>
<thead><tr>${head.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
<tbody>${rows.map(({ key, cells }) => html`<tr data-key="${key}">${cells.map((cell, index) => cellOf(cell, index, head))}</tr>`)}</tbody>
</table>`;
}

function cellOf(cell: Piece, index: number, head: readonly string[]): Html {
  return index === 0 ? html`<th scope="row">${cell}</th>` : html`<td data-label="${head[index]}">${cell}</td>`;
}

/** Names with what is to say of them. */
export function facts(pairs: readonly (readonly [name: string, value: Piece])[]): Html {
  return html`<dl class="facts">${pairs.map(([name, value]) => html`<div data-key="${name}"><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;
}
