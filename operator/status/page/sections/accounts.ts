import { ACCOUNT_ROLES, type AccountRole } from "../../../../config/schema";
import { accountLines, accountTitle } from "../../../failover/status/account-lines";
import type { Glance } from "../../glance";
import { summarize } from "../../summary";
import { html, type Piece } from "../html";
import { ago, facts, mark, type Section } from "../parts";

/** Both accounts, side by side. */
export function accountsSection(glance: Glance): Section {
  return {
    id: "accounts",
    html: html`<h2 id="accounts-title">Accounts</h2>
<div class="pair">${ACCOUNT_ROLES.map((account) => card(glance, account))}</div>`,
  };
}

function card(glance: Glance, account: AccountRole) {
  const { topology, observation, active } = glance.status;
  const part = active === undefined ? "" : active === account ? "active" : "standby";
  const seen = observation.accounts[account];
  const lines = accountLines(topology, seen).map(([what, told]): readonly [string, Piece] => {
    if (seen.reachable) return [what, linesOf(told)];
    return [what, html`${mark("unknown")} ${told}`];
  });
  const health = summarize(glance).find(({ id }) => id === `heartbeat.${account}`);
  return html`<article class="card" data-key="${account}" aria-labelledby="account-${account}">
<h3 id="account-${account}">${seen.reachable ? mark(health?.verdict ?? "unknown") : mark("unknown")} ${accountTitle(topology, account)}${part !== "" && html` <span class="badge ${part}">${part}</span>`}</h3>
${facts([...lines, ...sinceLine(glance, account)])}
</article>`;
}

/** Lines of one text, one below the other. */
function linesOf(text: string): Piece {
  const [first = "", ...rest] = text.split("\n");
  return rest.length === 0
    ? first
    : html`${first}<ul class="reasons">${rest.map((line) => html`<li>${line}</li>`)}</ul>`;
}

function sinceLine({ workings }: Glance, account: AccountRole): readonly (readonly [string, Piece])[] {
  const seen = workings[account];
  if (!seen.known) return [];
  const { epoch, now } = seen.value;
  if (!epoch.known) return [["epoch since", html`${mark("unknown")} ${epoch.reason}`]];
  if (epoch.value === null) return [["epoch since", "no drill ever reached it"]];
  const { at, holder, drill } = epoch.value;
  return [["epoch since", html`${ago(at, now)}, by ${holder}, drill ${drill}`]];
}
