import { z } from "zod";
import { summarizePlan } from "../../rehearsal/terraform/plan-summary";

/** What the plan of a stack would do to one resource, after the imports. */
export interface PlannedResource {
  readonly address: string;
  /** Whether an import is part of it: not, where Terraform has it already. */
  readonly importing: boolean;
  readonly what: "imported" | "imported and updated" | "updated" | "created" | "replaced" | "destroyed";
  /** Attributes that change; of a replacement those that force it. */
  readonly attributes: readonly string[];
  /** What the forcing attributes are, and would be, where that is plain and not secret. */
  readonly differences: readonly string[];
}

const changeSchema = z.object({
  actions: z.array(z.string()),
  importing: z.unknown().optional(),
  replace_paths: z.array(z.array(z.union([z.string(), z.number()]))).optional(),
  before: z.unknown().optional(),
  // Missing where nothing of it is known before the apply.
  after: z.unknown().optional(),
  before_sensitive: z.unknown().optional(),
  after_sensitive: z.unknown().optional(),
});
type Change = z.infer<typeof changeSchema>;
const planSchema = z.object({
  resource_changes: z.array(z.object({ address: z.string(), mode: z.string(), change: changeSchema })).default([]),
});

/**
 * What a plan would do, in its order, with what it leaves alone left out.
 * Format: developer.hashicorp.com/terraform/internals/json-format#change-representation
 * @throws Error if the text is not what `terraform show -json` prints of a plan
 */
export function plannedResources(planJson: string): readonly PlannedResource[] {
  const plan = planSchema.parse(JSON.parse(planJson));
  const attributes = new Map(summarizePlan(planJson).map((change) => [change.address, change.attributes]));
  return plan.resource_changes
    .filter(({ mode }) => mode === "managed")
    .flatMap(({ address, change }) => {
      const what = kindOf(change);
      if (what === undefined) return [];
      const forcing = [...new Set((change.replace_paths ?? []).map(([first]) => String(first)))].sort();
      const changed = what === "created" || what === "imported" ? [] : (attributes.get(address) ?? []);
      return [
        {
          address,
          importing: isImporting(change),
          what,
          attributes: what === "replaced" && forcing.length > 0 ? forcing : changed,
          differences: what === "replaced" ? forcing.flatMap((name) => difference(change, name)) : [],
        },
      ];
    });
}

/** Whether an adoption refuses it: something that is there would be gone. */
export const isRefused = ({ what }: PlannedResource): boolean => what === "replaced" || what === "destroyed";

const isImporting = ({ importing }: Change): boolean => importing !== undefined && importing !== null;

function kindOf(change: Change): PlannedResource["what"] | undefined {
  const { actions } = change;
  const imported = isImporting(change);
  if (actions.includes("delete")) return actions.includes("create") ? "replaced" : "destroyed";
  if (actions.includes("create")) return "created";
  if (actions.includes("update")) return imported ? "imported and updated" : "updated";
  return imported ? "imported" : undefined;
}

function difference(
  { before, after, before_sensitive: secret, after_sensitive: later }: Change,
  name: string,
): string[] {
  if (at(secret, name) !== undefined && at(secret, name) !== false) return [];
  if (at(later, name) !== undefined && at(later, name) !== false) return [];
  // Some arguments the Snowflake provider reads back in these alone.
  const shown = ["describe_output", "show_output"].map((output) => at([at(before, output)].flat()[0], name));
  const [was, will] = [[at(before, name), ...shown].find((value) => plain(value) !== undefined), at(after, name)].map(
    plain,
  );
  return was === undefined || will === undefined ? [] : [`${name} is ${was}, and the configuration says ${will}`];
}

const at = (value: unknown, name: string): unknown =>
  typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;

function plain(value: unknown): string | undefined {
  const text = ["string", "number", "boolean"].includes(typeof value) ? JSON.stringify(value) : undefined;
  return text !== undefined && text.length <= 120 ? text : undefined;
}
