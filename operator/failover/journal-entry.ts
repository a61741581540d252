import type { AccountRole } from "../../config/schema";

/** Which way, and how. `planned`: the active account takes part, nothing is lost; `unplanned`: nothing needs it. */
export interface DrillIntent {
  readonly to: AccountRole;
  readonly mode: "planned" | "unplanned";
  /** Seconds of writes that may be lost, as the operator was told and accepted; null: none. */
  readonly acceptedLossSeconds: number | null;
}

/** One line of a drill's journal; lines are only ever added. Times are ISO 8601, by the controller's clock. */
export type JournalEntry = { readonly drill: string; readonly epoch: number; readonly at: string } & (
  | {
      readonly kind: "began";
      readonly intent: DrillIntent;
      readonly operator: string;
      readonly plan: readonly string[];
    }
  | { readonly kind: "step-began"; readonly step: string }
  | {
      readonly kind: "step-ended";
      readonly step: string;
      /** `done`: by this run; `already`: it was so; `unreachable`: it could not be done there, which is recorded. */
      readonly outcome: "done" | "already" | "unreachable";
      /** Statements that were carried out. */
      readonly commands: readonly string[];
      /** What was seen afterwards. */
      readonly observed: Readonly<Record<string, unknown>>;
    }
  | { readonly kind: "step-failed"; readonly step: string; readonly reason: string }
  | { readonly kind: "measured"; readonly name: string; readonly value: number | string | null; readonly unit: string }
  /** A planned run that met a dead primary goes on as unplanned. */
  | { readonly kind: "continued-as"; readonly intent: DrillIntent }
  | { readonly kind: "ended"; readonly outcome: "completed" | "failed" | "abandoned"; readonly reason: string | null }
);
