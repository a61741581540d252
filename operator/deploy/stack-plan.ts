import { z } from "zod";
import { type PlannedChange, summarizePlan } from "../../rehearsal/terraform/plan-summary";
import { lostBy } from "./stateful";

/** One change of a plan, with what goes with it. Of a replacement, its attributes are those that force it, where Terraform tells. */
export interface StackChange extends PlannedChange {
  /** What is lost for good; undefined: nothing is. */
  readonly lost: string | undefined;
}

/** A plan of a stack that changes something. */
export interface StackPlan {
  /** What changes. */
  readonly changes: readonly StackChange[];
  /** True: the stack has nothing yet, so what needs it can't be planned. */
  readonly fromNothing: boolean;
}

const resourceSchema = z.object({
  address: z.string(),
  type: z.string(),
  mode: z.string(),
  change: z.object({
    actions: z.array(z.string()),
    before: z.unknown().optional(),
    importing: z.unknown().optional(),
    replace_paths: z.array(z.array(z.union([z.string(), z.number()]))).default([]),
  }),
});
const planSchema = z.object({ resource_changes: z.array(resourceSchema).default([]) });

/**
 * What changes according to `terraform show -json PLANFILE`.
 * Format: developer.hashicorp.com/terraform/internals/json-format#plan-representation
 *
 * @throws Error when the text is not such a plan
 */
export function readStackPlan(planJson: string): StackPlan {
  const managed = planSchema.parse(JSON.parse(planJson)).resource_changes.filter(({ mode }) => mode === "managed");
  const found = new Map(managed.map(({ address, change }) => [address, change]));
  // What is imported as it is, is no change of the resource, and one of the state.
  const imported = managed.filter(({ change }) => change.importing != null && change.actions.join() === "no-op");
  return {
    changes: [
      ...imported.map(({ address, type }) => ({
        address,
        type,
        actions: ["import"],
        attributes: [],
        objectName: undefined,
        lost: undefined,
      })),
      ...summarizePlan(planJson).map((change) => {
        const { before, replace_paths: forcing = [] } = found.get(change.address) ?? {};
        const names = [...new Set(forcing.flatMap(([first]) => (first === undefined ? [] : [String(first)])))].sort();
        return { ...change, ...(names.length === 0 ? {} : { attributes: names }), lost: lostBy(change, before) };
      }),
    ],
    fromNothing: managed.length > 0 && managed.every(({ change }) => change.actions.join() === "create"),
  };
}

/** What of a plan loses something for good. */
export function losses({ changes }: StackPlan): readonly StackChange[] {
  return changes.filter(({ lost }) => lost !== undefined);
}

/** What of a plan is destroyed or replaced, lost or not. */
export function destroyed({ changes }: StackPlan): readonly StackChange[] {
  return changes.filter(({ actions }) => actions.includes("delete"));
}

/** What a change is, in one word. */
export function kindOf({
  type,
  actions,
}: Pick<PlannedChange, "type" | "actions">):
  | "create"
  | "update"
  | "replace"
  | "destroy"
  | "forget"
  | "import"
  | "output" {
  if (type === "output") return "output";
  if (actions.includes("delete")) return actions.includes("create") ? "replace" : "destroy";
  if (actions.includes("create")) return "create";
  if (actions.includes("forget")) return "forget";
  if (actions.includes("import")) return "import";
  return "update";
}
