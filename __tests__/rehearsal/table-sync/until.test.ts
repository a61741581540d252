import { until } from "../../../rehearsal/table-sync/until";

describe("until", () => {
  it("gives what comes, and nudges while it doesn't", async () => {
    let nudges = 0;
    const nudge = async () => {
      nudges += 1;
    };
    const look = async () => (nudges < 2 ? { seen: "nothing" } : { done: nudges });
    expect(await until("a thing", look, { nudge })).toBe(2);
  });

  it("says what didn't come, and what was seen last", async () => {
    const waited = until("a thing", async () => ({ seen: "3 of 4" }), { milliseconds: 0 });
    await expect(waited).rejects.toThrow("a thing: not within 0 s; last seen: 3 of 4");
  });
});
