import { readFileSync } from "node:fs";
import path from "node:path";
import { BENCHES } from "../../bench/benches";
import { type BenchResult, isHeld, ratioOf } from "../../bench/result";
import { allHeld, type BenchRun, benchFacts, renderPage, renderTable } from "../../bench/table";

const result = (change: Partial<BenchResult>): BenchResult => ({
  ...{ what: "SELECT 1 p50, ms", ours: 1, peer: { name: "other 1.0", value: 4 }, wanted: { atMost: 0.33 } },
  ...change,
});
const run = (change: Partial<BenchRun>): BenchRun => ({
  ...{ bench: "emulator", seconds: 61, results: [result({})], failure: null, load: [0.1, 0.2, 0.3] },
  ...change,
});
const CONDITIONS = {
  ...{ at: "2026-11-21T00:00:00.000Z", processor: "Some CPU", processors: 2, memoryGiB: 8 },
  ...{ system: "Linux 6 x64", node: "20.20.2", commit: "abc1234" },
};

describe("a result", () => {
  it.each([
    [result({}), 0.25, true],
    [result({ ours: 2 }), 0.5, false],
    [result({ ours: 8, wanted: { atLeast: 2 } }), 2, true],
    [result({ ours: 7, wanted: { atLeast: 2 } }), 1.75, false],
    [result({ peer: null, wanted: { atMost: 100 }, ours: 100 }), null, true],
    [result({ peer: null, wanted: { atMost: 100 }, ours: 101 }), null, false],
    [result({ wanted: null }), 0.25, null],
    [result({ ours: Number.NaN }), Number.NaN, false],
    [result({ ours: 0, peer: { name: "other", value: 0 } }), Number.NaN, false],
  ])("%j has the ratio %d, and held is %p", (one, ratio, held) => {
    expect(ratioOf(one)).toBe(ratio);
    expect(isHeld(one)).toBe(held);
  });
});

describe("the table", () => {
  it("has a line a result, and one for a benchmark that could not be run", () => {
    const runs = [
      run({ results: [result({}), result({ what: "told", wanted: null })] }),
      run({ bench: "seed", results: [], failure: "no Python" }),
    ];
    expect(renderTable(runs)).toBe(
      [
        "benchmark  what              ours  peer           ratio  wanted  held",
        "emulator   SELECT 1 p50, ms  1     4 (other 1.0)  0.25   ≤ 0.33  yes",
        "emulator   told              1     4 (other 1.0)  0.25",
        "seed       no Python                                             NOT RUN",
        "",
      ].join("\n"),
    );
    expect(allHeld(runs)).toBe(false);
  });

  it("is held when all is as wanted, and not when one is missed", () => {
    expect(allHeld([run({})])).toBe(true);
    expect(allHeld([run({ results: [result({}), result({ ours: 3 })] })])).toBe(false);
    expect(renderTable([run({ results: [result({ ours: 3 })] })])).toContain("MISSED");
  });

  it("is JSON with ratio and verdict, and a page with the conditions", () => {
    expect(benchFacts([run({})], CONDITIONS)).toMatchObject({
      ok: true,
      conditions: CONDITIONS,
      benchmarks: [{ bench: "emulator", results: [{ ratio: 0.25, held: true }] }],
    });
    const page = renderPage([run({})], CONDITIONS);
    expect(page).toContain("2 × Some CPU, 8 GiB of memory, Linux 6 x64");
    expect(page).toContain("| emulator | SELECT 1 p50, ms | 1 | 4 (other 1.0) | 0.25 | ≤ 0.33 | yes |");
    expect(page).toContain("| emulator | 61 s | 0.10, 0.20, 0.30 |");
  });
});

it("npm run bench knows each benchmark that has a script, and bench/README.md describes it", () => {
  const root = path.join(__dirname, "../..");
  const { scripts }: { readonly scripts: Readonly<Record<string, string>> } = JSON.parse(
    readFileSync(path.join(root, "package.json"), "utf8"),
  );
  const named = Object.keys(scripts)
    .filter((name) => name.startsWith("bench:"))
    .sort();
  expect(BENCHES.map(({ name }) => `bench:${name}`).sort()).toEqual(named);
  const readme = readFileSync(path.join(root, "bench/README.md"), "utf8");
  expect(named.filter((name) => !readme.includes(`npm run ${name}\``))).toEqual([]);
});
