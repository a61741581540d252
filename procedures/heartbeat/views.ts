import { qualifiedName } from "../../sql/identifier";
import type { Observation } from "../runtime/observation";
import type { Check } from "./check";

/** A view that was asked for a row. */
export interface AnsweredView {
  /** Database, schema, view. */
  readonly name: readonly string[];
  /** Whether there was a row. */
  readonly answer: Observation<{ readonly empty: boolean }>;
}

/** A view is good when it answers; that it answers without a row is said, and is an answer. */
export function checkViews(views: readonly AnsweredView[]): readonly Check[] {
  return views.map(({ name, answer }) => {
    const at = { check: "view", object: qualifiedName(...name) };
    // A view that can't be read is known not to work, whatever the reason.
    if (!answer.known) return { ...at, verdict: "bad", reason: answer.reason };
    return { ...at, verdict: "good", reason: answer.value.empty ? "it answers, without a row" : "it answers" };
  });
}
