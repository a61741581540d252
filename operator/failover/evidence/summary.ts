import { intentOf } from "../journal";
import type { DrillIntent, JournalEntry } from "../journal-entry";

type Ended = Extract<JournalEntry, { kind: "ended" }>;
type StepEnded = Extract<JournalEntry, { kind: "step-ended" }>;

/** One attempt at a step. */
export interface StepAttempt {
  readonly step: string;
  /** ISO 8601. */
  readonly beganAt: string;
  /** Null: the controller ended before the step did. */
  readonly endedAt: string | null;
  /** By the controller's clock; null: it has no end. */
  readonly seconds: number | null;
  readonly outcome: StepEnded["outcome"] | "failed" | "no end";
  /** Why it failed; null: it didn't. */
  readonly reason: string | null;
  readonly commands: readonly string[];
  readonly observed: Readonly<Record<string, unknown>>;
  /** The epoch of the controller that made it. */
  readonly epoch: number;
}

/** The last value that was measured under a name. */
export interface Measured {
  readonly name: string;
  readonly value: number | string | null;
  readonly unit: string;
}

/** A drill, as its journal tells it. Times are ISO 8601, by the controller's clock. */
export interface DrillSummary {
  readonly drill: string;
  readonly operator: string;
  /** Epochs of the controllers that took part, lowest first. */
  readonly epochs: readonly number[];
  /** As it was begun. */
  readonly begun: DrillIntent;
  /** As it was continued last; the same as begun when it wasn't. */
  readonly intent: DrillIntent;
  readonly plan: readonly string[];
  readonly beganAt: string;
  /** Null: it isn't finished. */
  readonly endedAt: string | null;
  readonly outcome: Ended["outcome"] | "unfinished";
  /** Why it ended so, where that is told. */
  readonly reason: string | null;
  /** Every attempt, in order. */
  readonly attempts: readonly StepAttempt[];
  readonly measured: readonly Measured[];
  /** Steps whose last attempt could not reach their account. */
  readonly unreachable: readonly StepAttempt[];
}

/** Reads a journal. Pure. @throws Error for one without a beginning */
export function summarize(journal: readonly JournalEntry[]): DrillSummary {
  const began = journal.find((entry) => entry.kind === "began");
  if (began === undefined) throw new Error("a journal without a beginning");
  const ended = journal.findLast((entry) => entry.kind === "ended");
  const attempts = attemptsOf(journal);
  const last = new Map(attempts.map((attempt) => [attempt.step, attempt]));
  return {
    drill: began.drill,
    operator: began.operator,
    epochs: [...new Set(journal.map(({ epoch }) => epoch))].sort((one, other) => one - other),
    begun: began.intent,
    intent: intentOf(journal),
    plan: began.plan,
    beganAt: began.at,
    endedAt: ended?.at ?? null,
    outcome: ended?.outcome ?? "unfinished",
    reason: ended?.reason ?? null,
    attempts,
    measured: measuredIn(journal),
    unreachable: [...last.values()].filter(({ outcome }) => outcome === "unreachable"),
  };
}

function attemptsOf(journal: readonly JournalEntry[]): readonly StepAttempt[] {
  const attempts: StepAttempt[] = [];
  const open = new Map<string, number>();
  for (const entry of journal) {
    if (entry.kind === "step-began") {
      open.set(entry.step, attempts.length);
      attempts.push(begun(entry));
    } else if (entry.kind === "step-ended" || entry.kind === "step-failed") {
      const index = open.get(entry.step);
      const attempt = index === undefined ? undefined : attempts[index];
      open.delete(entry.step);
      // What has no beginning took no time that is known.
      const from = attempt ?? begun(entry);
      const closed: StepAttempt = {
        ...from,
        endedAt: entry.at,
        seconds: attempt === undefined ? null : secondsBetween(from.beganAt, entry.at),
        ...(entry.kind === "step-failed"
          ? { outcome: "failed", reason: entry.reason }
          : { outcome: entry.outcome, commands: entry.commands, observed: entry.observed }),
      };
      attempts.splice(index ?? attempts.length, 1, closed);
    }
  }
  return attempts;
}

function begun({ step, at, epoch }: Extract<JournalEntry, { step: string }>): StepAttempt {
  return {
    step,
    beganAt: at,
    endedAt: null,
    seconds: null,
    outcome: "no end",
    reason: null,
    commands: [],
    observed: {},
    epoch,
  };
}

function measuredIn(journal: readonly JournalEntry[]): readonly Measured[] {
  const last = new Map<string, Measured>();
  for (const entry of journal) {
    if (entry.kind === "measured") last.set(entry.name, { name: entry.name, value: entry.value, unit: entry.unit });
  }
  return [...last.values()];
}

/** Seconds from one time to another, to a tenth. @param from ISO 8601 @param to ISO 8601 */
export function secondsBetween(from: string, to: string): number {
  return Math.round((new Date(to).getTime() - new Date(from).getTime()) / 100) / 10;
}
