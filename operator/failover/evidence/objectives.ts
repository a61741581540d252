import type { FailoverTopology } from "../topology";
import type { DrillSummary, Measured } from "./summary";

/** Names that measurements of a drill have in its journal. */
export const MEASURED_NAMES = { recoveryPoint: "recoveryPoint", recoveryTime: "recoveryTime" } as const;

/** What a drill is measured by. */
export type Objectives = Pick<FailoverTopology, "scheduleMinutes" | "recoveryPointObjectiveMinutes">;

/** One objective, and whether it was met. */
export interface ObjectiveResult {
  /** As a sentence. */
  readonly objective: string;
  /** What was measured, for people. */
  readonly measured: string;
  /** `unknown`: it was not measured. */
  readonly verdict: "met" | "missed" | "unknown";
}

/** What the drill came to in numbers. Seconds; null: it was not measured. */
export interface DrillFigures {
  readonly recoveryPointSeconds: number | null;
  readonly recoveryTimeSeconds: number | null;
}

/** The measured recovery point and time. */
export function figuresOf({ measured }: Pick<DrillSummary, "measured">): DrillFigures {
  return {
    recoveryPointSeconds: secondsOf(measured, MEASURED_NAMES.recoveryPoint),
    recoveryTimeSeconds: secondsOf(measured, MEASURED_NAMES.recoveryTime),
  };
}

function secondsOf(measured: readonly Measured[], name: string): number | null {
  const found = measured.find((one) => one.name === name && one.unit === "s");
  return typeof found?.value === "number" ? found.value : null;
}

/**
 * Judges the recovery point: a planned drill loses nothing; an unplanned one at most twice the schedule, as Snowflake
 * promises (docs.snowflake.com, user-guide/account-replication-considerations), and at most the objective.
 */
export function judgeObjectives(
  summary: Pick<DrillSummary, "intent" | "measured">,
  { scheduleMinutes, recoveryPointObjectiveMinutes }: Objectives,
): readonly ObjectiveResult[] {
  const { recoveryPointSeconds } = figuresOf(summary);
  const atMost = (objective: string, seconds: number): ObjectiveResult => ({
    objective,
    measured: recoveryPointSeconds === null ? "not measured" : `${recoveryPointSeconds} s`,
    verdict: recoveryPointSeconds === null ? "unknown" : recoveryPointSeconds <= seconds ? "met" : "missed",
  });
  if (summary.intent.mode === "planned") return [atMost("a planned drill loses nothing: recovery point 0 s", 0)];
  return [
    scheduleMinutes === undefined
      ? {
          objective: "recovery point at most twice the schedule",
          measured: "the schedule is a cron expression, which has no one interval",
          verdict: "unknown",
        }
      : atMost(`recovery point at most twice the schedule: ${scheduleMinutes * 120} s`, scheduleMinutes * 120),
    atMost(
      `recovery point at most the objective: ${recoveryPointObjectiveMinutes * 60} s`,
      recoveryPointObjectiveMinutes * 60,
    ),
  ];
}
