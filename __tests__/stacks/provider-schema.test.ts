import { demoConfig, LOCAL_CLOUDS, withoutAdvertisingViews } from "../helpers/demo-config";
import {
  awsProviderSchema,
  type ProviderSchema,
  schemaViolations,
  snowflakeProviderSchema,
} from "../helpers/provider-schema";
import { resourcesOf, synthesize } from "../helpers/synthesize";

const providers: Readonly<Record<string, ProviderSchema>> = {
  aws: awsProviderSchema(),
  snowflake: snowflakeProviderSchema(),
};

function providerOf(resourceType: string): ProviderSchema {
  const provider = providers[resourceType.split("_", 1)[0] ?? ""];
  if (provider === undefined) {
    throw new Error(`${resourceType} belongs to a provider whose schema isn't known`);
  }
  return provider;
}

const configurations = {
  "for real clouds": demoConfig(),
  "for local clouds": demoConfig([/$/, LOCAL_CLOUDS]),
  "that adopts what is in Glue": demoConfig([/ {2}tables:[\s\S]*?\n\n/, "\n"], withoutAdvertisingViews),
  "that lets old versions go": demoConfig([
    "  prefix: iceberg/\n",
    "  prefix: iceberg/\n  noncurrentVersionDays: 30\n",
  ]),
  "that lets account objects travel": demoConfig([
    "failover:\n",
    "failover:\n  accountGroup:\n    roles: replicated\n    integrationTypes: [STORAGE, SECURITY, NOTIFICATION]\n    networkPolicies: true\n    resourceMonitors: true\n",
  ]),
  "with copies of the lake, and without a connection": demoConfig(
    ["  onDestroy: delete\n", "  onDestroy: delete\n  replicas:\n    - { region: us-west-2, bucket: lake-west }\n"],
    ["  connection:\n    name: LAKE\n", ""],
  ),
  "that keeps data at a destroy": demoConfig(["onDestroy: delete", "onDestroy: keep"]),
  "whose table sync has all that it can have": demoConfig([
    "  cloudTrail: true\n",
    [
      "  cloudTrail: true",
      "  createSchemas: false",
      "  autoRefresh: true",
      "  snsTopic: arn:aws:sns:us-east-1:123456789012:files",
      "  alarmTopic: arn:aws:sns:us-east-1:123456789012:oncall",
      "  networkPolicy: { name: TABLE_SYNC_POLICY, allowedIps: [203.0.113.0/24] }",
      "  authentication: { type: workload-identity, issuer: https://abc.tokens.sts.global.api.aws }",
      "",
    ].join("\n"),
  ]),
};

describe.each(Object.entries(configurations))("a configuration %s", (_name, config) => {
  const stacks = Object.entries(synthesize(config));

  it.each(stacks)("emits only what the providers accept in stack %s", (_stack, stack) => {
    const violations = resourcesOf(stack).flatMap(({ type, id, block }) => {
      const schema = providerOf(type).resources[type];
      return schema === undefined
        ? [`${type} isn't in the schema: see __tests__/schemas/README.md`]
        : schemaViolations(block, schema, `${type}.${id}`);
    });

    expect(violations).toEqual([]);
  });

  it.each(stacks)("configures the providers as they accept it in stack %s", (_stack, stack) => {
    const violations = Object.entries(stack.provider).flatMap(([name, blocks]) =>
      blocks.flatMap((block) => schemaViolations(block, providerOf(name).provider, `provider.${name}`)),
    );

    expect(violations).toEqual([]);
  });
});

describe("the check itself", () => {
  const schema = snowflakeProviderSchema().resources.snowflake_account_role ?? {};

  it.each([
    ["an unknown argument", { name: "A", nmae: "B" }, "role.nmae isn't in the schema"],
    ["a missing argument", { comment: "B" }, "role.name is missing"],
    ["a read-only argument", { name: "A", fully_qualified_name: "B" }, "role.fully_qualified_name can't be set"],
    ["a wrong type", { name: 1 }, "role.name is a number, not a string"],
  ])("finds %s", (_case, block, violation) => {
    expect(schemaViolations(block, schema, "role")).toEqual([violation]);
  });
});
