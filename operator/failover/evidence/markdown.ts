import type { Evidence } from "./evidence";
import type { StepAttempt } from "./summary";
import { CLOCK_NOTE, type Fact, factsOf, figureFacts, OBJECTIVE_WORDS, offsetOf, outcomeOf, remarkOf } from "./words";

/** The evidence as Markdown. Whatever a journal holds is shown as text, never as markup. */
export function renderMarkdown(evidence: Evidence): string {
  const { attempts, drill, objectives, quarantined, unreachable, verdict } = evidence;
  const sections = [
    `# Drill ${escapeMarkdown(drill)}`,
    `**${verdict.ok ? "✓" : "✗"} ${escapeMarkdown(verdict.text)}**`,
    factTable(factsOf(evidence)),
    "## Measured",
    factTable(figureFacts(evidence)),
    table(
      ["Objective", "Measured", "Verdict"],
      objectives.map(({ objective, measured, verdict: word }) => [objective, measured, OBJECTIVE_WORDS[word]]),
    ),
    "## What could not be reached",
    unreachable.length === 0
      ? "Nothing: every step reached its account."
      : table(
          ["Step", "Why"],
          unreachable.map((attempt) => [attempt.step, remarkOf(attempt)]),
        ),
    "## Quarantined rows",
    quarantined.length === 0
      ? "None."
      : table(
          ["Table", "Rows"],
          quarantined.map(({ table: name, rows }) => [name, String(rows)]),
        ),
    "## Timeline",
    CLOCK_NOTE,
    table(
      ["At", "Step", "Took", "Outcome", "Epoch", "Remark"],
      attempts.map((attempt) => [
        offsetOf(evidence, attempt.beganAt),
        attempt.step,
        attempt.seconds === null ? "–" : `${attempt.seconds} s`,
        outcomeOf(attempt).text,
        String(attempt.epoch),
        remarkOf(attempt),
      ]),
    ),
    "## Steps",
    ...attempts.flatMap((attempt) => renderAttempt(attempt)),
  ];
  return `${sections.join("\n\n")}\n`;
}

function renderAttempt(attempt: StepAttempt): string[] {
  const { step, commands, observed } = attempt;
  const remark = remarkOf(attempt);
  return [
    `### ${escapeMarkdown(step)}: ${outcomeOf(attempt).text}`,
    ...(remark === "" ? [] : [escapeMarkdown(remark)]),
    ...(commands.length === 0 ? [] : [fenced("sql", commands.join(";\n"))]),
    ...(Object.keys(observed).length === 0 ? [] : [fenced("json", JSON.stringify(observed, undefined, 2))]),
  ];
}

/** Text that Markdown shows as it is, in one line. Source: spec.commonmark.org, 2.4, and GitHub's tables, strikes and formulas. */
export function escapeMarkdown(text: string): string {
  return text
    .trim()
    .replace(/\s+/g, " ")
    .replace(/[\\`*_{}[\]<>#|~&$]/g, "\\$&")
    .replace(/^[-+=]|(?<=^\d+)[.)]/, "\\$&");
}

/** A block of code whose fence is longer than any run of backticks in it. */
export function fenced(language: string, code: string): string {
  const longest = Math.max(2, ...[...code.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}${language}\n${code}\n${fence}`;
}

function factTable(facts: readonly Fact[]): string {
  return table(["What", "Value"], facts);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(escapeMarkdown).join(" | ")} |`;
  return [line(head), `|${head.map(() => " --- |").join("")}`, ...rows.map(line)].join("\n");
}
