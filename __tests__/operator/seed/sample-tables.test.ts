import fc from "fast-check";
import {
  campaignsQuery,
  campaignTable,
  clicksQuery,
  conversionsQuery,
  type ImpressionRange,
  impressionsQuery,
} from "../../../operator/seed/sample-tables";
import { type SeedOptions, seedOptionsSchema } from "../../../operator/seed/seed-options";
import { Engine } from "../../../packages/iceberg/src";

const OPTIONS = seedOptionsSchema.parse({ impressions: 2_000 });

describe("sample data", () => {
  let engine: Engine;
  let total: number;

  const one = async (sql: string): Promise<unknown> => Object.values((await engine.rows(sql))[0] ?? {})[0];
  const make = async (options: SeedOptions): Promise<number> => {
    await engine.run(`CREATE OR REPLACE TABLE seed_campaign AS ${campaignTable(options)}`);
    return Number(await one("SELECT sum(impression_count) FROM seed_campaign"));
  };
  const view = (options: SeedOptions, range: ImpressionRange) =>
    engine.run(`CREATE OR REPLACE VIEW campaigns AS ${campaignsQuery};
      CREATE OR REPLACE VIEW impressions AS ${impressionsQuery(options, range)};
      CREATE OR REPLACE VIEW clicks AS ${clicksQuery(options, range)};
      CREATE OR REPLACE VIEW conversions AS ${conversionsQuery(options, range)}`);
  /** A number that changes with any value of any row, and not with their order. */
  const fingerprint = async (query: string) => String(await one(`SELECT sum(hash(t)) FROM (${query}) AS t`));

  beforeAll(async () => {
    engine = await Engine.start({ threads: 1 });
    total = await make(OPTIONS);
    await view(OPTIONS, { from: 0, to: total });
  });
  afterAll(() => engine.close());

  it("has whole foreign keys, and no key twice", async () => {
    const orphans = `SELECT
      (SELECT count(*) FROM impressions ANTI JOIN campaigns USING (campaign_id)) +
      (SELECT count(*) FROM clicks ANTI JOIN impressions USING (impression_id, campaign_id, device_type, geo_region, geo_country)) +
      (SELECT count(*) FROM conversions ANTI JOIN clicks USING (click_id, impression_id, campaign_id))`;
    expect(await one(orphans)).toBe(0n);
    for (const [table, key] of [
      ["campaigns", "campaign_id"],
      ["impressions", "impression_id"],
      ["clicks", "click_id"],
      ["conversions", "conversion_id"],
    ]) {
      expect(await one(`SELECT count(*) - count(DISTINCT ${key}) FROM ${table}`)).toBe(0n);
    }
  });

  it("keeps Namibia, whose code is NA", async () => {
    expect(Number(await one("SELECT count(*) FROM impressions WHERE geo_country = 'NA'"))).toBeGreaterThan(0);
  });

  it("has the demo's proportions", async () => {
    const fraction = async (sql: string) => Number(await one(`SELECT (${sql})::DOUBLE`));
    expect(await fraction("(SELECT count(*) FROM clicks) / (SELECT count(*) FROM impressions)")).toBeCloseTo(0.02, 2);
    expect(await fraction("SELECT avg(viewable::INT) FROM impressions")).toBeCloseTo(0.8, 1);
    expect(await fraction("SELECT avg((referrer_url IS NULL)::INT) FROM clicks")).toBeCloseTo(0.3, 1);
    expect(
      await one(
        "SELECT count(*) FROM impressions SEMI JOIN (FROM campaigns WHERE status IN ('draft', 'paused')) USING (campaign_id)",
      ),
    ).toBe(0n);
    expect(await one("SELECT bool_and(cost_usd >= 0.001 AND cost_usd <= 0.05) FROM impressions")).toBe(true);
  });

  it("lies within its days, clicks after impressions and conversions after clicks", async () => {
    expect(
      await one(`SELECT bool_and(date_key >= '${OPTIONS.from}' AND date_key <= '${OPTIONS.to}') FROM impressions`),
    ).toBe(true);
    expect(
      await one(
        `SELECT bool_and(date_key = left("timestamp", 10) AND "hour" = substr("timestamp", 12, 2)::INT) FROM impressions`,
      ),
    ).toBe(true);
    expect(
      await one(
        `SELECT bool_and(c."timestamp" > i."timestamp") FROM clicks c JOIN impressions i USING (impression_id)`,
      ),
    ).toBe(true);
    expect(
      await one(`SELECT bool_and(v."timestamp" > c."timestamp") FROM conversions v JOIN clicks c USING (click_id)`),
    ).toBe(true);
  });

  it("is the same in one piece and in many", async () => {
    const tables = [impressionsQuery, clicksQuery, conversionsQuery];
    const cuts = fc.uniqueArray(fc.integer({ min: 1, max: total - 1 }), {
      maxLength: 4,
    });
    await fc.assert(
      fc.asyncProperty(cuts, fc.constantFrom(...tables), async (places, query) => {
        const edges = [0, ...places.sort((a, b) => a - b), total];
        const pieces = edges.slice(1).map((to, index) => query(OPTIONS, { from: edges[index] ?? 0, to }));
        const whole = await fingerprint(query(OPTIONS, { from: 0, to: total }));
        expect(await fingerprint(pieces.map((piece) => `(${piece})`).join(" UNION ALL "))).toBe(whole);
      }),
      { numRuns: 10 },
    );
  });

  it("is the same for the same seed and days, and another one for others", async () => {
    const all = async (options: SeedOptions) => {
      const count = await make(options);
      return fingerprint(`${impressionsQuery(options, { from: 0, to: count })}`);
    };
    const first = await all(OPTIONS);
    expect(await all({ ...OPTIONS })).toBe(first);
    expect(await all({ ...OPTIONS, seed: 43 })).not.toBe(first);
    expect(await all({ ...OPTIONS, to: "2025-04-02" })).not.toBe(first);
    await make(OPTIONS);
  });

  it("is the data that it was when this was written", async () => {
    expect(await fingerprint('SELECT impression_id, "timestamp", geo_city, cost_usd FROM impressions')).toBe(
      "501089035377053043626582",
    );
  });
});

describe("options of sample data", () => {
  it.each([
    [{ to: "2025-01-03" }, "to is less than seven days after from"],
    [{ clickRate: 2 }, "is not a fraction between 0 and 1"],
    [{ from: "soon" }, "is not a date such as 2025-01-31"],
  ])("%j are refused", (options, message) => {
    expect(JSON.stringify(seedOptionsSchema.safeParse(options).error?.issues)).toContain(message);
  });
});
