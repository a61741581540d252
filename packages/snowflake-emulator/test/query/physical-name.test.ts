import fc from "fast-check";
import { logicalName, physicalIdentifier, physicalName, quoteText } from "../../src/query/physical-name";
import { useBench } from "./support/examples";

describe("names in DuckDB", () => {
  it("leave upper-case names as they are", () => {
    expect(physicalName("CUSTOMER_ID")).toBe("CUSTOMER_ID");
    expect(physicalName("Id")).toBe("I~d");
    expect(physicalName("a~B")).toBe("~a~~B");
  });
  it("lead back to the name", () => {
    fc.assert(fc.property(fc.string({ unit: "grapheme" }), (name) => logicalName(physicalName(name)) === name));
  });
  it("differ where the names do, even without regard to case", () => {
    const name = fc.string({ unit: fc.constantFrom("a", "A", "~", "b", "B", "_") });
    fc.assert(
      fc.property(name, name, (one, other) => {
        const [a, b] = [one, other].map((each) => physicalName(each).toLowerCase());
        expect(a === b).toBe(one === other);
      }),
    );
  });
  it("are refused when they are none", () => {
    expect(() => logicalName("abc")).toThrow("no physical name");
    expect(() => logicalName("~A")).toThrow("no physical name");
  });
});

describe("quoting for DuckDB", () => {
  const bench = useBench();
  it("keeps any name and any text", async () => {
    const text = fc.string({ unit: "grapheme", minLength: 1 }).filter((one) => !/[\0\ud800-\udfff]/.test(one));
    await fc.assert(
      fc.asyncProperty(text, async (value) => {
        await bench().run(`SELECT ${quoteText(value)} AS ${physicalIdentifier(value)}`);
        const answer = await bench().value(`SELECT '${value.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`);
        expect(answer).toBe(value);
      }),
      { numRuns: 50 },
    );
  });
});
