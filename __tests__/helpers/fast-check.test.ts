import fc from "fast-check";

/** The cases that one run of a property tries. */
function tried(runs: number): readonly number[] {
  const cases: number[] = [];
  fc.assert(
    fc.property(fc.integer(), (value) => {
      cases.push(value);
    }),
    { numRuns: runs },
  );
  return cases;
}

describe("property tests", () => {
  const exploring = process.env.EXPLORE_TIMES !== undefined;

  it("try the same cases in every run, unless others are asked for", () => {
    expect(tried(20)).toHaveLength(20 * Number(process.env.EXPLORE_TIMES ?? 1));
    if (exploring) expect(tried(20)).not.toEqual(tried(20));
    else expect(tried(20)).toEqual(tried(20));
  });

  it("fail where a property does not hold", () => {
    expect(() => fc.assert(fc.property(fc.integer(), (value) => value < 10))).toThrow("Counterexample: [10]");
  });
});
