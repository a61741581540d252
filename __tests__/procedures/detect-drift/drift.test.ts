import fc from "fast-check";
import { definitionKey } from "../../../procedures/definitions/definition";
import { type Drift, driftChanges, findDrift } from "../../../procedures/detect-drift/drift";

const definitions = fc.uniqueArray(
  fc.record({
    kind: fc.constantFrom("VIEW" as const, "TABLE" as const),
    name: fc.constantFrom("a", "b", "c", "d"),
    definition: fc.constantFrom("1", "2"),
  }),
  { selector: definitionKey },
);
const keys = (drifts: readonly Drift[]) => drifts.map(({ kind, name }) => `${kind} ${name}`);

describe("findDrift", () => {
  const view = (name: string, definition: string) => ({ kind: "VIEW" as const, name, definition });

  it("finds what is missing on either side and what differs, each once, with both texts", () => {
    expect(
      findDrift([view("a", "1"), view("b", "1"), view("c", "1")], [view("a", "1"), view("b", "2"), view("d", "1")]),
    ).toEqual([
      { kind: "VIEW", name: "b", finding: "DIFFERENT", primary: "1", secondary: "2" },
      { kind: "VIEW", name: "c", finding: "MISSING_ON_SECONDARY", primary: "1", secondary: undefined },
      { kind: "VIEW", name: "d", finding: "MISSING_ON_PRIMARY", primary: undefined, secondary: "1" },
    ]);
  });

  it("finds nothing exactly when both are the same", () => {
    fc.assert(
      fc.property(definitions, definitions, (primary, secondary) => {
        const texts = (all: typeof primary) =>
          new Set(all.map((one) => JSON.stringify([one.kind, one.name, one.definition])));
        const drifts = findDrift(primary, secondary);
        expect(new Set(keys(drifts)).size).toBe(drifts.length);
        expect(drifts.length === 0).toBe([...texts(primary)].sort().join() === [...texts(secondary)].sort().join());
      }),
    );
  });
});

describe("driftChanges", () => {
  it("leaves exactly the present differences open, each once, and closes nothing twice", () => {
    fc.assert(
      fc.property(definitions, definitions, definitions, (primary, before, after) => {
        const open = findDrift(primary, before);
        const now = findDrift(primary, after);
        const { opened, seen, closed } = driftChanges(open, now);
        const stays = keys(open).filter((key) => !keys(closed).includes(key));
        expect([...stays, ...keys(opened)].sort()).toEqual(keys(now).sort());
        expect([...stays].sort()).toEqual(keys(seen).sort());
        const again = driftChanges(now, now);
        expect([again.opened, again.closed]).toEqual([[], []]);
      }),
    );
  });
});
