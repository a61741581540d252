import fc from "fast-check";
import { beats, CHART, lagChart, silentQuarters } from "../../../operator/status/page/chart";
import { html } from "../../../operator/status/page/html";
import { PAGE_SIZE, pageOf, readQuery } from "../../../operator/status/page/query";
import { NOW } from "../failover/observations";
import { day, synced } from "./glances";

describe("a template of HTML", () => {
  it("escapes whatever is put into it, and HTML only once", () => {
    const name = html`<b title="${"'\"&"}">${"<i>"}</b>`;
    expect(html`${name}${[name, 1]}${false}${undefined}`.text).toBe(
      `${'<b title="&#39;&quot;&amp;">&lt;i&gt;</b>'.repeat(2)}1`,
    );
  });

  it("lets no text leave its place", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(html`${text}`.text).not.toMatch(/[<>"']/);
      }),
    );
  });

  it("shows no secret that a reason quotes", () => {
    expect(html`${"login failed: password=hunter2"}`.text).toBe("login failed: password=[hidden]");
  });
});

describe("an address' query", () => {
  it.each([
    ["", { filter: "", state: "", page: 1 }],
    ["filter=%20a%20&state=FAILED&page=3", { filter: "a", state: "FAILED", page: 3 }],
    ["state=nonsense&page=-1", { filter: "", state: "", page: 1 }],
    ["page=1e99", { filter: "", state: "", page: 1 }],
    ["page=2.5", { filter: "", state: "", page: 1 }],
  ])("%s", (text, query) => {
    expect(readQuery(new URLSearchParams(text))).toEqual(query);
  });

  it("is no longer than a name may be", () => {
    expect(readQuery(new URLSearchParams({ filter: "a".repeat(5000) })).filter).toHaveLength(200);
  });
});

describe("pages of tables", () => {
  it("hold every table that matches once, in order, and nothing else", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 4 })), fc.string({ maxLength: 2 }), (names, filter) => {
        const tables = names.map((name) => synced(name, { target: "" }));
        const first = pageOf(tables, { filter, state: "", page: 1 });
        const all = Array.from(
          { length: first.pages },
          (_, index) => pageOf(tables, { filter, state: "", page: index + 1 }).shown,
        );
        expect(all.flat().map(({ name }) => name)).toEqual(
          names.filter((name) => name.toLowerCase().includes(filter.toLowerCase())),
        );
        expect(all.every((shown) => shown.length <= PAGE_SIZE)).toBe(true);
      }),
    );
  });

  it("end at the last one, when fewer are left than somebody asks for", () => {
    const page = pageOf([synced("a")], { filter: "", state: "", page: 7 });
    expect(page).toMatchObject({ page: 1, pages: 1, matching: 1 });
    expect(pageOf([], { filter: "", state: "", page: 7 })).toMatchObject({ page: 1, pages: 1, shown: [] });
  });

  it("find a table by its name in Snowflake, too", () => {
    expect(pageOf([synced("a", { target: '"RAW"."B"' })], { filter: 'raw"."b', state: "", page: 1 }).matching).toBe(1);
  });
});

describe("the chart of lag", () => {
  const objective = 1800;

  it("stays in the picture whatever was measured, the objective with it", () => {
    fc.assert(
      fc.property(fc.array(fc.option(fc.nat(1_000_000)), { minLength: 96, maxLength: 96 }), (lags) => {
        const { line, objectiveY } = lagChart(
          day((quarter) => lags[quarter] ?? null),
          NOW,
          objective,
        );
        const numbers = [...line.matchAll(/M(?<x>[\d.-]+) (?<y>[\d.-]+)|V(?<v>[\d.-]+)|H(?<h>[\d.-]+)/g)];
        for (const { groups } of numbers) {
          for (const x of [groups?.x, groups?.h])
            if (x !== undefined) expect(inside(Number(x), CHART.width)).toBe(true);
          for (const y of [groups?.y, groups?.v])
            if (y !== undefined) expect(inside(Number(y), CHART.height)).toBe(true);
        }
        expect(objectiveY).toBeGreaterThan(0);
        expect(objectiveY).toBeLessThan(CHART.height);
      }),
    );
  });

  it("is one line while it was measured, broken where it wasn't", () => {
    expect(
      lagChart(
        day(() => 60),
        NOW,
        objective,
      ).line.match(/M/g),
    ).toHaveLength(1);
    const broken = lagChart(
      day((quarter) => (quarter === 50 ? null : 60)),
      NOW,
      objective,
    );
    expect(broken.line.match(/M/g)).toHaveLength(2);
    expect(broken).toMatchObject({ highest: 60, last: 60 });
    expect(
      lagChart(
        day(() => null),
        NOW,
        objective,
      ),
    ).toMatchObject({ line: "", highest: null, last: null });
  });

  const inside = (value: number, size: number) => value >= 0 && value <= size;
});

describe("the strip of heartbeats", () => {
  it("shows an unhealthy one taller, and a quarter without any as a gap that is counted", () => {
    const points = day(
      () => null,
      (quarter) => (quarter === 3 ? 1 : 0),
    ).filter((_, quarter) => quarter !== 7);
    const drawn = beats(points, NOW);
    expect(drawn).toHaveLength(95);
    expect(drawn.filter(({ height }) => height === CHART.strip)).toEqual([drawn[3]]);
    expect(silentQuarters(points, NOW)).toBe(1);
    expect(silentQuarters([], NOW)).toBe(96);
  });
});
