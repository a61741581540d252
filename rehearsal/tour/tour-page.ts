import { code, markdownTable } from "../../config/markdown";
import { formatDuration } from "../host";
import type { StepId } from "../report/claims";
import type { RecordedRun } from "./recorded-run";
import { WORDS } from "./words";

/** `docs/tour.md`: the words of each step, and what a run of it printed and claimed. */
export function tourPage(run: RecordedRun): string {
  const inRun = new Set<StepId>(run.steps.map(({ id }) => id));
  const others = stepsWithWords().filter((id) => !inRun.has(id));
  return `# Tour of the rehearsal

\`npm run rehearse\`, step by step: what happens, why it matters, what it printed, and every claim that it made. For reading before you run it, or for showing it to somebody: each step is a minute's talk.

The order is that of a story. Build both clouds and prove that they are built; prove who may do what; let data flow and let everything happen to it; break things and see whether
anybody notices; move to the other account and back, first in peace and then not; leave without a trace.

All output here is from one run that began at ${run.startedAt}: ${run.claims.length} claims, all of which hold, in ${formatDuration(run.durationMs)}. AWS provider ${run.providers.aws};
Snowflake provider ${run.providers.snowflake}${run.providers.snowflake.includes("stand-in") ? ", which proves the program and not the provider" : ""}. Times are that machine's.
What a local run can't prove: [limits](limits.md#what-the-rehearsal-does-not-prove). Written by \`npm run docs:tour -- .twinberg/report.json rehearsal.log\` from a report and what the run printed.

Your own run writes \`.twinberg/report.html\`, which has the evidence to each claim: statements, answers, exit codes. With \`--keep\` both clouds stay up, and it prints how to use them.

${run.steps.map((step, index) => section(run, step, index + 1)).join("\n\n")}

## And besides

${others.map((id) => `\`${id}\`: ${WORDS[id].seen} ${WORDS[id].matters}${WORDS[id].next === undefined ? "" : ` ${WORDS[id].next}`}`).join("\n\n")}
`;
}

function stepsWithWords(): readonly StepId[] {
  const ids: StepId[] = [];
  for (const id in WORDS) if (isStep(id)) ids.push(id);
  return ids;
}

function isStep(id: string): id is StepId {
  return Object.hasOwn(WORDS, id);
}

function section(run: RecordedRun, { id, title, output }: RecordedRun["steps"][number], number: number): string {
  const { seen, matters, next } = WORDS[id];
  const claims = run.claims.filter(({ step }) => step === id);
  const rows = claims.map((claim) => [code(claim.id), claim.expected, claim.observed]);
  return [
    `## ${number}. ${title}`,
    seen,
    `**Why it matters.** ${matters}`,
    `\`\`\`text\n${output.join("\n")}\n\`\`\``,
    ...(next === undefined ? [] : [`**Next.** ${next}`]),
    `<details>\n<summary>${claims.length === 1 ? "Its claim" : `Its ${claims.length} claims`}</summary>\n\n${markdownTable(["claim", "expected", "seen"], rows)}\n\n</details>`,
  ].join("\n\n");
}
