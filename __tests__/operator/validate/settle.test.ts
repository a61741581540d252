import { readUntilSettled, type TwinReading } from "../../../operator/validate/settle";
import type { Sighting, TableReading } from "../../../operator/validate/table-reading";

const all = (sighting: Sighting): TableReading => ({ EXT: sighting, CLD: sighting, PROD: sighting });
const at = (snapshot: string | undefined): TableReading => all({ kind: "read", rows: 1, snapshot });

async function settle(script: Readonly<Record<string, readonly TwinReading[]>>, looks: number) {
  const reads: string[] = [];
  const waits: (readonly string[])[] = [];
  const pauses: number[] = [];
  const found = await readUntilSettled(
    Object.keys(script),
    async (table) => {
      const nth = reads.filter((one) => one === table).length;
      reads.push(table);
      const reading = script[table]?.[nth];
      if (reading === undefined) throw new Error(`${table} is read too often`);
      return reading;
    },
    { pauseMs: 10, looks, pause: async (ms) => void pauses.push(ms), onWait: (tables) => void waits.push(tables) },
  );
  return { reads, waits, pauses, found };
}

describe("tables that are read until they have caught up", () => {
  const behind: TwinReading = { primary: at("2"), secondary: at("1") };
  const settled: TwinReading = { primary: at("2"), secondary: at("2") };

  it("are read once when they are at one snapshot", async () => {
    expect(await settle({ a: [settled], b: [settled] }, 3)).toMatchObject({ reads: ["a", "b"], pauses: [] });
  });

  it("are read again, those alone that are behind, after a pause", async () => {
    const { reads, waits, pauses, found } = await settle({ a: [settled], b: [behind, behind, settled] }, 3);
    expect({ reads, waits, pauses }).toEqual({ reads: ["a", "b", "b", "b"], waits: [["b"], ["b"]], pauses: [10, 10] });
    expect(found.get("b")).toBe(settled);
  });

  it("are given up after so many looks, as they were seen last", async () => {
    expect((await settle({ a: [behind, behind] }, 1)).found.get("a")).toBe(behind);
    expect((await settle({ a: [behind] }, 0)).pauses).toEqual([]);
  });

  it("are read again when a snapshot came meanwhile", async () => {
    const restless: TwinReading = { primary: at(undefined), secondary: at(undefined) };
    expect((await settle({ a: [restless, settled] }, 1)).reads).toEqual(["a", "a"]);
  });

  it("aren't waited for when they can't be read", async () => {
    const gone = all({ kind: "unreached", reason: "no network" });
    expect((await settle({ a: [{ primary: gone, secondary: at("1") }] }, 3)).reads).toEqual(["a"]);
  });
});
