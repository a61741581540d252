import type { JournalEntry } from "../../../../operator/failover/journal-entry";

/** A line of a journal, by its number. */
export function lineOf(drill: string, number: number): JournalEntry {
  const at = new Date(Date.parse("2026-03-01T12:00:00.000Z") + number * 1000).toISOString();
  return { drill, epoch: 1, at, kind: "step-began", step: `step-${number}` };
}
