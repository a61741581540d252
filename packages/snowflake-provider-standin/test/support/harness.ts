import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type DynamicValue, decodeValue, encodeValue } from "../../src/plugin/codec";
import { type CtyRecord, type CtyValue, isRecord } from "../../src/plugin/cty";
import type { Operation, ProviderDefinition } from "../../src/plugin/definition";
import { impliedType, type ProviderSchema } from "../../src/plugin/schema";
import { readProviderSchema } from "../../src/plugin/schema-file";
import { pluginHandlers } from "../../src/plugin/service";
import { ResourceSession } from "../../src/provider/session";
import { RESOURCES } from "../../src/resources";
import type { RecordingRunner } from "./recording-runner";

export const SCHEMA: ProviderSchema = readProviderSchema(
  JSON.parse(readFileSync(join(__dirname, "../../schema/snowflake-2.20.0.json"), "utf8")),
);

interface Answer {
  readonly planned_state?: DynamicValue;
  readonly new_state?: DynamicValue;
  readonly imported_resources?: readonly { readonly state: DynamicValue }[];
  readonly requires_replace?: readonly { readonly steps: readonly object[] }[];
  readonly diagnostics?: readonly {
    readonly severity: string;
    readonly summary: string;
    readonly detail: string;
    readonly attribute?: object;
  }[];
}

/** Plays Terraform core against one resource type: proposes, plans, applies and refreshes through the plugin's own calls. */
export class Terraform {
  readonly #handlers;
  readonly #type;
  state: CtyRecord | null = null;
  diagnostics: NonNullable<Answer["diagnostics"]> = [];

  constructor(
    readonly typeName: string,
    readonly runner: RecordingRunner,
    experiments?: ReadonlySet<string>,
  ) {
    const definition: ProviderDefinition<ResourceSession> = {
      schema: SCHEMA,
      resources: RESOURCES,
      refusal: (name) => `${name} refused`,
      validateConfig: () => [],
      configure: async () => [],
      session: (name: string, operation: Operation) => new ResourceSession(runner, name, operation, experiments),
      close: async () => undefined,
    };
    this.#handlers = pluginHandlers(definition);
    const schema = SCHEMA.resources[typeName];
    if (schema === undefined) throw new Error(`no such resource: ${typeName}`);
    this.#type = impliedType(schema);
  }

  async validate(config: CtyRecord): Promise<readonly string[]> {
    await this.#call("ValidateResourceTypeConfig", { config: this.#encode(this.#complete(config)) });
    return this.diagnostics.map(({ summary, detail }) => `${summary}: ${detail}`);
  }

  async plan(config: CtyRecord): Promise<{ planned: CtyRecord; replace: readonly string[] }> {
    const full = this.#complete(config);
    const answer = await this.#call("PlanResourceChange", {
      prior_state: this.#encode(this.state),
      proposed_new_state: this.#encode(this.#propose(full)),
      config: this.#encode(full),
    });
    const replace = (answer.requires_replace ?? []).map(({ steps }) =>
      steps.flatMap((step) => Object.values(step)).join("."),
    );
    return { planned: this.#record(answer.planned_state) ?? {}, replace };
  }

  /** Plans and applies; returns the statements of the apply. */
  async apply(config: CtyRecord): Promise<readonly string[]> {
    const { planned } = await this.plan(config);
    return this.#apply(planned, this.#complete(config));
  }

  async destroy(): Promise<readonly string[]> {
    return this.#apply(null, null);
  }

  async refresh(): Promise<readonly string[]> {
    this.runner.statements.length = 0;
    const answer = await this.#call("ReadResource", { current_state: this.#encode(this.state) });
    this.state = this.#record(answer.new_state);
    return [...this.runner.statements];
  }

  async import(id: string): Promise<void> {
    const answer = await this.#call("ImportResourceState", { id });
    this.state = this.#record(answer.imported_resources?.[0]?.state);
  }

  async #apply(planned: CtyRecord | null, config: CtyRecord | null): Promise<readonly string[]> {
    this.runner.statements.length = 0;
    const answer = await this.#call("ApplyResourceChange", {
      prior_state: this.#encode(this.state),
      planned_state: this.#encode(planned),
      config: this.#encode(config),
    });
    this.state = this.#record(answer.new_state);
    return [...this.runner.statements];
  }

  async #call(name: string, request: object): Promise<Answer> {
    const answer: Answer = (await this.#handlers[name]?.({ type_name: this.typeName, ...request })) ?? {};
    this.diagnostics = answer.diagnostics ?? [];
    return answer;
  }

  /** As Terraform core merges: the configuration, and stored values where a computed attribute is not configured. */
  #propose(config: CtyRecord): CtyRecord {
    const attributes = SCHEMA.resources[this.typeName]?.attributes ?? {};
    const entries = Object.entries(config).map(([name, value]) => {
      const keep = value === null && attributes[name]?.computed === true;
      return [name, keep ? (this.state?.[name] ?? null) : value] as const;
    });
    return Object.fromEntries(entries);
  }

  #complete(config: CtyRecord): CtyRecord {
    const blocks = Object.entries(SCHEMA.resources[this.typeName]?.block_types ?? {});
    const empty = blocks.map(([name, { nesting_mode }]) => [name, nesting_mode === "single" ? null : []] as const);
    const merged: CtyValue = decodeValue(this.#encode({ ...Object.fromEntries(empty), ...config }), this.#type);
    return isRecord(merged) ? merged : {};
  }

  #encode(value: CtyValue): DynamicValue {
    return encodeValue(value, this.#type);
  }

  #record(value: DynamicValue | undefined): CtyRecord | null {
    const decoded = decodeValue(value, this.#type);
    return isRecord(decoded) ? decoded : null;
  }
}
