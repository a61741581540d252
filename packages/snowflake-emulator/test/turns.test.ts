import { insertSteps, parseInsert } from "../src/query/parse";
import { Cursor } from "../src/sql/cursor";
import { tokenize } from "../src/sql/tokenizer";
import { finished, inTurns, type Steps } from "../src/turns";

function* counted(to: number): Steps<number> {
  for (let at = 0; at < to; at += 1) yield;
  return to;
}

describe("work in steps", () => {
  it("gives the same, done at once or in turns", async () => {
    expect(finished(counted(3))).toBe(3);
    expect(await inTurns(counted(3))).toBe(3);
  });

  it("lets others have their turn after each step", async () => {
    let turns = 0;
    let ended = false;
    const others = (async () => {
      while (!ended) {
        await new Promise((resolve) => setImmediate(resolve));
        turns += 1;
      }
    })();
    await inTurns(counted(10));
    ended = true;
    await others;
    expect(turns).toBeGreaterThanOrEqual(10);
  });

  it("tells what went wrong in a step", async () => {
    function* broken(): Steps<never> {
      yield;
      throw new Error("no");
    }
    expect(() => finished(broken())).toThrow("no");
    await expect(inTurns(broken())).rejects.toThrow("no");
  });
});

describe("reading an INSERT of many rows", () => {
  const sql = `INSERT INTO t VALUES ${Array.from({ length: 2000 }, (_, row) => `(${row})`).join(", ")}`;
  const cursor = () => new Cursor(tokenize(sql));

  it("goes in steps, and reads the same as at once", () => {
    let steps = 0;
    const reading = insertSteps(cursor());
    let step = reading.next();
    for (; step.done !== true; step = reading.next()) steps += 1;
    expect(steps).toBe(3);
    expect(step.value).toEqual(parseInsert(cursor()));
  });
});
