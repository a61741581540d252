import { mapBounded } from "../src/map-bounded";

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe("bounded concurrency", () => {
  it("keeps the order, and no more at a time than allowed", async () => {
    let running = 0;
    let most = 0;
    const results = await mapBounded([5, 1, 3, 2, 4], 2, async (turns) => {
      running += 1;
      most = Math.max(most, running);
      for (let index = 0; index < turns; index += 1) await turn();
      running -= 1;
      return turns * 10;
    });
    expect(results).toEqual([50, 10, 30, 20, 40]);
    expect(most).toBe(2);
  });

  it("starts nothing more after a failure", async () => {
    const started: number[] = [];
    const work = async (item: number) => {
      started.push(item);
      await turn();
      if (item === 1) throw new Error("one failed");
    };
    await expect(mapBounded([1, 2, 3, 4, 5, 6], 2, work)).rejects.toThrow("one failed");
    await turn();
    await turn();
    expect(started.length).toBeLessThan(6);
    expect(await mapBounded([], 4, work)).toEqual([]);
  });
});
