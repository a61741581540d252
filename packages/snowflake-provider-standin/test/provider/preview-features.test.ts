import { SnowflakeProvider } from "../../src/provider/provider";
import { RESOURCES } from "../../src/resources";
import { SCHEMA } from "../support/harness";
import { LOGGED_IN, ScriptedServer, textRows } from "../support/scripted-server";

let server: ScriptedServer;
beforeAll(async () => {
  server = await ScriptedServer.start(({ path }) => (path.includes("login") ? LOGGED_IN : textRows(["X"], ["1"])));
});
afterAll(() => server.close());

const block = () => ({
  organization_name: "ORG",
  account_name: "EAST",
  user: "U",
  password: "p",
  protocol: "http",
  host: "127.0.0.1",
  port: server.port,
});

describe("resources in preview", () => {
  it("are those of the real provider's version", () => {
    const features = [...RESOURCES.values()].flatMap(({ previewFeature }) => previewFeature ?? []);
    expect(features.sort()).toEqual([
      "snowflake_alert_resource",
      "snowflake_email_notification_integration_resource",
      "snowflake_failover_group_resource",
      "snowflake_iceberg_table_from_aws_glue_resource",
      "snowflake_materialized_view_resource",
      "snowflake_procedure_javascript_resource",
      "snowflake_table_resource",
    ]);
  });

  it("can be planned, but not made or read, before they are enabled by name", async () => {
    const provider = new SnowflakeProvider({ schema: SCHEMA, environment: {} });
    await provider.configure({ ...block(), preview_features_enabled: ["snowflake_alert_resource"] });
    expect(() => provider.session("snowflake_table", "custom_diff")).not.toThrow();
    expect(() => provider.session("snowflake_alert", "create")).not.toThrow();
    expect(() => provider.session("snowflake_view", "create")).not.toThrow();
    expect(() => provider.session("snowflake_table", "create")).toThrow(
      /snowflake_table_resource is currently a preview feature, and must be enabled/,
    );
    expect(() => provider.session("snowflake_table", "read")).toThrow(/preview_features_enabled/);
    await provider.close();
  });
});
