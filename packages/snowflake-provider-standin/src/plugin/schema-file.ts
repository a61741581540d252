import type { CtyType } from "./cty";
import type { AttributeSchema, BlockSchema, NestedBlockSchema, ProviderSchema, ResourceSchema } from "./schema";

/**
 * Takes a parsed schema file for what it says it is.
 * @throws TypeError naming the first place that isn't a schema
 */
export function readProviderSchema(raw: unknown): ProviderSchema {
  const file = record(raw, "schema");
  const resources = Object.entries(record(file.resources, "resources")).map(
    ([name, value]) => [name, readResource(value, name)] as const,
  );
  return {
    provider_config: readBlock(file.provider_config, "provider_config"),
    resources: Object.fromEntries(resources),
  };
}

function readResource(raw: unknown, path: string): ResourceSchema {
  const { version } = record(raw, path);
  if (typeof version !== "number") throw new TypeError(`${path}.version: expected a number`);
  return { version, ...readBlock(raw, path) };
}

function readBlock(raw: unknown, path: string): BlockSchema {
  const block = record(raw, path);
  const attributes = Object.entries(record(block.attributes ?? {}, `${path}.attributes`));
  const blocks = Object.entries(record(block.block_types ?? {}, `${path}.block_types`));
  return {
    attributes: Object.fromEntries(attributes.map(([name, value]) => [name, readAttribute(value, `${path}.${name}`)])),
    block_types: Object.fromEntries(blocks.map(([name, value]) => [name, readNested(value, `${path}.${name}`)])),
  };
}

function readAttribute(raw: unknown, path: string): AttributeSchema {
  const facts = record(raw, path);
  const given = facts.default;
  return {
    type: readType(facts.type, path),
    ...flags(facts, ["required", "optional", "computed", "sensitive", "deprecated", "force_new", "diff_suppressed"]),
    ...(typeof given === "string" || typeof given === "number" || typeof given === "boolean" ? { default: given } : {}),
    ...rules(facts),
  };
}

function readNested(raw: unknown, path: string): NestedBlockSchema {
  const facts = record(raw, path);
  const mode = facts.nesting_mode;
  if (mode !== "single" && mode !== "list" && mode !== "set")
    throw new TypeError(`${path}.nesting_mode: expected single, list or set`);
  return {
    nesting_mode: mode,
    block: readBlock(facts.block, path),
    ...(typeof facts.min_items === "number" ? { min_items: facts.min_items } : {}),
    ...(typeof facts.max_items === "number" ? { max_items: facts.max_items } : {}),
    ...flags(facts, ["force_new"]),
    ...rules(facts),
  };
}

function readType(raw: unknown, path: string): CtyType {
  if (raw === "string" || raw === "number" || raw === "bool") return raw;
  const [kind, inner]: readonly unknown[] = Array.isArray(raw) ? raw : [];
  if (kind === "list" || kind === "set" || kind === "map") return [kind, readType(inner, path)];
  if (kind !== "object")
    throw new TypeError(`${path}.type: ${JSON.stringify(raw)} is not a type that this provider knows`);
  return [
    "object",
    Object.fromEntries(
      Object.entries(record(inner, path)).map(([name, type]) => [name, readType(type, `${path}.${name}`)]),
    ),
  ];
}

function flags<K extends string>(
  facts: Readonly<Record<string, unknown>>,
  names: readonly K[],
): { [P in K]?: boolean } {
  const set: { [P in K]?: boolean } = {};
  for (const name of names) if (facts[name] === true) set[name] = true;
  return set;
}

function rules(facts: Readonly<Record<string, unknown>>): {
  conflicts_with?: readonly string[];
  exactly_one_of?: readonly string[];
} {
  const { conflicts_with, exactly_one_of } = facts;
  return {
    ...(Array.isArray(conflicts_with) ? { conflicts_with: conflicts_with.map(String) } : {}),
    ...(Array.isArray(exactly_one_of) ? { exactly_one_of: exactly_one_of.map(String) } : {}),
  };
}

function record(value: unknown, path: string): Readonly<Record<string, unknown>> {
  if (typeof value === "object" && value !== null && !Array.isArray(value))
    return Object.fromEntries(Object.entries(value));
  throw new TypeError(`${path}: expected an object`);
}
