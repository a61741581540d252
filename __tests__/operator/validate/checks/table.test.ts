import { judgeTable, judgeTwins } from "../../../../operator/validate/checks/table";
import type { Sighting, TableReading } from "../../../../operator/validate/table-reading";

const read = (rows: number, snapshot: string | undefined = "s3://lake/t/metadata/3.json"): Sighting => ({
  kind: "read",
  rows,
  snapshot,
});
const refused: Sighting = { kind: "refused", code: "002003", message: "no such table" };
const unreached: Sighting = { kind: "unreached", reason: "no network" };
const moved: Sighting = { kind: "read", rows: 7, snapshot: undefined };
const reading = (EXT: Sighting, CLD: Sighting, PROD: Sighting): TableReading => ({ EXT, CLD, PROD });
const same = reading(read(7), read(7), read(7));

describe("a table in an account", () => {
  it("passes when all three count the same at the same snapshot", () => {
    expect(judgeTable(same)).toEqual({ verdict: "pass", seen: "7 rows at 3.json" });
  });

  it("passes without a row too: 0 is a number", () => {
    expect(judgeTable(reading(read(0), read(0), read(0))).verdict).toBe("pass");
  });

  it("fails when the counts differ at the same snapshot", () => {
    expect(judgeTable(reading(read(7), read(7), read(6)))).toMatchObject({
      verdict: "fail",
      seen: "EXT 7 rows at 3.json, CLD 7 rows at 3.json, PROD 6 rows at 3.json",
      reason: "the counts differ at the same snapshot",
    });
  });

  it.each([
    ["fewer rows", read(5, "s3://lake/t/metadata/2.json")],
    ["as many rows", read(7, "s3://lake/t/metadata/2.json")],
  ])("can't be told while EXT is at another snapshot, with %s", (_case, external) => {
    expect(judgeTable(reading(external, read(7), read(7)))).toMatchObject({
      verdict: "unknown",
      reason: "the snapshots differ: one is still catching up",
    });
  });

  it("can't be told when a snapshot came while it was counted", () => {
    expect(judgeTable(reading(moved, read(7), read(7)))).toMatchObject({
      verdict: "unknown",
      reason: "a new snapshot came while EXT was counted",
    });
  });

  it.each(["EXT", "CLD", "PROD"] as const)("fails when %s can't be read, with Snowflake's reason", (database) => {
    expect(judgeTable({ ...same, [database]: refused })).toMatchObject({
      verdict: "fail",
      seen: `${database} can't be read`,
      reason: "no such table",
    });
  });

  it("can't be told when nobody answers", () => {
    expect(judgeTable({ ...same, CLD: unreached })).toMatchObject({ verdict: "unknown", reason: "no network" });
  });

  it("fails when one can't be read, even if another could not be asked for", () => {
    expect(judgeTable({ ...same, EXT: unreached, PROD: refused }).verdict).toBe("fail");
  });
});

describe("a table in both accounts", () => {
  it("passes when all six agree", () => {
    expect(judgeTwins({ primary: same, secondary: same }).verdict).toBe("pass");
  });

  it("fails when one account counts other rows at the same snapshot", () => {
    const other = reading(read(8), read(8), read(8));
    expect(judgeTwins({ primary: same, secondary: other })).toMatchObject({ verdict: "fail" });
  });

  it("can't be told while one account is at another snapshot", () => {
    const behind = reading(read(5, "s3://lake/t/metadata/2.json"), read(7), read(7));
    expect(judgeTwins({ primary: same, secondary: behind })).toMatchObject({
      verdict: "unknown",
      seen: expect.stringContaining("secondary EXT 5 rows at 2.json"),
    });
  });

  it("can't be told when one account could not be read, and says which", () => {
    const gone = reading(unreached, unreached, unreached);
    expect(judgeTwins({ primary: gone, secondary: same })).toMatchObject({
      verdict: "unknown",
      seen: "the primary could not be read",
    });
    expect(judgeTwins({ primary: gone, secondary: gone })).toMatchObject({
      verdict: "unknown",
      seen: "the primary and the secondary could not be read",
    });
  });
});
