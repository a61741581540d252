import { tail } from "./process/command";
import type { Claim, StepId } from "./report/claims";

/** What the rehearsal tells while it runs. The rehearsal itself never prints: a terminal, plain lines and tests are three hosts. */
export type RehearsalMessage =
  | { readonly kind: "plan"; readonly steps: readonly { readonly id: StepId; readonly title: string }[] }
  | { readonly kind: "note"; readonly text: string }
  | { readonly kind: "step-started"; readonly step: StepId; readonly title: string }
  | { readonly kind: "progress"; readonly step: StepId; readonly text: string }
  | {
      readonly kind: "step-ended";
      readonly step: StepId;
      readonly title: string;
      readonly ok: boolean;
      readonly durationMs: number;
      readonly claims: readonly Claim[];
    };

/** Receives messages. */
export interface RehearsalHost {
  /** Shows one message. Must not throw. */
  tell(message: RehearsalMessage): void;
  /** Waits until everything told is shown. */
  close(): Promise<void>;
}

/** A duration for people: `0.4 s`, `12 s`, `2 min 05 s`. */
export function formatDuration(ms: number): string {
  const seconds = ms / 1000;
  if (seconds < 10) {
    return `${seconds.toFixed(1)} s`;
  }
  const whole = Math.round(seconds);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, "0")} s`;
}

/** What a failed claim says, and the end of its evidence, as lines. */
export function failedClaimLines(claim: Claim): readonly string[] {
  const evidence = claim.evidence.flatMap((text) => tail(text, 12).split("\n"));
  return [
    `✗ ${claim.id}`,
    `    expected: ${claim.expected}`,
    `    observed: ${claim.observed}`,
    ...evidence.map((line) => `      ${line}`),
  ];
}
