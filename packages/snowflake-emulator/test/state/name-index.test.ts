import fc from "fast-check";
import { likePredicate, parseLike } from "../../src/sql/like";
import { NameIndex } from "../../src/state/name-index";

const letter = fc.constantFrom("a", "A", "b", "_", "%", "é", "1", '"', "\\", "𝒳");
const name = fc.array(letter, { minLength: 1, maxLength: 6 }).map((letters) => letters.join(""));

describe("an index of names", () => {
  it("finds by a LIKE pattern what looking at every name would find, by name", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(name, { maxLength: 30 }),
        fc.uniqueArray(name, { maxLength: 5 }),
        name,
        (names, gone, like) => {
          const index = new NameIndex<string>();
          for (const one of names) index.add(one, one);
          for (const one of gone) index.remove(one);
          const left = names.filter((one) => !gone.includes(one)).sort((a, b) => (a < b ? -1 : 1));
          expect(index.matching(parseLike(like))).toEqual(left.filter(likePredicate(like)));
          expect(index.all()).toEqual(left);
        },
      ),
      { numRuns: 500 },
    );
  });

  it("looks at few of many names when the pattern begins with text or single wildcards", () => {
    const index = new NameIndex<string>();
    for (let number = 0; number < 10_000; number += 1) index.add(`T_${String(number).padStart(5, "0")}`, "");
    expect(index.matching(parseLike("t_00042"))).toHaveLength(1);
    expect(index.matching(parseLike("t_0004_"))).toHaveLength(10);
    expect(index.matching(parseLike("%99"))).toHaveLength(100);
  });
});
