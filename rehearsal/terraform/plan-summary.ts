import { isDeepStrictEqual } from "node:util";
import { z } from "zod";

const changeSchema = z.object({
  actions: z.array(z.string()),
  before: z.unknown().optional(),
  // Not there for an output whose value isn't known before the apply.
  after: z.unknown().optional(),
  after_unknown: z.unknown().optional(),
});
const planSchema = z.object({
  resource_changes: z
    .array(z.object({ address: z.string(), type: z.string(), mode: z.string(), change: changeSchema }))
    .default([]),
  output_changes: z.record(z.string(), changeSchema).default({}),
});

/** What a plan would do to one resource or output. Holds names of attributes, never their values, which may be secret. */
export interface PlannedChange {
  /** Resource address, or `output.NAME`. */
  readonly address: string;
  /** Resource type, or `output`. */
  readonly type: string;
  /** Terraform's actions: `create`, `update`, `delete`, or `delete` and `create` for a replacement. */
  readonly actions: readonly string[];
  /** Top-level attributes that change, sorted. */
  readonly attributes: readonly string[];
  /** The resource's `name` before, if it has one that is text. */
  readonly objectName: string | undefined;
}

/**
 * What changes according to `terraform show -json PLANFILE`. Reads of data sources are no changes.
 * Format: https://developer.hashicorp.com/terraform/internals/json-format#plan-representation
 *
 * @throws Error if the text is not such a plan.
 */
export function summarizePlan(planJson: string): readonly PlannedChange[] {
  const plan = planSchema.parse(JSON.parse(planJson));
  const resources = plan.resource_changes
    .filter((resource) => resource.mode === "managed" && isChange(resource.change.actions))
    .map(({ address, type, change }) => ({
      address,
      type,
      actions: change.actions,
      attributes: changedAttributes(change.before, change.after, change.after_unknown),
      objectName: nameOf(change.before),
    }));
  const outputs = Object.entries(plan.output_changes)
    .filter(([, change]) => isChange(change.actions))
    .map(([name, { actions }]) => ({
      address: `output.${name}`,
      type: "output",
      actions,
      attributes: ["value"],
      objectName: undefined,
    }));
  return [...resources, ...outputs];
}

/** One change as a line: `aws_s3_bucket.lake: update (tags, tags_all)`. */
export function describeChange(change: PlannedChange): string {
  const attributes = change.actions.includes("update") ? ` (${change.attributes.join(", ")})` : "";
  return `${change.address}: ${change.actions.join(" and ")}${attributes}`;
}

function isChange(actions: readonly string[]): boolean {
  return actions.some((action) => action !== "no-op" && action !== "read");
}

function changedAttributes(before: unknown, after: unknown, unknown: unknown): readonly string[] {
  const [old, next, later] = [fields(before), fields(after), fields(unknown)];
  const names = new Set([...Object.keys(old), ...Object.keys(next), ...Object.keys(later)]);
  return [...names]
    .filter((name) => isUnknown(later[name]) || !isDeepStrictEqual(old[name] ?? null, next[name] ?? null))
    .sort();
}

/** `after_unknown` mirrors the resource: true where a value is not known, and empty objects and lists where all is. */
function isUnknown(value: unknown): boolean {
  if (value === true) {
    return true;
  }
  return typeof value === "object" && value !== null && Object.values(value).some(isUnknown);
}

function fields(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? Object.fromEntries(Object.entries(value)) : {};
}

function nameOf(before: unknown): string | undefined {
  const { name } = fields(before);
  return typeof name === "string" ? name : undefined;
}
