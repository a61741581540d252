import {
  type CtyRecord,
  type CtyValue,
  equivalent,
  isRecord,
} from "../../packages/snowflake-provider-standin/src/plugin/cty";
import { SCHEMA, Terraform } from "../../packages/snowflake-provider-standin/test/support/harness";
import type { EmulatedOrganization } from "./emulated-organization";
import { type BlockSchema, snowflakeProviderSchema } from "./provider-schema";
import { resourcesOf, type SynthesizedResource, type SynthesizedStack } from "./synthesize";

/** What a plan would do to a resource. */
export interface PlannedChange {
  /** `type.id` of the resource, without the hash of the id. */
  readonly address: string;
  /** What happens to it. */
  readonly action: "create" | "update" | "replace";
  /** The attributes that differ, or that force the replacement. */
  readonly attributes: readonly string[];
}

const META_ARGUMENTS = new Set(["//", "provider", "depends_on", "lifecycle", "count", "for_each"]);
/** What a step's query has brought, by the property's name. */
const PROPERTY =
  /one\(\[for row in (snowflake_execute\.[\w-]+)\.query_results : row\.property_value if row\.property == "(\w+)"\]\)/;
const REFERENCE = /\$\{(snowflake_\w+\.[\w-]+)\.([\w.[\]]+)\}/g;
const { resources: SCHEMAS } = snowflakeProviderSchema();

/**
 * The Snowflake resources of a synthesized stack, with a state: applied in the order of their references and refreshed,
 * planned as Terraform does it, `ignore_changes` included, through the stand-in's own plugin calls. No binary, no process.
 */
export class EmulatedTerraform {
  private readonly instances = new Map<string, Terraform>();

  constructor(
    private readonly organization: EmulatedOrganization,
    private stack: SynthesizedStack,
  ) {}

  /** The configuration has changed. */
  change(stack: SynthesizedStack): void {
    this.stack = stack;
  }

  /** Refreshes and plans every resource; what would change. @throws Error with what the provider complains of */
  async plan(): Promise<readonly PlannedChange[]> {
    const changes: PlannedChange[] = [];
    for (const resource of this.inOrder()) {
      const terraform = await this.instance(resource);
      if (terraform.state !== null) {
        await terraform.refresh();
        complain(resource, terraform);
      }
      const { planned, replace } = await terraform.plan(this.configured(resource, terraform.state));
      complain(resource, terraform);
      const address = addressOf(resource).replace(/_\w{8}$/, "");
      const attributes = Object.keys(planned)
        .filter((key) => !equivalent(planned[key] ?? null, terraform.state?.[key] ?? null))
        .sort();
      if (terraform.state === null) changes.push({ address, action: "create", attributes: [] });
      else if (replace.length > 0) changes.push({ address, action: "replace", attributes: replace });
      else if (attributes.length > 0) changes.push({ address, action: "update", attributes });
    }
    return changes;
  }

  /** Refreshes and applies every resource that differs. @returns the statements that did more than look */
  async apply(): Promise<readonly string[]> {
    const statements: string[] = [];
    for (const resource of this.inOrder()) {
      const terraform = await this.instance(resource);
      if (terraform.state !== null) {
        await terraform.refresh();
        complain(resource, terraform);
      }
      const config = this.configured(resource, terraform.state);
      const { planned, replace } = await terraform.plan(config);
      complain(resource, terraform);
      if (terraform.state !== null && replace.length === 0 && equivalent(planned, terraform.state)) continue;
      if (terraform.state !== null && replace.length > 0) {
        statements.push(...(await terraform.destroy()));
        complain(resource, terraform);
      }
      statements.push(...(await terraform.apply(config)));
      complain(resource, terraform);
    }
    return statements.filter((statement) => !/^(SHOW|DESCRIBE|SELECT (?!SYSTEM\$))/.test(statement));
  }

  /** Destroys every resource, each before what it depends on, up to the first that is refused. */
  async destroy(): Promise<void> {
    for (const resource of [...this.inOrder()].reverse()) {
      const terraform = await this.instance(resource);
      if (terraform.state !== null) await terraform.destroy();
      complain(resource, terraform);
    }
  }

  /** What the state has, by address. */
  resources(): ReadonlyMap<string, CtyRecord> {
    return new Map(
      [...this.instances].flatMap(([address, { state }]) => (state === null ? [] : [[address, state] as const])),
    );
  }

  /** Takes resources out of the state; nothing is destroyed. */
  forget(addresses: readonly string[]): void {
    for (const address of addresses) {
      const instance = this.instances.get(address);
      if (instance !== undefined) instance.state = null;
    }
  }

  /** The outputs that other stacks read, as the state has them. */
  principals(): Readonly<Record<string, unknown>> {
    const outputs = Object.entries(this.stack.output ?? {}).filter(([name]) => name.endsWith("_principal_arn"));
    return Object.fromEntries(outputs.map(([name, { value }]) => [name, this.principal(String(value))]));
  }

  private principal(expression: string): unknown {
    const [, address, property] = PROPERTY.exec(expression) ?? [];
    if (address === undefined) return this.followed(expression);
    const rows = this.instances.get(address)?.state?.query_results;
    const row = (Array.isArray(rows) ? rows : []).find((one) => isRecord(one) && one.property === property);
    const [, key] = /^\$\{jsondecode\(.*\)\.(\w+)\}$/.exec(expression) ?? [];
    return key === undefined ? row?.property_value : JSON.parse(String(row?.property_value))[key];
  }

  /** The resources, each after what it refers to and depends on. */
  private inOrder(): readonly SynthesizedResource[] {
    const own = resourcesOf(this.stack).filter(({ type }) => type.startsWith("snowflake_"));
    const all = new Map(own.map((resource) => [addressOf(resource), resource]));
    const ordered = new Set<SynthesizedResource>();
    const visit = (resource: SynthesizedResource): void => {
      if (ordered.has(resource)) return;
      const references = [...JSON.stringify(resource.block).matchAll(/snowflake_\w+\.[\w-]+/g)].map(([text]) => text);
      for (const reference of references) {
        const other = all.get(reference);
        if (other !== undefined && other !== resource) visit(other);
      }
      ordered.add(resource);
    };
    for (const resource of all.values()) visit(resource);
    return [...ordered];
  }

  private async instance(resource: SynthesizedResource): Promise<Terraform> {
    const address = addressOf(resource);
    const found = this.instances.get(address);
    if (found !== undefined) return found;
    const providers = this.stack.provider.snowflake ?? [];
    const alias = String(resource.block.provider ?? "snowflake").split(".")[1];
    const provider = providers.find((one) => one.alias === alias);
    if (provider === undefined) throw new Error(`${address} has no provider`);
    const warehouse = provider.warehouse === undefined ? undefined : String(provider.warehouse);
    const session = await this.organization.session(String(provider.account_name), String(provider.role), warehouse);
    const terraform = new Terraform(resource.type, session);
    this.instances.set(address, terraform);
    return terraform;
  }

  /** What the provider is given: references followed, and what is ignored as it is in the state. */
  private configured({ type, block }: SynthesizedResource, state: CtyRecord | null): CtyRecord {
    const plain = Object.fromEntries(Object.entries(block).filter(([key]) => !META_ARGUMENTS.has(key)));
    const schema = SCHEMAS[type];
    if (schema === undefined) throw new Error(`no schema of ${type}`);
    const config = blocksListed(this.followed(plain), schema);
    const { ignore_changes: ignored }: { ignore_changes?: unknown } = Object(block.lifecycle);
    if (state === null || ignored === undefined) return config;
    const settable = (key: string) => {
      const attribute = SCHEMA.resources[type]?.attributes?.[key];
      return attribute === undefined || attribute.optional === true || attribute.required === true;
    };
    const keys =
      ignored === "all" ? Object.keys(state).filter((key) => key !== "id" && settable(key)) : [ignored].flat();
    return { ...config, ...Object.fromEntries(keys.map((key) => [String(key), state[String(key)] ?? null])) };
  }

  private followed(value: unknown): CtyValue {
    if (Array.isArray(value)) return value.map((item) => this.followed(item));
    if (typeof value === "string") {
      const text = value.replace(REFERENCE, (_, address: string, path: string) =>
        String(at(this.instances.get(address)?.state ?? null, path)),
      );
      if (text.includes("${")) throw new Error(`can't be followed here: ${text}`);
      return text;
    }
    if (typeof value === "object" && value !== null) {
      return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, this.followed(inner)]));
    }
    return typeof value === "number" || typeof value === "boolean" ? value : null;
  }
}

const addressOf = ({ type, id }: SynthesizedResource) => `${type}.${id}`;

/** The value at a path such as `describe_output[0].name`; undefined where there is none. */
function at(state: CtyValue, path: string): CtyValue | undefined {
  return (path.match(/\w+/g) ?? []).reduce<CtyValue | undefined>((value, key) => {
    if (Array.isArray(value)) return value[Number(key)];
    return isRecord(value) ? value[key] : undefined;
  }, state);
}

/** Terraform JSON lets a block that stands once be an object. */
function blocksListed(value: CtyValue, schema: BlockSchema): CtyRecord {
  const entries = Object.entries(isRecord(value) ? value : {}).map(([key, inner]) => {
    const nested = schema.block_types?.[key];
    if (nested === undefined) return [key, inner] as const;
    const blocks = (Array.isArray(inner) ? inner : [inner]).map((block) => blocksListed(block, nested.block));
    return [key, nested.nesting_mode === "single" ? (blocks[0] ?? null) : blocks] as const;
  });
  return Object.fromEntries(entries);
}

function complain(resource: SynthesizedResource, { diagnostics }: Terraform): void {
  if (diagnostics.length > 0) {
    const texts = diagnostics.map(({ summary, detail }) => `${summary}: ${detail}`);
    throw new Error(`${addressOf(resource)}: ${texts.join("; ")}`);
  }
}
