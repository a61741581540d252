import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import fc from "fast-check";
import { campaignPerformance } from "../../../constructs/snowflake/views/campaign-performance";
import { dailyMetrics } from "../../../constructs/snowflake/views/daily-metrics";
import type { ViewDefinition } from "../../../constructs/snowflake/views/view-definition";

const tables = (table: string) => `"${table.toUpperCase()}"`;
const performance = campaignPerformance(tables);
const daily = dailyMetrics(tables);

/** A row of any of the three facts: what isn't the fact's own is ignored. */
interface Fact {
  readonly campaign: string | null;
  readonly day: string | null;
  /** Cents, so that sums are exact. */
  readonly amount: number | null;
  readonly viewable: boolean | null;
}

interface Lake {
  readonly campaigns: readonly { readonly id: string | null; readonly updatedAt: string | null }[];
  readonly impressions: readonly Fact[];
  readonly clicks: readonly Fact[];
  readonly conversions: readonly Fact[];
}

const FACTS = ["impressions", "clicks", "conversions"] as const;
const AMOUNT_OF = { impressions: "COST_USD", clicks: "COST_USD", conversions: "REVENUE_USD" } as const;

describe("the advertising views", () => {
  let connection: DuckDBConnection;

  beforeAll(async () => {
    connection = await (await DuckDBInstance.create(":memory:")).connect();
    await connection.run(
      `CREATE TABLE "CAMPAIGNS" ("CAMPAIGN_ID" VARCHAR, "CAMPAIGN_NAME" VARCHAR, "ADVERTISER_NAME" VARCHAR, "CHANNEL" VARCHAR,
        "AD_FORMAT" VARCHAR, "STATUS" VARCHAR, "BUDGET_USD" DOUBLE, "UPDATED_AT" VARCHAR)`,
    );
    for (const fact of FACTS) {
      await connection.run(
        `CREATE TABLE ${tables(fact)} ("CAMPAIGN_ID" VARCHAR, "DATE_KEY" VARCHAR, "${AMOUNT_OF[fact]}" DOUBLE, "VIEWABLE" BOOLEAN)`,
      );
    }
  });
  afterAll(() => connection.closeSync());

  async function load(lake: Partial<Lake>): Promise<void> {
    for (const table of ["campaigns", ...FACTS]) {
      await connection.run(`DELETE FROM ${tables(table)}`);
    }
    for (const [index, { id, updatedAt }] of (lake.campaigns ?? []).entries()) {
      await connection.run(
        `INSERT INTO "CAMPAIGNS" ("CAMPAIGN_ID", "CAMPAIGN_NAME", "UPDATED_AT") VALUES ($1, $2, $3)`,
        [id, `name ${index}`, updatedAt],
      );
    }
    for (const fact of FACTS) {
      for (const { campaign, day, amount, viewable } of lake[fact] ?? []) {
        await connection.run(`INSERT INTO ${tables(fact)} VALUES ($1, $2, $3, $4)`, [campaign, day, amount, viewable]);
      }
    }
  }

  async function rows(sql: string): Promise<Record<string, unknown>[]> {
    const reader = await connection.runAndReadAll(sql);
    return reader
      .getRowObjectsJS()
      .map((row) =>
        Object.fromEntries(
          Object.entries(row).map(([name, value]) => [name, typeof value === "bigint" ? Number(value) : value]),
        ),
      );
  }

  const shown = (view: ViewDefinition, columns: readonly string[]) =>
    rows(`SELECT ${columns.map((column) => `"${column}"`).join(", ")} FROM (${view.statement}) ORDER BY 1 NULLS LAST`);

  async function only<Row>(list: Promise<Row[]>): Promise<Row> {
    const [first, ...more] = await list;
    if (first === undefined || more.length > 0) {
      throw new Error(`expected one row, got ${more.length + (first === undefined ? 0 : 1)}`);
    }
    return first;
  }

  it.each([
    ["V_CAMPAIGN_PERFORMANCE", performance],
    ["V_DAILY_METRICS", daily],
  ])("%s has the columns that it declares, in order", async (name, view) => {
    await load({ clicks: [{ campaign: "A", day: "2025-01-01", amount: 1, viewable: null }] });

    expect(view.name).toBe(name);
    expect(Object.keys(await only(rows(view.statement)))).toEqual(view.columns);
  });

  it("don't multiply facts with each other, as joining them first does", async () => {
    const fact = { campaign: "A", day: "2025-01-01", amount: 10, viewable: true };
    await load({
      campaigns: [{ id: "A", updatedAt: "2025-01-01" }],
      impressions: [fact, fact, fact],
      clicks: [fact, fact],
      conversions: [fact],
    });

    for (const view of [performance, daily]) {
      expect(await only(rows(view.statement))).toMatchObject({
        IMPRESSIONS: 3,
        VIEWABLE_IMPRESSIONS: 3,
        CLICKS: 2,
        CONVERSIONS: 1,
        IMPRESSION_COST_USD: 30,
        CLICK_COST_USD: 20,
        COST_USD: 50,
        REVENUE_USD: 10,
        RETURN_ON_AD_SPEND: 0.2,
      });
    }
  });

  it("keep days and campaigns that have conversions and nothing else", async () => {
    const conversion = { campaign: "LATE", day: "2025-01-09", amount: 7, viewable: null };
    await load({ conversions: [conversion] });

    expect(await shown(daily, ["DATE_KEY", "IMPRESSIONS", "REVENUE_USD"])).toEqual([
      { DATE_KEY: "2025-01-09", IMPRESSIONS: 0, REVENUE_USD: 7 },
    ]);
    expect(await shown(performance, ["CAMPAIGN_ID", "CAMPAIGN_NAME", "REVENUE_USD"])).toEqual([
      { CAMPAIGN_ID: "LATE", CAMPAIGN_NAME: null, REVENUE_USD: 7 },
    ]);
  });

  it("tell 0 where nothing happened, and NULL where it isn't known", async () => {
    await load({
      campaigns: [{ id: "IDLE", updatedAt: null }],
      clicks: [{ campaign: "UNPRICED", day: "2025-01-01", amount: null, viewable: null }],
    });

    const columns = ["CAMPAIGN_ID", "CLICKS", "CLICK_COST_USD", "COST_USD", "CLICK_THROUGH_RATE", "CONVERSION_RATE"];
    expect(await shown(performance, columns)).toEqual([
      {
        CAMPAIGN_ID: "IDLE",
        CLICKS: 0,
        CLICK_COST_USD: 0,
        COST_USD: 0,
        CLICK_THROUGH_RATE: null,
        CONVERSION_RATE: null,
      },
      {
        CAMPAIGN_ID: "UNPRICED",
        CLICKS: 1,
        CLICK_COST_USD: null,
        COST_USD: null,
        CLICK_THROUGH_RATE: null,
        CONVERSION_RATE: 0,
      },
    ]);
  });

  it("take a campaign that was written twice as it was last updated", async () => {
    const fact = { campaign: "A", day: "2025-01-01", amount: 10, viewable: true };
    await load({
      campaigns: [
        { id: "A", updatedAt: "2025-01-02" },
        { id: "A", updatedAt: "2025-01-03" },
        { id: "A", updatedAt: null },
      ],
      impressions: [fact],
    });

    expect(await shown(performance, ["CAMPAIGN_NAME", "IMPRESSIONS"])).toEqual([
      { CAMPAIGN_NAME: "name 1", IMPRESSIONS: 1 },
    ]);
  });

  it("add up to the facts, whatever is in the lake", async () => {
    const id = fc.option(fc.constantFrom("A", "B", "C"));
    const fact = fc.record({
      campaign: id,
      day: fc.option(fc.constantFrom("2025-01-01", "2025-01-02", "2025-01-03")),
      amount: fc.option(fc.integer({ min: 0, max: 1000 })),
      viewable: fc.option(fc.boolean()),
    });
    const facts = fc.array(fact, { maxLength: 6 });
    const lakes = fc.record({
      campaigns: fc.array(fc.record({ id, updatedAt: fc.option(fc.constantFrom("1", "2")) }), { maxLength: 4 }),
      impressions: facts,
      clicks: facts,
      conversions: facts,
    });
    const keyOf = { CAMPAIGN_ID: performance, DATE_KEY: daily };

    await fc.assert(
      fc.asyncProperty(lakes, async (lake) => {
        await load(lake);
        const expected = await only(
          rows(`SELECT
            (SELECT COUNT(*) FROM "IMPRESSIONS") AS "IMPRESSIONS",
            (SELECT COUNT(*) FROM "IMPRESSIONS" WHERE "VIEWABLE") AS "VIEWABLE_IMPRESSIONS",
            (SELECT COUNT(*) FROM "CLICKS") AS "CLICKS",
            (SELECT COUNT(*) FROM "CONVERSIONS") AS "CONVERSIONS",
            (SELECT COALESCE(SUM("COST_USD"), 0) FROM "IMPRESSIONS") AS "IMPRESSION_COST_USD",
            (SELECT COALESCE(SUM("COST_USD"), 0) FROM "CLICKS") AS "CLICK_COST_USD",
            (SELECT COALESCE(SUM("REVENUE_USD"), 0) FROM "CONVERSIONS") AS "REVENUE_USD"`),
        );
        for (const [key, view] of Object.entries(keyOf)) {
          const sums = Object.keys(expected).map((column) => `COALESCE(SUM("${column}"), 0) AS "${column}"`);
          expect(await only(rows(`SELECT ${sums.join(", ")} FROM (${view.statement})`))).toEqual(expected);
          const keys = (await shown(view, [key])).map((row) => row[key]);
          const field = key === "DATE_KEY" ? "day" : "campaign";
          const inFacts = FACTS.flatMap((name) => lake[name].map((row) => row[field]));
          const inCampaigns = key === "DATE_KEY" ? [] : lake.campaigns.map((campaign) => campaign.id);
          expect(keys).toHaveLength(new Set(keys).size);
          expect(new Set(keys)).toEqual(new Set([...inFacts, ...inCampaigns]));
        }
      }),
      { numRuns: 40 },
    );
  });
});

describe("the advertising views' SQL", () => {
  it.each([performance, daily].map((view) => [view.name, view] as const))("of %s stays what it is", (_name, view) => {
    expect(view.statement).toMatchSnapshot();
  });
});
