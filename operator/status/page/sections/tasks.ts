import { ACCOUNT_ROLES } from "../../../../config/schema";
import type { Known } from "../../../failover/observation";
import type { AccountWorkings, Glance, TaskSeen } from "../../glance";
import type { GlanceVerdict } from "../../summary";
import { html, type Piece } from "../html";
import { ago, mark, type Section, table } from "../parts";

const VERDICTS: Readonly<Record<TaskSeen["judgement"]["verdict"], GlanceVerdict>> = {
  pass: "good",
  fail: "bad",
  unknown: "unknown",
};

/** Each task and each procedure, in both accounts. */
export function tasksSection({ workings }: Glance): Section {
  const both = ACCOUNT_ROLES.map((account) => workings[account]);
  const tasks = namesIn(both, ({ tasks: some }) => some.map(({ name }) => name));
  const procedures = namesIn(both, ({ runs }) => (runs.known ? runs.value.map(({ procedure }) => procedure) : []));
  const head = (first: string) => [first, "Primary", "Secondary"];
  return {
    id: "tasks",
    html: html`<h2 id="tasks-title">Tasks</h2>
${table(
  "Tasks: state and last run",
  head("Task"),
  tasks.map((name) => ({ key: name, cells: [taskName(name, both), ...both.map((seen) => taskCell(name, seen))] })),
)}
${table(
  "What procedures logged of their last run",
  head("Procedure"),
  procedures.map((name) => ({
    key: name,
    cells: [html`<code>${name}</code>`, ...both.map((seen) => runCell(name, seen))],
  })),
)}`,
  };
}

function namesIn(
  accounts: readonly Known<AccountWorkings>[],
  names: (seen: AccountWorkings) => readonly string[],
): readonly string[] {
  return [...new Set(accounts.flatMap((seen) => (seen.known ? names(seen.value) : [])))];
}

function taskName(name: string, accounts: readonly Known<AccountWorkings>[]): Piece {
  const schedule = accounts
    .flatMap((seen) => (seen.known ? seen.value.tasks : []))
    .find((task) => task.name === name)?.schedule;
  return html`<code>${name}</code> <small>${schedule ?? ""}</small>`;
}

function taskCell(name: string, seen: Known<AccountWorkings>): Piece {
  if (!seen.known) return outOfReach(seen.reason);
  const task = seen.value.tasks.find((one) => one.name === name);
  if (task === undefined) return "";
  const { judgement } = task;
  if (judgement.verdict === "pass") return html`${mark("good")} ${judgement.seen}`;
  return html`${mark(VERDICTS[judgement.verdict])} ${judgement.seen}
<ul class="reasons"><li>${judgement.reason}</li><li><span class="todo">To do:</span> ${judgement.fix}</li></ul>`;
}

function runCell(name: string, seen: Known<AccountWorkings>): Piece {
  if (!seen.known) return outOfReach(seen.reason);
  const { runs, now } = seen.value;
  if (!runs.known) return outOfReach(runs.reason);
  const run = runs.value.find(({ procedure }) => procedure === name);
  if (run === undefined) return html`${mark("none")} never`;
  const verdict = run.status === "OK" ? "good" : run.status === "UNKNOWN" ? "unknown" : "bad";
  return html`${mark(verdict)} ${run.status}, ${ago(run.at, now)}, took ${(run.elapsedMs / 1000).toFixed(1)} s${run.note !== null && html`<ul class="reasons"><li>${run.note}</li></ul>`}`;
}

const outOfReach = (reason: string): Piece => html`${mark("unknown")} ${reason}`;
