import { type Desired, type DesiredView, type ViewName, viewKey } from "./desired";
import { type Mark, readMark } from "./mark";
import { type Unreadable, whyUnknown } from "./unreadable";

/** A table or view of PROD. */
export interface ProdRelation {
  readonly schema: string;
  readonly name: string;
  /** Such as VIEW or BASE TABLE. */
  readonly kind: string;
  /** `""`: none. */
  readonly comment: string;
  /** Fingerprint of the view's text, see `textFingerprint`; `""` without a mark. */
  readonly text: string;
  readonly secure: boolean;
}

/** PROD as it is. */
export interface ObservedProd {
  readonly schemas: readonly string[];
  readonly relations: readonly ProdRelation[];
}

/** A change. */
export type Step =
  | { readonly kind: "CREATE_SCHEMA"; readonly schema: string }
  | { readonly kind: "CREATE" | "REPLACE"; readonly view: DesiredView }
  | ({ readonly kind: "DROP" } & ViewName);

/** Something that stays as it is although it isn't as it should be. */
export interface LeftAlone extends ViewName {
  /** CONFLICT: people made it. REFUSED: it can't be made. UNREADABLE: it isn't known what it should be. */
  readonly kind: "CONFLICT" | "REFUSED" | "UNREADABLE";
  readonly reason: string;
}

/** What to do, in order, and what to leave alone. */
export interface SyncPlan {
  readonly steps: readonly Step[];
  readonly leftAlone: readonly LeftAlone[];
}

/** What one view's comparison ends with; undefined: it is as it should be. */
type Verdict = Step | LeftAlone | undefined;

/** Compares PROD with what it should be. Applied to what it plans for, a second plan is empty. */
export function planSync(desired: Desired, observed: ObservedProd, unreadable: Unreadable): SyncPlan {
  const relations = new Map(observed.relations.map((one) => [viewKey({ schema: one.schema, view: one.name }), one]));
  const verdicts: Verdict[] = [
    ...desired.refused.map((refusal): Verdict => ({ kind: "REFUSED", ...name(refusal), reason: refusal.reason })),
    ...desired.views.map((view) => forTable(view, relations.get(viewKey(view)))),
  ];
  const wanted = new Set([...desired.views, ...desired.refused].map(viewKey));
  for (const [key, relation] of relations) if (!wanted.has(key)) verdicts.push(withoutTable(relation, unreadable));
  const steps: Step[] = [];
  const leftAlone: LeftAlone[] = [];
  for (const verdict of verdicts) {
    if (verdict === undefined) continue;
    if ("reason" in verdict) leftAlone.push(verdict);
    else steps.push(verdict);
  }
  return { steps: [...missingSchemas(steps, observed.schemas), ...steps], leftAlone };
}

const name = ({ schema, view }: ViewName): ViewName => ({ schema, view });

function missingSchemas(steps: readonly Step[], schemas: readonly string[]): readonly Step[] {
  const needed = new Set(steps.flatMap((step) => (step.kind === "CREATE" ? [step.view.schema] : [])));
  for (const schema of schemas) needed.delete(schema);
  return [...needed].map((schema) => ({ kind: "CREATE_SCHEMA", schema }));
}

function forTable(view: DesiredView, relation: ProdRelation | undefined): Verdict {
  if (relation === undefined) return { kind: "CREATE", view };
  const mark = ownMark(relation);
  if ("reason" in mark) return { kind: "CONFLICT", ...name(view), reason: mark.reason };
  return mark.source === view.source ? undefined : { kind: "REPLACE", view };
}

function withoutTable(relation: ProdRelation, unreadable: Unreadable): Verdict {
  // What has no mark was never ours, and nothing wants its name.
  if (readMark(relation.comment) === undefined) return undefined;
  const at = { schema: relation.schema, view: relation.name };
  const mark = ownMark(relation);
  if ("reason" in mark) return { kind: "CONFLICT", ...at, reason: `its table is gone, but ${mark.reason}` };
  const unknown = whyUnknown(unreadable, at);
  if (unknown !== undefined)
    return { kind: "UNREADABLE", ...at, reason: `whether its table is gone isn't known: ${unknown}` };
  return { kind: "DROP", ...at };
}

/** The mark of a view that is still as it was made; otherwise why it is not for us to touch. */
function ownMark(relation: ProdRelation): Mark | { readonly reason: string } {
  const mark = readMark(relation.comment);
  if (relation.kind !== "VIEW") return { reason: `it is a ${relation.kind.toLowerCase()} that somebody made` };
  if (mark === undefined) return { reason: "it is a view that somebody made" };
  if (relation.secure) return { reason: "somebody made it secure" };
  return mark.text === relation.text ? mark : { reason: "somebody changed it" };
}
