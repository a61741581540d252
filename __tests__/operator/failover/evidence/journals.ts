import type { JournalEntry } from "../../../../operator/failover/journal-entry";

type Told = JournalEntry extends infer Entry
  ? Entry extends JournalEntry
    ? Omit<Entry, "drill" | "epoch" | "at">
    : never
  : never;

/** Ten o'clock and so many seconds. */
const at = (seconds: number): string => new Date(Date.UTC(2026, 2, 1, 10, 0, seconds)).toISOString();

/** A journal of one drill: seconds since its beginning, epoch, and what is told. */
export const journal = (
  lines: readonly (readonly [seconds: number, epoch: number, told: Told])[],
): readonly JournalEntry[] =>
  lines.map(
    ([seconds, epoch, told]): JournalEntry => ({ drill: "20260301T100000-ab12", epoch, at: at(seconds), ...told }),
  );

/** A planned drill in which nothing went wrong. */
export const PLANNED = journal([
  [
    0,
    3,
    {
      kind: "began",
      intent: { to: "secondary", mode: "planned", acceptedLossSeconds: null },
      operator: "ann@bastion",
      plan: ["take-lease", "promote:DB_FG"],
    },
  ],
  [0, 3, { kind: "step-began", step: "take-lease" }],
  [1, 3, { kind: "step-ended", step: "take-lease", outcome: "done", commands: [], observed: {} }],
  [1, 3, { kind: "step-began", step: "promote:DB_FG" }],
  [
    4,
    3,
    {
      kind: "step-ended",
      step: "promote:DB_FG",
      outcome: "done",
      commands: ['ALTER FAILOVER GROUP "DB_FG" PRIMARY'],
      observed: { isPrimary: true },
    },
  ],
  [4, 3, { kind: "measured", name: "recoveryPoint", value: 0, unit: "s" }],
  [5, 3, { kind: "measured", name: "recoveryTime", value: 5.2, unit: "s" }],
  [6, 3, { kind: "ended", outcome: "completed", reason: null }],
]);

/** A planned drill whose primary died, that was continued as unplanned by the next controller, and lost the old side. */
export const CONTINUED = journal([
  [
    0,
    3,
    {
      kind: "began",
      intent: { to: "secondary", mode: "planned", acceptedLossSeconds: null },
      operator: "ann@bastion",
      plan: ["take-lease", "fence:primary", "promote:DB_FG"],
    },
  ],
  [0, 3, { kind: "step-began", step: "fence:primary" }],
  [9, 3, { kind: "step-failed", step: "fence:primary", reason: "primary doesn't answer: connect ECONNREFUSED" }],
  [60, 4, { kind: "continued-as", intent: { to: "secondary", mode: "unplanned", acceptedLossSeconds: 900 } }],
  [60, 4, { kind: "step-began", step: "fence:primary" }],
  [
    61,
    4,
    {
      kind: "step-ended",
      step: "fence:primary",
      outcome: "unreachable",
      commands: [],
      observed: { reason: "connect ECONNREFUSED" },
    },
  ],
  [61, 4, { kind: "step-began", step: "promote:DB_FG" }],
  [70, 5, { kind: "step-began", step: "promote:DB_FG" }],
  [72, 5, { kind: "measured", name: "recoveryPoint", value: 1300, unit: "s" }],
  [
    73,
    5,
    {
      kind: "step-ended",
      step: "promote:DB_FG",
      outcome: "done",
      commands: ['ALTER FAILOVER GROUP "DB_FG" PRIMARY'],
      observed: { schema: "QUARANTINE_E3", quarantined: { MONITORING__RECOVERY_POINT: 2 } },
    },
  ],
  [75, 5, { kind: "ended", outcome: "completed", reason: null }],
]);
