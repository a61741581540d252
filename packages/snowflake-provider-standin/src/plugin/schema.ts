import type { CtyType } from "./cty";

/** Facts about one attribute, in the notation of the schema file. */
export interface AttributeSchema {
  /** Terraform type in Terraform's JSON notation. */
  readonly type: CtyType;
  /** Must be given in the configuration. */
  readonly required?: boolean;
  /** May be given in the configuration. */
  readonly optional?: boolean;
  /** The provider fills it. */
  readonly computed?: boolean;
  /** Hidden in plans; never logged. */
  readonly sensitive?: boolean;
  /** Terraform warns when it is used. */
  readonly deprecated?: boolean;
  /** A change replaces the resource. */
  readonly force_new?: boolean;
  /** Planned where the configuration is silent. */
  readonly default?: string | number | boolean;
  /** The provider compares this value in its own way. */
  readonly diff_suppressed?: boolean;
  /** Addresses (`block.0.attribute`) that can't be given together with this one. */
  readonly conflicts_with?: readonly string[];
  /** Addresses of which exactly one must be given; includes this one. */
  readonly exactly_one_of?: readonly string[];
}

/** Facts about one nested block type. */
export interface NestedBlockSchema {
  /** How often the block may appear and how its values nest. */
  readonly nesting_mode: "single" | "list" | "set";
  /** Fewest blocks; absent = none needed. */
  readonly min_items?: number;
  /** Most blocks; absent = no limit. */
  readonly max_items?: number;
  /** What is inside. */
  readonly block: BlockSchema;
  /** A change replaces the resource. */
  readonly force_new?: boolean;
  /** As for attributes. */
  readonly conflicts_with?: readonly string[];
  /** As for attributes. */
  readonly exactly_one_of?: readonly string[];
}

/** Attributes and nested blocks of one level. */
export interface BlockSchema {
  /** Attribute name → facts. */
  readonly attributes: Readonly<Record<string, AttributeSchema>>;
  /** Block type name → facts. */
  readonly block_types?: Readonly<Record<string, NestedBlockSchema>>;
}

/** The schema of one resource type. */
export interface ResourceSchema extends BlockSchema {
  /** Version of the stored state; state of a lower one is upgraded. */
  readonly version: number;
}

/** A provider's whole schema. */
export interface ProviderSchema {
  /** Arguments of the provider block. */
  readonly provider_config: BlockSchema;
  /** Resource type → schema. */
  readonly resources: Readonly<Record<string, ResourceSchema>>;
}

/** Nested blocks of a level, also where it declares none. */
export function blockTypes(block: BlockSchema): readonly (readonly [string, NestedBlockSchema])[] {
  return Object.entries(block.block_types ?? {});
}

/** The object type that values of a block have. */
export function impliedType(block: BlockSchema): CtyType {
  const attributes = Object.entries(block.attributes).map(([name, { type }]) => [name, type] as const);
  const nested = blockTypes(block).map(([name, nestedBlock]) => {
    const inner = impliedType(nestedBlock.block);
    const type: CtyType = nestedBlock.nesting_mode === "single" ? inner : [nestedBlock.nesting_mode, inner];
    return [name, type] as const;
  });
  return ["object", Object.fromEntries([...attributes, ...nested])];
}

interface WireBlock {
  readonly version: number;
  readonly attributes: readonly object[];
  readonly block_types: readonly object[];
}

/** A resource's schema as the GetSchema answer carries it. */
export function wireSchema(
  schema: BlockSchema,
  version: number,
): { readonly version: number; readonly block: WireBlock } {
  return { version, block: wireBlock(schema, version) };
}

function wireBlock(block: BlockSchema, version = 0): WireBlock {
  return {
    version,
    attributes: Object.entries(block.attributes).map(([name, attribute]) => ({
      name,
      type: Buffer.from(JSON.stringify(attribute.type)),
      required: attribute.required ?? false,
      optional: attribute.optional ?? false,
      computed: attribute.computed ?? false,
      sensitive: attribute.sensitive ?? false,
      deprecated: attribute.deprecated ?? false,
    })),
    block_types: blockTypes(block).map(([type_name, nested]) => ({
      type_name,
      block: wireBlock(nested.block),
      nesting: nested.nesting_mode.toUpperCase(),
      min_items: nested.min_items ?? 0,
      max_items: nested.max_items ?? 0,
    })),
  };
}
