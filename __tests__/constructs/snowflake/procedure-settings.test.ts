import { procedureSettings } from "../../../constructs/snowflake/declared/procedure-settings";
import { demoConfig, withoutAdvertisingViews } from "../../helpers/demo-config";

describe("what procedures know", () => {
  it("is the same in both accounts but for the account", () => {
    const { account, ...primary } = procedureSettings(demoConfig(), "primary");
    const { account: other, ...secondary } = procedureSettings(demoConfig(), "secondary");

    expect([account, other]).toEqual(["primary", "secondary"]);
    expect(secondary).toEqual(primary);
  });

  it("is which failover groups there are, whose role is looked up", () => {
    expect(procedureSettings(demoConfig(), "secondary")).toMatchObject({
      failoverGroups: {
        account: "ICEBERG_BCDR_ACCOUNT_FG",
        volume: "ICEBERG_BCDR_VOLUME_FG",
        database: "ICEBERG_BCDR_DB_FG",
      },
    });
  });

  it("is where everything is, and in seconds what the configuration has in minutes", () => {
    expect(procedureSettings(demoConfig(), "primary")).toMatchObject({
      catalogDatabase: "ICEBERG_DEMO_CLD",
      externalDatabase: "ICEBERG_DEMO_EXT",
      prodDatabase: "ICEBERG_PROD",
      prodSchemas: { iceberg_advertising_db: "ADVERTISING" },
      local: { database: "ICEBERG_MONITORING", schema: "MONITORING" },
      replicated: { database: "ICEBERG_OPS", schema: "MONITORING" },
      lastGood: { database: "ICEBERG_OPS", schema: "LAST_GOOD" },
      lastGoodTables: [["ADVERTISING", "CAMPAIGNS"]],
      discoverySeconds: 60,
      recoveryPointObjectiveSeconds: 1800,
    });
  });

  it("has each future grant also as one on what is there, which is where one gets lost", () => {
    const { grants } = procedureSettings(demoConfig(), "primary");
    const said = grants.map(
      ({ on, privilege, objectKind, objectName, role }) =>
        `${role}: ${privilege} on ${on} ${objectKind} ${objectName.join(".")}`,
    );

    expect(said).toEqual(
      expect.arrayContaining([
        "ICEBERG_ANALYST: USAGE on object DATABASE ICEBERG_PROD",
        "ICEBERG_ANALYST: SELECT on future VIEW ICEBERG_PROD",
        "ICEBERG_ANALYST: SELECT on all VIEW ICEBERG_PROD",
        "ICEBERG_ENGINEER: SELECT on all ICEBERG TABLE ICEBERG_DEMO_CLD",
      ]),
    );
    expect(said.filter((text) => text.includes("future")).map((text) => text.replace("future", "all"))).toEqual(
      said.filter((text) => text.includes(" all ")),
    );
  });

  it("has the views that must answer, in EXT and in PROD's schema of the lake", () => {
    const config = demoConfig(["iceberg_advertising_db: ADVERTISING", "other_db: ADVERTISING"]);

    expect(procedureSettings(config, "secondary").views).toEqual([
      ["ICEBERG_DEMO_EXT", "ADVERTISING", "V_CAMPAIGN_PERFORMANCE"],
      ["ICEBERG_DEMO_EXT", "ADVERTISING", "V_DAILY_METRICS"],
      ["ICEBERG_PROD", "ICEBERG_ADVERTISING_DB", "V_CAMPAIGN_PERFORMANCE"],
      ["ICEBERG_PROD", "ICEBERG_ADVERTISING_DB", "V_DAILY_METRICS"],
      // Made by SYNC_PROD: they are gone when a declared table can no longer be seen in the catalog-linked database.
      ["ICEBERG_PROD", "ICEBERG_ADVERTISING_DB", "CAMPAIGNS"],
      ["ICEBERG_PROD", "ICEBERG_ADVERTISING_DB", "IMPRESSIONS"],
      ["ICEBERG_PROD", "ICEBERG_ADVERTISING_DB", "CLICKS"],
      ["ICEBERG_PROD", "ICEBERG_ADVERTISING_DB", "CONVERSIONS"],
    ]);
    const withoutThem = procedureSettings(demoConfig(withoutAdvertisingViews), "primary").views;
    expect(withoutThem.map(([, , view]) => view)).toEqual(["CAMPAIGNS", "IMPRESSIONS", "CLICKS", "CONVERSIONS"]);
  });

  it("is the same value each time: a body that changed by itself would be replaced by every apply", () => {
    expect(procedureSettings(demoConfig(), "primary")).toEqual(procedureSettings(demoConfig(), "primary"));
  });
});
