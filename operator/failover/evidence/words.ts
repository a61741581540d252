import type { DrillIntent } from "../journal-entry";
import type { Evidence } from "./evidence";
import { type StepAttempt, secondsBetween } from "./summary";

/** A line of the table at the top. */
export type Fact = readonly [name: string, value: string];

/** What a drill was, in the order in which it is shown. */
export function factsOf(evidence: Evidence): readonly Fact[] {
  const { begun, intent, operator, epochs, beganAt, endedAt, outcome } = evidence;
  return [
    ["Operator", operator],
    ["Direction", `to the ${intent.to}`],
    ["Mode", begun.mode === intent.mode ? modeOf(intent) : `${modeOf(begun)}, continued as ${modeOf(intent)}`],
    ["Epoch", epochs.join(", ")],
    ["Began", beganAt],
    ["Ended", endedAt === null ? "not yet" : `${endedAt}, after ${secondsBetween(beganAt, endedAt)} s`],
    ["Outcome", outcome],
  ];
}

/** The recovery point and time, and what else was measured. */
export function figureFacts({ recoveryPointSeconds, recoveryTimeSeconds, measured }: Evidence): readonly Fact[] {
  const seconds = (value: number | null) => (value === null ? "not measured" : `${value} s`);
  const others = measured.filter(({ name }) => name !== "recoveryPoint" && name !== "recoveryTime");
  return [
    ["Recovery point (RPO): writes that were lost at most", seconds(recoveryPointSeconds)],
    ["Recovery time (RTO): from the yes to a client's first answer", seconds(recoveryTimeSeconds)],
    ...others.map(({ name, value, unit }): Fact => [name, value === null ? "not known" : `${value} ${unit}`]),
  ];
}

/** What is said of an attempt in the timeline. */
export function remarkOf({ outcome, reason, observed }: StepAttempt): string {
  switch (outcome) {
    case "failed":
      return reason ?? "no reason is told";
    case "unreachable":
      return typeof observed.reason === "string" ? observed.reason : "the account could not be reached";
    case "no end":
      return "the controller ended before the step did";
    default:
      return "";
  }
}

/** How an attempt ended, with a mark that isn't only a color. */
export function outcomeOf({ outcome }: Pick<StepAttempt, "outcome">): { readonly ok: boolean; readonly text: string } {
  switch (outcome) {
    case "done":
      return { ok: true, text: "✓ done" };
    case "already":
      return { ok: true, text: "✓ was so already" };
    case "unreachable":
      return { ok: false, text: "✗ not done: out of reach" };
    case "failed":
      return { ok: false, text: "✗ failed" };
    case "no end":
      return { ok: false, text: "? no end" };
  }
}

/** Whether an objective was met, with a mark that isn't only a color. */
export const OBJECTIVE_WORDS = { met: "✓ met", missed: "✗ missed", unknown: "? not known" } as const;

/** `+12.3 s` */
export function offsetOf({ beganAt }: Pick<Evidence, "beganAt">, at: string): string {
  return `+${secondsBetween(beganAt, at)} s`;
}

/** What is told of times. */
export const CLOCK_NOTE =
  "Times are by the controller's clock. The recovery point of an unplanned drill is by the clock of the account that was promoted.";

function modeOf({ mode, acceptedLossSeconds }: DrillIntent): string {
  return acceptedLossSeconds === null ? mode : `${mode}, accepting the loss of ${acceptedLossSeconds} s`;
}
