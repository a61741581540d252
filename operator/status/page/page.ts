import { describeAge } from "../../validate/schedule";
import type { Glance } from "../glance";
import type { Looked } from "../shared-look";
import { html } from "./html";
import type { Section } from "./parts";
import type { TableQuery } from "./query";
import { accountsSection } from "./sections/accounts";
import { driftSection } from "./sections/drift";
import { drillSection } from "./sections/drill";
import { historySection } from "./sections/history";
import { overviewSection, verdictSentence } from "./sections/overview";
import { readinessSection } from "./sections/readiness";
import { tablesSection } from "./sections/tables";
import { tasksSection } from "./sections/tasks";

/** What the page shows: what was seen, and how the server refreshes it. */
export interface PageInput {
  readonly looked: Looked<Glance>;
  readonly query: TableQuery;
  readonly now: Date;
  /** How often the page asks for news, in milliseconds. */
  readonly pollMs: number;
}

/** What the page's script asks for: each section as HTML, what is read out when it changes, and the title. */
export function pageParts({ looked, query, now }: Omit<PageInput, "pollMs">) {
  const glance = looked.value;
  return {
    title: titleOf(glance),
    verdict: verdictSentence(glance),
    sections: sectionsOf(looked, query, now).map(({ id, html: { text } }) => ({ id, html: text })),
  };
}

/** The page as a whole: what is on it can be read, filtered and paged without a script. */
export function renderPage(input: PageInput): string {
  const { looked, query, now, pollMs } = input;
  const [observed, ...sections] = sectionsOf(looked, query, now);
  return html`<!doctype html>
<html lang="en" data-poll="${pollMs}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${titleOf(looked.value)}</title>
<link rel="icon" href="/icon.svg">
<link rel="stylesheet" href="/status.css">
<script src="/status.js" defer></script>
</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
<header>
<h1>Twinberg <span class="organization">${looked.value.status.topology.organization}</span></h1>
<div id="observed" class="observed" data-section>${observed?.html}</div>
<p id="announce" class="unseen" role="status"></p>
<p id="silence" class="silence" role="alert" hidden></p>
</header>
<main id="content" tabindex="-1">
${sections.map(
  ({ id, html: inner }) => html`<section id="${id}" data-section aria-labelledby="${id}-title">${inner}</section>
`,
)}</main>
<footer><p>It looks, and changes nothing. <a href="/status.json">The same as JSON</a></p></footer>
</body>
</html>
`.text;
}

/** The page while nothing was seen yet; it comes again by itself. */
export function renderWaiting(): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="2">
<title>Twinberg: looking</title>
<link rel="icon" href="/icon.svg">
<link rel="stylesheet" href="/status.css">
</head>
<body>
<header><h1>Twinberg</h1></header>
<main><p role="status">Looking at both accounts. One that doesn't answer is waited for up to half a minute.</p></main>
</body>
</html>
`.text;
}

function titleOf({ status: { topology, active, directions } }: Glance): string {
  const { organization } = topology;
  if (active === undefined) return `? Twinberg ${organization}: which account is active can't be told`;
  const ready = Object.values(directions).every(({ state }) => state !== "blocked");
  return `${ready ? "✓" : "✗"} Twinberg ${organization}: the ${active} is active`;
}

function sectionsOf(looked: Looked<Glance>, query: TableQuery, now: Date): readonly Section[] {
  const glance = looked.value;
  return [
    observedSection(looked, now),
    overviewSection(glance),
    accountsSection(glance),
    readinessSection(glance),
    historySection(glance),
    tasksSection(glance),
    tablesSection(glance, query),
    driftSection(glance),
    drillSection(glance),
  ];
}

function observedSection({ at, failure }: Looked<Glance>, now: Date): Section {
  return {
    id: "observed",
    html: html`<p>Seen <time datetime="${at.toISOString()}">${describeAge(now.getTime() - at.getTime())} ago</time></p>
${failure !== undefined && html`<p class="failure">✗ The look since then failed: ${failure}</p>`}`,
  };
}
