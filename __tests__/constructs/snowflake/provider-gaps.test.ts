import { readFileSync } from "node:fs";
import { join } from "node:path";
import { snowflakeProviderSchema } from "../../helpers/provider-schema";

const ROOT = join(__dirname, "../../..");
const FAILOVER = join(ROOT, "constructs/snowflake/failover");
const { resources } = snowflakeProviderSchema();
const group = resources.snowflake_failover_group;
const text = (file: string) => readFileSync(join(FAILOVER, file), "utf8");

/**
 * Each workaround is for a gap of the provider, and goes away with it. When one of these fails, the provider has changed: see
 * the issue that the file names, and whether the file is still needed.
 */
describe("a gap of the Snowflake provider is still there:", () => {
  it("a failover group has no list of external volumes", () => {
    expect(Object.keys(group?.attributes ?? {})).toContain("allowed_databases");
    expect(Object.keys(group?.attributes ?? {})).not.toContain("allowed_external_volumes");
    expect(text("volume-group.ts")).toContain("snowflakedb/terraform-provider-snowflake#964");
  });

  it("allowed_accounts is a plain set, in which the source account isn't suppressed", () => {
    expect(group?.attributes?.allowed_accounts).toEqual({
      type: ["set", "string"],
      optional: true,
      conflicts_with: ["from_replica"],
    });
    expect(text("source-group.ts")).toContain("snowflakedb/terraform-provider-snowflake#2332");
  });

  it("a replica has nothing computed that would tell who is primary", () => {
    const computed = Object.entries(group?.attributes ?? {}).filter(([, attribute]) => attribute.computed === true);

    expect(computed.map(([name]) => name).sort()).toEqual(["fully_qualified_name", "id"]);
    expect(text("replica-group.ts")).toContain("snowflakedb/terraform-provider-snowflake#1302");
  });

  it("a connection's is_primary is computed, and there is nothing to keep a flip from replacing it", () => {
    for (const type of ["snowflake_primary_connection", "snowflake_secondary_connection"]) {
      const attributes = resources[type]?.attributes ?? {};
      expect(attributes.is_primary).toEqual({ type: "bool", computed: true });
      expect(Object.keys(attributes).sort()).not.toContain("ignore_role");
    }
    expect(text("connection.ts")).toContain("snowflakedb/terraform-provider-snowflake#3177");
  });

  // Neither the replacement of a connection nor the dropped interval is in a schema: they were read in this version's source.
  it("the version is the one in whose source an interval of one minute is left out", () => {
    const file = join(ROOT, "packages/snowflake-provider-standin/schema/snowflake-2.20.0.json");
    const { version } = JSON.parse(readFileSync(file, "utf8"));

    expect(version).toBe("2.20.0");
    expect(group?.block_types?.replication_schedule?.block.attributes?.interval).toEqual({
      type: "number",
      optional: true,
      conflicts_with: ["replication_schedule.cron"],
    });
    expect(text("group-schedules.ts")).toContain("snowflakedb/terraform-provider-snowflake#1448");
  });
});
