import { type DynamicValue, decodeValue, encodeValue, valueFromJson } from "./codec";
import { type CtyRecord, type CtyValue, isRecord } from "./cty";
import type { Operation, ProviderDefinition, ResourceDefinition } from "./definition";
import { type Diagnostic, DiagnosticError, diagnosticsOf, problem, wireDiagnostics, wirePath } from "./diagnostics";
import { normalizeNulls } from "./normalize";
import { planResource } from "./plan";
import { ResourceData } from "./resource-data";
import { impliedType, type ResourceSchema, wireSchema } from "./schema";
import { validateConfig } from "./validate";

/** A request as the gRPC layer hands it over: the fields that the protocol's messages share. */
export interface PluginRequest {
  /** Resource type concerned. */
  readonly type_name?: string;
  /** Configuration of a resource or of the provider. */
  readonly config?: DynamicValue | null;
  /** State to refresh. */
  readonly current_state?: DynamicValue | null;
  /** State before the change. */
  readonly prior_state?: DynamicValue | null;
  /** Terraform's merge of configuration and prior state. */
  readonly proposed_new_state?: DynamicValue | null;
  /** State that the plan promised. */
  readonly planned_state?: DynamicValue | null;
  /** Bytes that Terraform keeps for the provider. */
  readonly private?: Uint8Array;
  /** As `private`, when planning. */
  readonly prior_private?: Uint8Array;
  /** As `private`, when applying. */
  readonly planned_private?: Uint8Array;
  /** Version of the stored state to upgrade. */
  readonly version?: number | string;
  /** Stored state to upgrade. */
  readonly raw_state?: { readonly json?: Uint8Array } | null;
  /** Id to import. */
  readonly id?: string;
}

/** Answers one kind of request. */
export type PluginHandler = (request: PluginRequest) => Promise<object>;

const NO_BYTES = Buffer.alloc(0);

/**
 * The calls of Terraform's plugin protocol 5 (`Provider` service) for a provider definition. Whatever goes wrong becomes a diagnostic.
 * Source of the behaviour: the plugin protocol's documentation, https://developer.hashicorp.com/terraform/plugin/terraform-plugin-protocol
 */
export function pluginHandlers<S>(provider: ProviderDefinition<S>): Readonly<Record<string, PluginHandler>> {
  const service = new ProviderService(provider);
  const guarded =
    (
      run: (request: PluginRequest) => Promise<object>,
      fallback: (request: PluginRequest) => object = () => ({}),
    ): PluginHandler =>
    async (request) => {
      try {
        return await run(request);
      } catch (error) {
        return { ...fallback(request), diagnostics: wireDiagnostics(diagnosticsOf(error)) };
      }
    };
  return {
    GetSchema: guarded(() => service.schema()),
    PrepareProviderConfig: guarded((request) => service.prepare(request)),
    ValidateResourceTypeConfig: guarded((request) => service.validate(request)),
    ValidateDataSourceConfig: guarded((request) => service.refuseDataSource(request)),
    UpgradeResourceState: guarded((request) => service.upgrade(request)),
    Configure: guarded((request) => service.configure(request)),
    ReadResource: guarded(
      (request) => service.read(request),
      ({ current_state }) => ({ new_state: current_state }),
    ),
    PlanResourceChange: guarded((request) => service.plan(request)),
    ApplyResourceChange: guarded(
      (request) => service.apply(request),
      ({ prior_state }) => ({ new_state: prior_state, legacy_type_system: true }),
    ),
    ImportResourceState: guarded((request) => service.importState(request)),
    ReadDataSource: guarded((request) => service.refuseDataSource(request)),
  };
}

class ProviderService<S> {
  constructor(readonly provider: ProviderDefinition<S>) {}

  async schema(): Promise<object> {
    const { provider_config, resources } = this.provider.schema;
    return {
      provider: wireSchema(provider_config, 0),
      resource_schemas: Object.fromEntries(
        Object.entries(resources).map(([name, schema]) => [name, wireSchema(schema, schema.version)]),
      ),
      data_source_schemas: {},
      server_capabilities: { plan_destroy: false, get_provider_schema_optional: true },
    };
  }

  async prepare(request: PluginRequest): Promise<object> {
    const schema = this.provider.schema.provider_config;
    const config = asRecord(decodeValue(request.config, impliedType(schema)));
    const found =
      config === null ? [] : [...validateConfig(schema, config, {}), ...this.provider.validateConfig(config)];
    return { prepared_config: request.config, diagnostics: wireDiagnostics(found) };
  }

  async configure(request: PluginRequest): Promise<object> {
    const config = asRecord(decodeValue(request.config, impliedType(this.provider.schema.provider_config)));
    return { diagnostics: wireDiagnostics(await this.provider.configure(config ?? {})) };
  }

  async validate(request: PluginRequest): Promise<object> {
    const { schema, definition } = this.#resource(request);
    const config = asRecord(decodeValue(request.config, impliedType(schema)));
    return { diagnostics: wireDiagnostics(config === null ? [] : validateConfig(schema, config, definition)) };
  }

  async refuseDataSource(request: PluginRequest): Promise<object> {
    throw new DiagnosticError([
      problem(`data source "${request.type_name ?? ""}" is not carried out by this provider`),
    ]);
  }

  async upgrade(request: PluginRequest): Promise<object> {
    const { schema, definition, typeName } = this.#resource(request);
    const stored: unknown = JSON.parse(Buffer.from(request.raw_state?.json ?? NO_BYTES).toString("utf8") || "null");
    const version = Number(request.version ?? 0);
    if (version > schema.version) {
      throw new Error(
        `${typeName}: the state has version ${version}, this provider knows up to ${schema.version}: use a newer provider`,
      );
    }
    const upgraded = version === schema.version ? stored : await this.#upgraded(definition, stored, version);
    return { upgraded_state: encodeValue(valueFromJson(upgraded, impliedType(schema)), impliedType(schema)) };
  }

  async #upgraded(definition: ResourceDefinition<S>, stored: unknown, version: number): Promise<unknown> {
    if (definition.upgradeState === undefined || typeof stored !== "object" || stored === null) {
      throw new Error(
        `${definition.typeName}: state of version ${version} can't be upgraded by this provider: refresh it with the provider that wrote it`,
      );
    }
    const session = this.provider.session(definition.typeName, "read");
    return definition.upgradeState(Object.fromEntries(Object.entries(stored)), version, session);
  }

  async read(request: PluginRequest): Promise<object> {
    const { schema, definition, typeName } = this.#resource(request);
    const type = impliedType(schema);
    const prior = asRecord(decodeValue(request.current_state, type));
    if (prior === null) return { new_state: request.current_state, private: request.private };
    const data = new ResourceData({ schema, prior, planned: null, config: null });
    await definition.read(data, this.provider.session(typeName, "read"));
    const state = data.id === "" ? null : normalizeNulls(data.state(), prior, type, "read");
    return {
      new_state: encodeValue(state, type),
      private: request.private,
      diagnostics: wireDiagnostics(data.warnings),
    };
  }

  async plan(request: PluginRequest): Promise<object> {
    const { schema, definition, typeName } = this.#resource(request);
    const type = impliedType(schema);
    const proposed = asRecord(decodeValue(request.proposed_new_state, type));
    const prior = asRecord(decodeValue(request.prior_state, type));
    const config = asRecord(decodeValue(request.config, type));
    if (proposed === null)
      return {
        planned_state: request.proposed_new_state,
        planned_private: request.prior_private,
        legacy_type_system: true,
      };
    const { planned, replace } = await planResource(
      { schema, prior, proposed, config: config ?? proposed },
      definition,
      () => this.provider.session(typeName, "custom_diff"),
    );
    return {
      planned_state: encodeValue(planned, type),
      requires_replace: (prior === null ? [["id"]] : replace).map(wirePath),
      planned_private: request.prior_private,
      legacy_type_system: true,
    };
  }

  async apply(request: PluginRequest): Promise<object> {
    const { schema, definition, typeName } = this.#resource(request);
    const type = impliedType(schema);
    const prior = asRecord(decodeValue(request.prior_state, type));
    const planned = asRecord(decodeValue(request.planned_state, type));
    const config = asRecord(decodeValue(request.config, type));
    const operation: Operation = planned === null ? "delete" : prior === null ? "create" : "update";
    const data = new ResourceData({ schema, prior, planned, config });
    const session = this.provider.session(typeName, operation);
    const problems: Diagnostic[] = [];
    try {
      if (operation === "delete") await definition.delete(data, session);
      else if (operation === "create") await definition.create(data, session);
      else if (definition.update) await definition.update(data, session);
      else throw new Error(`${typeName} can't be changed in place`);
    } catch (error) {
      problems.push(...diagnosticsOf(error));
    }
    const diagnostics = wireDiagnostics([...data.warnings, ...problems]);
    // as the older SDK does it: a failed create keeps what got an id, a failed update the planned values, a failed delete the state before it
    const kept = operation === "delete" ? (problems.length > 0 ? prior : null) : this.#newState(data, planned, schema);
    return {
      new_state: encodeValue(kept, type),
      private: request.planned_private,
      diagnostics,
      legacy_type_system: true,
    };
  }

  #newState(data: ResourceData, planned: CtyRecord | null, schema: ResourceSchema): CtyValue {
    return data.id === "" ? null : normalizeNulls(data.state(), planned, impliedType(schema), "apply");
  }

  async importState(request: PluginRequest): Promise<object> {
    const { schema, definition, typeName } = this.#resource(request);
    if (definition.importState === undefined) throw new Error(`${typeName} can't be imported`);
    const data = new ResourceData({ schema, prior: null, planned: null, config: null });
    data.setId(request.id ?? "");
    await definition.importState(data, this.provider.session(typeName, "import"));
    return {
      imported_resources: [
        { type_name: typeName, state: encodeValue(data.state(), impliedType(schema)), private: NO_BYTES },
      ],
      diagnostics: wireDiagnostics(data.warnings),
    };
  }

  #resource(request: PluginRequest): { schema: ResourceSchema; definition: ResourceDefinition<S>; typeName: string } {
    const typeName = request.type_name ?? "";
    const schema = this.provider.schema.resources[typeName];
    const definition = this.provider.resources.get(typeName);
    if (schema === undefined) throw new DiagnosticError([problem(`unknown resource type: ${typeName}`)]);
    if (definition === undefined)
      throw new DiagnosticError([problem(`${typeName} is not carried out`, this.provider.refusal(typeName))]);
    return { schema, definition, typeName };
  }
}

function asRecord(value: CtyValue): CtyRecord | null {
  return isRecord(value) ? value : null;
}
