import type { fromJSON } from "@grpc/proto-loader";

/** A protocol in protobufjs' JSON notation. */
export type ProtocolDefinition = Parameters<typeof fromJSON>[0];

/** Field name → "type number", "repeated type number" or "map type number" (keys are strings). */
type Fields = Readonly<Record<string, string>>;

type FieldJson =
  | { rule: string; type: string; id: number }
  | { keyType: string; type: string; id: number }
  | { type: string; id: number };

interface EnumJson {
  values: Record<string, number>;
}

interface MessageJson {
  fields: Record<string, FieldJson>;
  oneofs?: Record<string, { oneof: string[] }>;
  nested?: Record<string, MessageJson | EnumJson>;
}

function message(fields: Fields, more: Omit<MessageJson, "fields"> = {}): MessageJson {
  return { fields: Object.fromEntries(Object.entries(fields).map(([name, text]) => [name, field(text)])), ...more };
}

function field(text: string): FieldJson {
  const words = text.split(" ");
  const id = Number(words.at(-1));
  const type = words.at(-2) ?? "";
  if (words[0] === "repeated") return { rule: "repeated", type, id };
  return words[0] === "map" ? { keyType: "string", type, id } : { type, id };
}

function methods(signatures: Readonly<Record<string, readonly [request: string, response: string]>>) {
  const entries = Object.entries(signatures).map(([name, [requestType, responseType]]) => [
    name,
    { requestType, responseType },
  ]);
  return { methods: Object.fromEntries(entries) };
}

const DIAGNOSTICS = "repeated Diagnostic";

/**
 * The part of Terraform's plugin protocol 5 that a provider of resources speaks. Field numbers as published with Terraform
 * (docs/plugin-protocol, tfplugin5); message names are our own where only the numbers matter on the wire.
 */
export const TFPLUGIN5: ProtocolDefinition = {
  nested: {
    tfplugin5: {
      nested: {
        DynamicValue: message({ msgpack: "bytes 1", json: "bytes 2" }),
        AttributePath: message(
          { steps: "repeated Step 1" },
          {
            nested: {
              Step: message(
                { attribute_name: "string 1", element_key_string: "string 2", element_key_int: "int64 3" },
                { oneofs: { selector: { oneof: ["attribute_name", "element_key_string", "element_key_int"] } } },
              ),
            },
          },
        ),
        Diagnostic: message(
          { severity: "Severity 1", summary: "string 2", detail: "string 3", attribute: "AttributePath 4" },
          {
            nested: { Severity: { values: { INVALID: 0, ERROR: 1, WARNING: 2 } } },
          },
        ),
        Schema: message(
          { version: "int64 1", block: "Block 2" },
          {
            nested: {
              Attribute: message({
                name: "string 1",
                type: "bytes 2",
                required: "bool 4",
                optional: "bool 5",
                computed: "bool 6",
                sensitive: "bool 7",
                deprecated: "bool 9",
              }),
              NestedBlock: message(
                {
                  type_name: "string 1",
                  block: "Block 2",
                  nesting: "NestingMode 3",
                  min_items: "int64 4",
                  max_items: "int64 5",
                },
                { nested: { NestingMode: { values: { INVALID: 0, SINGLE: 1, LIST: 2, SET: 3, MAP: 4, GROUP: 5 } } } },
              ),
              Block: message({
                version: "int64 1",
                attributes: "repeated Attribute 2",
                block_types: "repeated NestedBlock 3",
              }),
            },
          },
        ),
        ServerCapabilities: message({ plan_destroy: "bool 1", get_provider_schema_optional: "bool 2" }),
        RawState: message({ json: "bytes 1", flatmap: "map string 2" }),
        Empty: message({}),
        StopResponse: message({ Error: "string 1" }),
        SchemaResponse: message({
          provider: "Schema 1",
          resource_schemas: "map Schema 2",
          data_source_schemas: "map Schema 3",
          diagnostics: `${DIAGNOSTICS} 4`,
          server_capabilities: "ServerCapabilities 6",
        }),
        PrepareRequest: message({ config: "DynamicValue 1" }),
        PrepareResponse: message({ prepared_config: "DynamicValue 1", diagnostics: `${DIAGNOSTICS} 2` }),
        ValidateRequest: message({ type_name: "string 1", config: "DynamicValue 2" }),
        DiagnosticsResponse: message({ diagnostics: `${DIAGNOSTICS} 1` }),
        UpgradeRequest: message({ type_name: "string 1", version: "int64 2", raw_state: "RawState 3" }),
        UpgradeResponse: message({ upgraded_state: "DynamicValue 1", diagnostics: `${DIAGNOSTICS} 2` }),
        ConfigureRequest: message({ terraform_version: "string 1", config: "DynamicValue 2" }),
        ReadRequest: message({ type_name: "string 1", current_state: "DynamicValue 2", private: "bytes 3" }),
        ReadResponse: message({ new_state: "DynamicValue 1", diagnostics: `${DIAGNOSTICS} 2`, private: "bytes 3" }),
        PlanRequest: message({
          type_name: "string 1",
          prior_state: "DynamicValue 2",
          proposed_new_state: "DynamicValue 3",
          config: "DynamicValue 4",
          prior_private: "bytes 5",
        }),
        PlanResponse: message({
          planned_state: "DynamicValue 1",
          requires_replace: "repeated AttributePath 2",
          planned_private: "bytes 3",
          diagnostics: `${DIAGNOSTICS} 4`,
          legacy_type_system: "bool 5",
        }),
        ApplyRequest: message({
          type_name: "string 1",
          prior_state: "DynamicValue 2",
          planned_state: "DynamicValue 3",
          config: "DynamicValue 4",
          planned_private: "bytes 5",
        }),
        ApplyResponse: message({
          new_state: "DynamicValue 1",
          private: "bytes 2",
          diagnostics: `${DIAGNOSTICS} 3`,
          legacy_type_system: "bool 4",
        }),
        ImportRequest: message({ type_name: "string 1", id: "string 2" }),
        ImportedResource: message({ type_name: "string 1", state: "DynamicValue 2", private: "bytes 3" }),
        ImportResponse: message({ imported_resources: "repeated ImportedResource 1", diagnostics: `${DIAGNOSTICS} 2` }),
        ReadDataSourceResponse: message({ state: "DynamicValue 1", diagnostics: `${DIAGNOSTICS} 2` }),
        Provider: methods({
          GetSchema: ["Empty", "SchemaResponse"],
          PrepareProviderConfig: ["PrepareRequest", "PrepareResponse"],
          ValidateResourceTypeConfig: ["ValidateRequest", "DiagnosticsResponse"],
          ValidateDataSourceConfig: ["ValidateRequest", "DiagnosticsResponse"],
          UpgradeResourceState: ["UpgradeRequest", "UpgradeResponse"],
          Configure: ["ConfigureRequest", "DiagnosticsResponse"],
          ReadResource: ["ReadRequest", "ReadResponse"],
          PlanResourceChange: ["PlanRequest", "PlanResponse"],
          ApplyResourceChange: ["ApplyRequest", "ApplyResponse"],
          ImportResourceState: ["ImportRequest", "ImportResponse"],
          ReadDataSource: ["ValidateRequest", "ReadDataSourceResponse"],
          Stop: ["Empty", "StopResponse"],
        }),
      },
    },
  },
};
