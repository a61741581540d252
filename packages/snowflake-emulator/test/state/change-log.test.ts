import fc from "fast-check";
import type { Role } from "../../src/objects/role";
import { ChangeLog } from "../../src/state/change-log";
import { ObjectCollection } from "../../src/state/object-collection";

const role = (id: number, name: string, parentId: number | null = null): Role => ({
  id,
  name,
  parentId,
  ownerRoleId: null,
  createdOn: 0,
  comment: null,
  system: false,
});

type Step = { readonly kind: "add" | "drop" | "rename" | "comment"; readonly id: number; readonly name: string };
const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom("add", "drop", "rename", "comment"),
  id: fc.integer({ min: 1, max: 5 }),
  name: fc.constantFrom("A", "B", "C", "D"),
});

function apply(roles: ObjectCollection<Role>, { kind, id, name }: Step): void {
  const found = roles.byId(id);
  const free = !roles.has(name);
  if (kind === "add" && found === undefined && free) roles.add(role(id, name));
  else if (found === undefined) return;
  else if (kind === "drop") roles.drop(found);
  else if (kind === "rename" && free) roles.rename(found, name);
  else if (kind === "comment") {
    roles.edit(found);
    found.comment = name;
  }
}

/** Everything that can be seen from outside. */
function view(roles: ObjectCollection<Role>): unknown {
  return {
    byName: ["A", "B", "C", "D"].map((name) => structuredClone(roles.get(name))),
    byId: [1, 2, 3, 4, 5].map((id) => structuredClone(roles.byId(id))),
    sorted: roles.in(null).map((one) => one.name),
  };
}

describe("a change log", () => {
  it("leaves everything as it was when the work fails, whatever the work did", () => {
    fc.assert(
      fc.property(fc.array(step), fc.array(step), (before, within) => {
        const changes = new ChangeLog();
        const roles = new ObjectCollection<Role>("ROLE", changes);
        changes.transact(() => before.forEach((one) => void apply(roles, one)));
        const expected = view(roles);
        const work = () =>
          changes.transact(() => {
            for (const one of within) apply(roles, one);
            throw new Error("halfway");
          });
        expect(work).toThrow("halfway");
        expect(view(roles)).toEqual(expected);
      }),
    );
  });

  it("tells what has changed once, with the value from before", () => {
    const changes = new ChangeLog();
    const told: unknown[] = [];
    changes.onCommit((list) => told.push(...list));
    const roles = new ObjectCollection<Role>("ROLE", changes);
    changes.transact(() => roles.add(role(1, "A")));
    changes.transact(() => {
      const [one] = roles.in(null);
      if (one !== undefined) roles.rename(one, "B");
      if (one !== undefined) roles.rename(one, "C");
    });
    expect(told).toEqual([
      { store: "ROLE", key: "1", before: undefined, after: role(1, "C") },
      { store: "ROLE", key: "1", before: role(1, "A"), after: role(1, "C") },
    ]);
  });

  it("refuses a change that it could not take back", () => {
    const roles = new ObjectCollection<Role>("ROLE", new ChangeLog());
    expect(() => roles.add(role(1, "A"))).toThrow("ROLE 1 is changed outside of a transaction");
  });

  it("counts work within work as one", () => {
    const changes = new ChangeLog();
    const roles = new ObjectCollection<Role>("ROLE", changes);
    expect(() =>
      changes.transact(() => {
        changes.transact(() => roles.add(role(1, "A")));
        throw new Error("outer");
      }),
    ).toThrow("outer");
    expect(roles.size).toBe(0);
  });
});
