import type { JournalEntry } from "../journal-entry";
import { type DrillFigures, figuresOf, judgeObjectives, type ObjectiveResult, type Objectives } from "./objectives";
import { cleaned } from "./secrets";
import { type DrillSummary, summarize } from "./summary";

/** A drill, as it is reported. */
export interface Evidence extends DrillSummary, DrillFigures {
  readonly objectives: readonly ObjectiveResult[];
  /** Rows that only the old active account had, by table, which were kept apart. */
  readonly quarantined: readonly QuarantinedTable[];
  /** In one sentence. */
  readonly verdict: { readonly ok: boolean; readonly text: string };
}

/** A table with rows that were kept apart. */
export interface QuarantinedTable {
  readonly table: string;
  readonly rows: number;
}

/** The evidence of a drill, without secrets. Pure. @throws Error for a journal without a beginning */
export function evidenceOf(journal: readonly JournalEntry[], objectives: Objectives): Evidence {
  const summary = summarize(cleaned(journal));
  const results = judgeObjectives(summary, objectives);
  return {
    ...summary,
    ...figuresOf(summary),
    objectives: results,
    quarantined: quarantinedIn(summary),
    verdict: verdictOf(summary, results),
  };
}

function verdictOf(
  { outcome, unreachable, reason }: DrillSummary,
  results: readonly ObjectiveResult[],
): Evidence["verdict"] {
  if (outcome === "unfinished") return { ok: false, text: "not finished" };
  if (outcome !== "completed") return { ok: false, text: reason === null ? outcome : `${outcome}: ${reason}` };
  const missed = results.filter(({ verdict }) => verdict === "missed").length;
  const unknown = results.filter(({ verdict }) => verdict === "unknown").length;
  const slo =
    missed > 0 ? "an objective was missed" : unknown > 0 ? "not every objective could be judged" : "objectives met";
  const left =
    unreachable.length === 0 ? "" : `; left undone, out of reach: ${unreachable.map(({ step }) => step).join(", ")}`;
  return { ok: missed === 0 && unknown === 0 && unreachable.length === 0, text: `completed: ${slo}${left}` };
}

/** A step that quarantines tells `schema`, and in `quarantined` the rows by table. */
function quarantinedIn({ attempts }: DrillSummary): readonly QuarantinedTable[] {
  const rows = new Map<string, number>();
  for (const { observed } of attempts) {
    const { quarantined, schema } = observed;
    if (typeof quarantined !== "object" || quarantined === null) continue;
    for (const [table, count] of Object.entries(quarantined)) {
      if (typeof count === "number") rows.set(typeof schema === "string" ? `${schema}.${table}` : table, count);
    }
  }
  return [...rows].map(([table, count]) => ({ table, rows: count }));
}
