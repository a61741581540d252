import { demoConfig, withoutAdvertisingViews } from "../helpers/demo-config";
import { blocksOf, resourcesOf, synthesize } from "../helpers/synthesize";

const lake = synthesize(demoConfig()).lake;

describe("the lake", () => {
  it("registers the prefix that the tables lie under", () => {
    const [location] = blocksOf(lake, "aws_lakeformation_resource");
    const tables = blocksOf(lake, "aws_glue_catalog_table");

    expect(location?.arn).toMatch(/^arn:aws:s3:::\$\{aws_s3_bucket\.[^}]+\}\/iceberg$/);
    expect(tables).toHaveLength(4);
    for (const { name, storage_descriptor: descriptor } of tables) {
      expect(descriptor).toMatchObject({ location: `s3://twinberg-demo-lake/iceberg/${String(name)}` });
    }
  });

  it("has one owner of Lake Formation's settings, with the full object", () => {
    expect(blocksOf(lake, "aws_lakeformation_data_lake_settings")).toEqual([
      expect.objectContaining({
        admins: ["arn:aws:iam::123456789012:role/lake-admin"],
        allow_external_data_filtering: false,
        allow_full_table_external_data_access: true,
      }),
    ]);
  });

  it("leaves what writers change to the writers", () => {
    for (const table of blocksOf(lake, "aws_glue_catalog_table")) {
      expect(table.lifecycle).toEqual(
        expect.objectContaining({ ignore_changes: expect.arrayContaining(["parameters", "storage_descriptor"]) }),
      );
    }
  });

  it("refuses requests without TLS", () => {
    const [policy] = blocksOf(lake, "aws_s3_bucket_policy");

    expect(JSON.parse(String(policy?.policy)).Statement).toEqual([
      expect.objectContaining({
        Effect: "Deny",
        Principal: "*",
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      }),
    ]);
  });

  it("keeps data at a destroy unless the configuration says delete", () => {
    const kept = synthesize(demoConfig(["onDestroy: delete", "onDestroy: keep"])).lake;
    const stateful = ["aws_s3_bucket", "aws_glue_catalog_database", "aws_glue_catalog_table"];
    const protection = (stack: typeof lake) =>
      resourcesOf(stack)
        .filter(({ type }) => stateful.includes(type))
        .map(({ block }) => (block.lifecycle as { prevent_destroy?: boolean } | undefined)?.prevent_destroy);

    expect(new Set(protection(kept))).toEqual(new Set([true]));
    expect(new Set(protection(lake))).toEqual(new Set([false]));
    expect(blocksOf(kept, "aws_s3_bucket")[0]?.force_destroy).toBe(false);
  });

  it("lets old versions go only when the configuration says after how many days", () => {
    const expiring = synthesize(
      demoConfig(["  prefix: iceberg/\n", "  prefix: iceberg/\n  noncurrentVersionDays: 30\n"]),
    ).lake;

    expect(blocksOf(lake, "aws_s3_bucket_lifecycle_configuration")).toEqual([]);
    expect(blocksOf(expiring, "aws_s3_bucket_lifecycle_configuration")[0]?.rule).toEqual([
      expect.objectContaining({ noncurrent_version_expiration: [{ noncurrent_days: 30 }] }),
    ]);
  });

  it("declares neither database nor tables when the configuration lists no tables", () => {
    const adopting = synthesize(demoConfig([/ {2}tables:[\s\S]*?\n\n/, "\n"], withoutAdvertisingViews)).lake;

    expect(resourcesOf(adopting).filter(({ type }) => type.startsWith("aws_glue"))).toEqual([]);
    expect(adopting?.output?.glue_database_name).toMatchObject({ value: "iceberg_advertising_db" });
  });

  it("gives tables whose names are alike but for a hyphen different ids", () => {
    const alike = demoConfig(["name: campaigns", "name: a-b"], ["name: clicks", "name: a_b"], withoutAdvertisingViews);
    const ids = resourcesOf(synthesize(alike).lake).filter(({ type }) => type === "aws_glue_catalog_table");

    expect(new Set(ids.map(({ id }) => id)).size).toBe(4);
  });
});
