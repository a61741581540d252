import fc from "fast-check";
import { mapWithLimit } from "../../src/aws/concurrency";

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe("mapping with a limit", () => {
  it("keeps the order, and never has more under way than the limit", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat({ max: 3 })), fc.integer({ min: 1, max: 5 }), async (waits, limit) => {
        let underWay = 0;
        const results = await mapWithLimit(waits, limit, async (wait) => {
          underWay += 1;
          expect(underWay).toBeLessThanOrEqual(limit);
          for (let i = 0; i < wait; i += 1) await turn();
          underWay -= 1;
          return wait;
        });
        expect(results).toEqual(waits);
      }),
    );
  });

  it("rejects with the first failure and starts nothing after it", async () => {
    const started: number[] = [];
    const failing = mapWithLimit([1, 2, 3, 4], 2, async (item) => {
      started.push(item);
      await turn();
      if (item === 1) throw new Error("one failed");
      return item;
    });
    await expect(failing).rejects.toThrow("one failed");
    await turn();
    expect(started).toEqual([1, 2]);
  });
});
