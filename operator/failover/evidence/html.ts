import { escapeHtml } from "../../escape-html";
import type { Evidence } from "./evidence";
import { EVIDENCE_STYLE } from "./html-style";
import { type StepAttempt, secondsBetween } from "./summary";
import { CLOCK_NOTE, type Fact, factsOf, figureFacts, OBJECTIVE_WORDS, offsetOf, outcomeOf, remarkOf } from "./words";

/** The evidence as one page without any link to elsewhere or script. Every value is escaped. */
export function renderHtml(evidence: Evidence): string {
  const { attempts, drill, objectives, quarantined, unreachable, verdict } = evidence;
  const title = `Drill ${drill}: ${verdict.text}`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escapeHtml(title)}</title>
<style>${EVIDENCE_STYLE}</style>
</head>
<body>
<header>
<h1>Drill ${escapeHtml(drill)}</h1>
<p class="verdict ${verdict.ok ? "ok" : "bad"}">${verdict.ok ? "✓" : "✗"} ${escapeHtml(verdict.text)}</p>
</header>
<main>
${factTable("The drill", factsOf(evidence))}
<h2>Measured</h2>
${factTable("Figures", figureFacts(evidence))}
${table(
  "Objectives",
  ["Objective", "Measured", "Verdict"],
  objectives.map(({ objective, measured, verdict: word }) => [
    escapeHtml(objective),
    escapeHtml(measured),
    colored(word === "met", OBJECTIVE_WORDS[word]),
  ]),
)}
<h2>What could not be reached</h2>
${
  unreachable.length === 0
    ? "<p>Nothing: every step reached its account.</p>"
    : table(
        "Steps that are left for later",
        ["Step", "Why"],
        unreachable.map((attempt) => [code(attempt.step), escapeHtml(remarkOf(attempt))]),
      )
}
<h2>Quarantined rows</h2>
${
  quarantined.length === 0
    ? "<p>None.</p>"
    : table(
        "Rows that only the old active account had",
        ["Table", "Rows"],
        quarantined.map(({ table: name, rows }) => [code(name), String(rows)]),
      )
}
<h2>Timeline</h2>
<p>${escapeHtml(CLOCK_NOTE)}</p>
${table(
  "Attempts at steps, in order",
  ["At", "Step", "Took", "When", "Outcome", "Epoch", "Remark"],
  attempts.map((attempt) => timelineRow(evidence, attempt)),
)}
<h2>Steps</h2>
${attempts.map((attempt) => renderAttempt(attempt)).join("\n")}
</main>
</body>
</html>
`;
}

function timelineRow(evidence: Evidence, attempt: StepAttempt): readonly string[] {
  const { ok, text } = outcomeOf(attempt);
  return [
    `<time datetime="${escapeHtml(attempt.beganAt)}">${offsetOf(evidence, attempt.beganAt)}</time>`,
    code(attempt.step),
    attempt.seconds === null ? "–" : `${attempt.seconds} s`,
    bar(evidence, attempt),
    colored(ok, text),
    String(attempt.epoch),
    escapeHtml(remarkOf(attempt)),
  ];
}

/** Where the attempt lies in the drill, for eyes only: the numbers are beside it. */
function bar({ beganAt, attempts }: Evidence, attempt: StepAttempt): string {
  const all = Math.max(0.1, ...attempts.map((one) => secondsBetween(beganAt, one.endedAt ?? one.beganAt)));
  const percent = (seconds: number) => Math.min(100, Math.max(0, (100 * seconds) / all)).toFixed(1);
  const from = percent(secondsBetween(beganAt, attempt.beganAt));
  const wide = percent(attempt.seconds ?? 0);
  return `<span class="track" aria-hidden="true"><span class="bar" style="margin-left: ${from}%; width: ${wide}%"></span></span>`;
}

function renderAttempt(attempt: StepAttempt): string {
  const { step, commands, observed } = attempt;
  const { ok, text } = outcomeOf(attempt);
  const remark = remarkOf(attempt);
  const parts = [
    ...(remark === "" ? [] : [`<p>${escapeHtml(remark)}</p>`]),
    ...(commands.length === 0 ? [] : [`<pre>${escapeHtml(commands.join(";\n"))}</pre>`]),
    ...(Object.keys(observed).length === 0 ? [] : [`<pre>${escapeHtml(JSON.stringify(observed, undefined, 2))}</pre>`]),
  ];
  return `<details${ok ? "" : " open"}>
<summary>${colored(ok, text)} ${code(step)}</summary>
${parts.join("\n")}
</details>`;
}

const code = (text: string): string => `<code>${escapeHtml(text)}</code>`;

const colored = (ok: boolean, text: string): string => `<span class="${ok ? "ok" : "bad"}">${escapeHtml(text)}</span>`;

function factTable(caption: string, facts: readonly Fact[]): string {
  const rows = facts.map(
    ([name, value]) => `<tr><th scope="row">${escapeHtml(name)}</th><td>${escapeHtml(value)}</td></tr>`,
  );
  return `<table>
<caption>${escapeHtml(caption)}</caption>
<tbody>
${rows.join("\n")}
</tbody>
</table>`;
}

/** @param rows cells that are HTML already */
function table(caption: string, head: readonly string[], rows: readonly (readonly string[])[]): string {
  return `<div class="scroll">
<table>
<caption>${escapeHtml(caption)}</caption>
<thead>
<tr>${head.map((one) => `<th scope="col">${escapeHtml(one)}</th>`).join("")}</tr>
</thead>
<tbody>
${rows.map((cells) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join("")}</tr>`).join("\n")}
</tbody>
</table>
</div>`;
}
