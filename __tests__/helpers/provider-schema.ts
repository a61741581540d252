import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Block } from "./synthesize";

/** A block's schema, as `terraform providers schema -json` gives it. */
export interface BlockSchema {
  readonly attributes?: Readonly<
    Record<
      string,
      { readonly type?: unknown; readonly required?: boolean; readonly optional?: boolean; readonly computed?: boolean }
    >
  >;
  readonly block_types?: Readonly<
    Record<
      string,
      {
        readonly nesting_mode: string;
        readonly block: BlockSchema;
        readonly min_items?: number;
        readonly max_items?: number;
      }
    >
  >;
}

/** What a provider accepts. */
export interface ProviderSchema {
  readonly provider: BlockSchema;
  readonly resources: Readonly<Record<string, BlockSchema>>;
}

const ROOT = join(__dirname, "../..");

/** The AWS provider's own schema, of the resource types that the stacks emit. See schemas/README.md. */
export function awsProviderSchema(): ProviderSchema {
  return JSON.parse(readFileSync(join(ROOT, "__tests__/schemas/aws-5.100.0.json"), "utf8"));
}

/** The Snowflake provider's own schema. */
export function snowflakeProviderSchema(): ProviderSchema {
  const file = join(ROOT, "packages/snowflake-provider-standin/schema/snowflake-2.20.0.json");
  const { provider_config: provider, resources } = JSON.parse(readFileSync(file, "utf8"));
  return { provider, resources };
}

const META_ARGUMENTS = [
  "//",
  "alias",
  "connection",
  "count",
  "depends_on",
  "for_each",
  "lifecycle",
  "provider",
  "provisioner",
];

/**
 * Checks a block of Terraform JSON against its schema: unknown, missing and read-only arguments, types, and how often a
 * block may stand.
 *
 * @returns a sentence for each thing that the provider would refuse
 */
export function schemaViolations(block: Block, schema: BlockSchema, path: string): string[] {
  const attributes = schema.attributes ?? {};
  const blockTypes = schema.block_types ?? {};
  const given = Object.entries(block).filter(([key]) => !META_ARGUMENTS.includes(key));
  return [
    ...given.flatMap(([key, value]) => {
      const attribute = attributes[key];
      const nested = blockTypes[key];
      const where = `${path}.${key}`;
      if (attribute !== undefined) {
        const readOnly = attribute.computed === true && attribute.optional !== true ? [`${where} can't be set`] : [];
        return [...readOnly, ...typeViolations(value, attribute.type, where)];
      }
      if (nested === undefined) {
        return [`${where} isn't in the schema`];
      }
      const blocks = asBlocks(value);
      const tooMany =
        nested.max_items !== undefined && blocks.length > nested.max_items ? [`${where} stands too often`] : [];
      return [
        ...tooMany,
        ...blocks.flatMap((inner, index) => schemaViolations(inner, nested.block, `${where}[${index}]`)),
      ];
    }),
    ...Object.entries(attributes)
      .filter(([key, attribute]) => attribute.required === true && !(key in block))
      .map(([key]) => `${path}.${key} is missing`),
    ...Object.entries(blockTypes)
      .filter(([key, nested]) => (nested.min_items ?? 0) > asBlocks(block[key]).length)
      .map(([key]) => `${path}.${key} is missing`),
  ];
}

function asBlocks(value: unknown): Block[] {
  return (Array.isArray(value) ? value : [value]).filter(
    (item): item is Block => typeof item === "object" && item !== null,
  );
}

/** Checks a value against a type in Terraform's JSON notation, such as "string" or ["set", "string"]. */
function typeViolations(value: unknown, type: unknown, where: string): string[] {
  if (typeof value === "string" && value.includes("${")) {
    return [];
  }
  if (typeof type === "string") {
    const actual = typeof value === "boolean" ? "bool" : typeof value;
    return actual === type ? [] : [`${where} is a ${actual}, not a ${type}`];
  }
  const [kind, inner]: unknown[] = Array.isArray(type) ? type : [];
  if (kind === "map") {
    return Object.entries(asBlocks(value)[0] ?? {}).flatMap(([key, item]) =>
      typeViolations(item, inner, `${where}.${key}`),
    );
  }
  if (kind === "list" || kind === "set") {
    return Array.isArray(value)
      ? value.flatMap((item, index) => typeViolations(item, inner, `${where}[${index}]`))
      : [`${where} is not a list`];
  }
  return [];
}
