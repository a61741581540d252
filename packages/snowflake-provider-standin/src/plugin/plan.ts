import {
  type CtyRecord,
  type CtyValue,
  equivalent,
  isList,
  isWhollyKnown,
  primitiveText,
  sameValue,
  UNKNOWN,
  zeroValue,
} from "./cty";
import type { ResourceDefinition, SuppressContext, Suppressor } from "./definition";
import type { AttributePath } from "./diagnostics";
import { type Change, PlanDraft, type PlanInput } from "./plan-draft";
import { outputField } from "./resource-data";
import { type AttributeSchema, type BlockSchema, blockTypes, impliedType, type NestedBlockSchema } from "./schema";
import { orderSet } from "./set-order";

/** A plan. */
export interface PlanResult {
  /** The state that apply has to reach. */
  readonly planned: CtyRecord;
  /** Attributes that force a replacement; empty = update in place or nothing to do. */
  readonly replace: readonly AttributePath[];
}

type Plannable<S> = Pick<ResourceDefinition<S>, "suppress" | "spelling" | "customizePlan">;

interface Walk {
  readonly exists: boolean;
  readonly suppress: Readonly<Record<string, Suppressor>>;
  readonly spelling: Readonly<Record<string, (text: string) => string>>;
  readonly context: SuppressContext;
  readonly changes: Change[];
}

/**
 * Plans a create or update the way Terraform's older SDK does: defaults for silence, computed values kept until something that affects
 * them changes, suppressed differences dropped, the stored state returned untouched when nothing changes.
 */
export async function planResource<S>(
  input: PlanInput,
  definition: Plannable<S>,
  session: () => S,
): Promise<PlanResult> {
  const first = await draft(input, definition, session);
  const replace = first.changes.filter(({ replaces }) => replaces).map(({ path }) => path);
  if (input.prior === null) return { planned: first.values, replace: [] };
  if (replace.length > 0) {
    const created = await draft({ ...input, prior: null, proposed: withoutComputed(input) }, definition, session);
    return { planned: created.values, replace };
  }
  const unchanged = first.changes.length === 0 || equivalent(input.prior, first.values);
  return { planned: unchanged ? input.prior : first.values, replace: [] };
}

async function draft<S>(input: PlanInput, definition: Plannable<S>, session: () => S) {
  const type = impliedType(input.schema);
  const types = typeof type !== "string" && type[0] === "object" ? type[1] : {};
  const walk: Walk = {
    exists: input.prior !== null,
    suppress: definition.suppress ?? {},
    spelling: definition.spelling ?? {},
    context: {
      exists: input.prior !== null,
      output: (attribute, field) => outputField(types[attribute], input.prior?.[attribute] ?? null, field),
    },
    changes: [],
  };
  const values = planBlock(input.schema, input.prior, input.proposed, [], walk);
  const planDraft = new PlanDraft(input, values, walk.changes);
  await definition.customizePlan?.(planDraft, session());
  return planDraft.result();
}

/** What Terraform would propose for a creation: the configuration alone. */
function withoutComputed({ schema, config }: PlanInput): CtyRecord {
  const names = [...Object.keys(schema.attributes), ...blockTypes(schema).map(([name]) => name)];
  return Object.fromEntries(names.map((name) => [name, config[name] ?? null]));
}

function planBlock(
  block: BlockSchema,
  prior: CtyRecord | null,
  proposed: CtyRecord,
  path: AttributePath,
  walk: Walk,
): CtyRecord {
  const attributes = Object.entries(block.attributes).map(([name, schema]) => {
    const value = planAttribute(schema, prior?.[name] ?? null, proposed[name] ?? null, [...path, name], walk);
    return [name, value] as const;
  });
  const nested = blockTypes(block).map(([name, schema]) => {
    const value = planNested(schema, prior?.[name] ?? null, proposed[name] ?? null, [...path, name], walk);
    return [name, value] as const;
  });
  return Object.fromEntries([...attributes, ...nested]);
}

function planAttribute(
  schema: AttributeSchema,
  before: CtyValue,
  proposed: CtyValue,
  path: AttributePath,
  walk: Walk,
): CtyValue {
  const record = () => walk.changes.push({ path, replaces: schema.force_new === true });
  const address = addressOf(path);
  const configured = proposed ?? schema.default ?? null;
  const after = typeof configured === "string" ? (walk.spelling[address]?.(configured) ?? configured) : configured;
  if (after === null && schema.computed) return walk.exists ? before : UNKNOWN;
  if (schema.computed && !schema.optional) return before;
  if (after === UNKNOWN) {
    record();
    return UNKNOWN;
  }
  if (typeof schema.type !== "string") return planCollection(schema, before, after, record, walk, address);
  const textBefore = primitiveText(before);
  const textAfter = primitiveText(after === null && before !== null ? zeroValue(schema.type) : after);
  if (textBefore === textAfter) return before === null && proposed === "" ? "" : before;
  if (walk.suppress[address]?.(textBefore, textAfter, walk.context)) return before;
  record();
  return after;
}

/** A path without its indices, the way suppressors and checks are keyed. */
function addressOf(path: AttributePath): string {
  return path.filter((step) => typeof step === "string").join(".");
}

function planCollection(
  schema: AttributeSchema,
  before: CtyValue,
  after: CtyValue,
  record: () => void,
  walk: Walk,
  address: string,
): CtyValue {
  const isSet = schema.type[0] === "set";
  if (isSet && !isWhollyKnown(after)) {
    record();
    return UNKNOWN;
  }
  const order = (value: CtyValue): CtyValue => (isList(value) ? (isSet ? orderSet(value) : value) : []);
  if (schema.type[0] === "map" ? sameValue(before ?? {}, after ?? {}) : sameValue(order(before), order(after)))
    return before ?? after;
  if (isWhollyKnown(after) && walk.suppress[address]?.(JSON.stringify(before), JSON.stringify(after), walk.context))
    return before;
  record();
  // taken out of the configuration: the older SDK plans an empty collection
  return after ?? (schema.type[0] === "map" ? {} : []);
}

function planNested(
  schema: NestedBlockSchema,
  before: CtyValue,
  proposed: CtyValue,
  path: AttributePath,
  walk: Walk,
): CtyValue {
  const record = () => walk.changes.push({ path, replaces: schema.force_new === true });
  if (schema.nesting_mode === "single") return proposed;
  if (proposed === UNKNOWN) {
    record();
    return UNKNOWN;
  }
  const olds = isList(before) ? before : [];
  const news = isList(proposed) ? proposed : [];
  if (olds.length !== news.length) {
    if (walk.suppress[`${addressOf(path)}.#`]?.(String(olds.length), String(news.length), walk.context)) return before;
    record();
  }
  if (schema.nesting_mode === "set") {
    if (olds.length === news.length && !news.every((item) => olds.some((old) => equivalent(old, item)))) record();
    return proposed;
  }
  return news.map((item, i) => {
    const old = olds[i];
    if (item === UNKNOWN || item === null || typeof item !== "object" || isList(item)) return item;
    return planBlock(
      schema.block,
      typeof old === "object" && old !== null && !isList(old) ? old : null,
      item,
      [...path, i],
      walk,
    );
  });
}
