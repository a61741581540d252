/** Why something is not synced. A state, not a failure: trying again would not help before Glue or the settings change. */
export interface Refusal {
  /** UNSUPPORTED: can't be mapped. ROUTED: another way into Snowflake has it, such as the catalog-linked database. */
  readonly kind: "UNSUPPORTED" | "ROUTED";
  /** What is in the way, and what to do about it. */
  readonly reason: string;
}

/** A refusal of what can't be mapped. */
export const refuse = (reason: string): Refusal => ({ kind: "UNSUPPORTED", reason });

/** Whether an answer is a refusal. */
export function isRefusal(answer: object): answer is Refusal {
  return "reason" in answer && "kind" in answer && (answer.kind === "UNSUPPORTED" || answer.kind === "ROUTED");
}
