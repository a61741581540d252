import { ACCOUNT_ROLES, type AccountRole } from "../../../config/schema";
import { intentOf, type JournalledDrill } from "../journal";
import { isHeld } from "../lease";
import type { Precondition } from "../readiness/precondition";
import { commandFor } from "../resume-command";
import { accountLines, accountTitle } from "./account-lines";
import type { Direction, Status } from "./status";

const MARKS: Readonly<Record<Precondition["verdict"], string>> = { good: "✓", bad: "✗", unknown: "?" };

/** The status for people. */
export function renderStatus(status: Status): string {
  const lines = [
    ...ACCOUNT_ROLES.flatMap((account) => [...renderAccount(status, account), ""]),
    ...renderActive(status),
    renderLease(status),
    renderDrill(status),
    "",
    ...renderDirection(status, "secondary", "Failover to the secondary"),
    ...renderDirection(status, "primary", "Failback to the primary"),
  ];
  return `${lines.join("\n")}\n`;
}

function renderAccount({ topology, observation, active }: Status, account: AccountRole): string[] {
  const part = active === undefined ? "" : active === account ? ": active" : ": standby";
  const lines = accountLines(topology, observation.accounts[account]);
  const width = Math.max(...lines.map(([what]) => what.length));
  return [
    `${accountTitle(topology, account)}${part}`,
    ...lines.flatMap(([what, seen]) => {
      const [first = "", ...rest] = seen.split("\n");
      return [`  ${what.padEnd(width)}  ${first}`, ...rest.map((line) => `  ${"".padEnd(width)}  ${line}`)];
    }),
  ];
}

function renderActive({ active, epoch, sides }: Status): string[] {
  const since = epoch.known ? (epoch.value === 0 ? ", no failover yet" : `, epoch ${epoch.value}`) : "";
  const presumed = sides.some((side) => side.presumed) ? ", by what the other account says" : "";
  if (active !== undefined) return [`Active: the ${active}${since}${presumed}`];
  if (sides.every(({ holder }) => holder === "unknown")) return [`Active: that can't be told${since}`];
  return [
    `Active: not one account${since}`,
    ...sides.map(({ kind, name, holder, reason }) => `  ${kind} ${name}: ${holder} (${reason})`),
  ];
}

/** Who has the controller's lease, in a line. */
export function renderLease({ lease, observation }: Status): string {
  if (!lease.known) return `Lease: ? ${lease.reason}`;
  if (lease.value === null) return "Lease: nobody ever took it";
  const { holder, epoch, drill, until } = lease.value;
  return isHeld(lease.value, observation.at)
    ? `Lease: ${holder} holds it with epoch ${epoch} for drill ${drill}, until ${until}`
    : `Lease: free; the last was ${holder}'s, epoch ${epoch}, drill ${drill}`;
}

/** The drill that is unfinished, and how to go on, in a line. */
export function renderDrill({ unfinished }: Status): string {
  if (!unfinished.known) return `Drill: ? ${unfinished.reason}`;
  if (unfinished.value === null) return "Drill: none is unfinished";
  const { id, since, operator, at, command } = drillFacts(unfinished.value);
  return `Drill: ${id} of ${operator} is unfinished since ${since}, at ${at}; to go on: ${command}`;
}

/** What is told of a drill that isn't finished. */
export function drillFacts({ id, entries }: JournalledDrill) {
  const began = entries.find((entry) => entry.kind === "began");
  const last = entries.findLast((entry) => "step" in entry);
  const intent = intentOf(entries);
  return {
    id,
    intent,
    since: began?.at ?? "a time that isn't known",
    operator: began?.operator ?? "somebody",
    at: last !== undefined && "step" in last ? `${last.step} (${last.kind})` : "its beginning",
    command: commandFor(intent),
  };
}

function renderDirection({ directions, unfinished }: Status, to: AccountRole, title: string): string[] {
  const { state, preconditions, blockers, unplanned } = directions[to];
  if (state === "active") return [`${title}: none to do, the ${to} is active`];
  if (unfinished.known && unfinished.value !== null) {
    // What it has done itself so far is no reason against it, and would be told as one.
    const { intent, command } = drillFacts(unfinished.value);
    return intent.to === to
      ? [`${title}: half-way; to go on: ${command}`]
      : [`${title}: not while a drill is unfinished: go on with it first, or leave all as it is: ${command} --abandon`];
  }
  if (state === "ready") return [`${title}: ready (${preconditions.length} preconditions are good)`];
  return [
    `${title}: ${blockers.length} of ${preconditions.length} preconditions block it; ${withoutThem(unplanned)}`,
    ...grouped(blockers).flatMap(({ expected, blocker }) => renderBlocker(expected, blocker)),
  ];
}

/** An account that is out of reach is told once, with all that can't be known for it. */
function grouped(blockers: readonly Precondition[]) {
  const byReason = new Map<string, { readonly expected: string[]; readonly blocker: Precondition }>();
  for (const blocker of blockers) {
    const key = blocker.verdict === "unknown" ? blocker.reason : blocker.id;
    const found = byReason.get(key) ?? { expected: [], blocker };
    found.expected.push(blocker.expected);
    byReason.set(key, found);
  }
  return [...byReason.values()];
}

function renderBlocker(expected: readonly string[], blocker: Precondition): string[] {
  const scope =
    blocker.blocks === "planned" ? "planned only" : blocker.waivable ? "waived by --accept-data-loss" : "any";
  return [
    ...expected.map((one) => `  ${MARKS[blocker.verdict]} ${one}`),
    `      why: ${blocker.reason}`,
    ...(blocker.verdict === "good" ? [] : [`      fix: ${blocker.fix}`]),
    `      blocks: ${scope}`,
  ];
}

/** Whether an unplanned failover could do without what blocks a planned one, in a few words. */
export function withoutThem({ blockers, unwaivable }: Direction["unplanned"]): string {
  if (blockers.length === 0) return "an unplanned one could begin";
  return unwaivable.length === 0
    ? "an unplanned one could begin with --accept-data-loss"
    : "an unplanned one is blocked, too";
}
