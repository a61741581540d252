import { appendFileSync, mkdtempSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { AccountState } from "../../src/state/account-state";
import { Journal } from "../../src/state/journal";
import { copyState, decodeValues, encodeValues } from "../../src/state/saved-state";

const OWNER = { organization: "ORG", account: "EAST" };

const newPath = () => join(mkdtempSync(join(tmpdir(), "journal-")), "EAST", "journal.jsonl");

async function opened(path: string) {
  const state = new AccountState();
  const { journal, found } = await Journal.open(path, OWNER, state);
  const addRole = (name: string) =>
    state.changes.transact(() =>
      state.objects.ROLE.add({
        id: state.newId(),
        name,
        parentId: null,
        ownerRoleId: null,
        createdOn: 0,
        comment: null,
        system: false,
      }),
    );
  return { state, journal, found, addRole };
}

describe("a journal", () => {
  it("gives back what was flushed, and continues its numbers", async () => {
    const path = newPath();
    const first = await opened(path);
    expect(first.found).toBe(false);
    first.addRole("A");
    first.addRole("B");
    first.state.changes.transact(() => first.state.parameters.put("TIMEZONE", "UTC"));
    await first.journal.close();

    const second = await opened(path);
    expect(second.found).toBe(true);
    expect(copyState(second.state)).toEqual(copyState(first.state));
    second.addRole("C");
    expect(second.state.objects.ROLE.get("C")?.id).toBe(3);
    await second.journal.close();
  });

  it("holds everything that was acknowledged wherever the file ends", async () => {
    const path = newPath();
    const one = await opened(path);
    const start = readFileSync(path).length;
    const acknowledged: { readonly size: number; readonly names: readonly string[] }[] = [];
    for (const name of ["A", "B", "C", "D"]) {
      one.addRole(name);
      await one.journal.flush();
      acknowledged.push({ size: readFileSync(path).length, names: one.state.objects.ROLE.in(null).map((r) => r.name) });
    }
    await one.journal.close();
    const whole = readFileSync(path);
    for (let length = start; length <= whole.length; length += 7) {
      writeFileSync(path, whole);
      truncateSync(path, length);
      const again = await opened(path);
      const expected = acknowledged.filter(({ size }) => size <= length).at(-1)?.names ?? [];
      expect(again.state.objects.ROLE.in(null).map((role) => role.name)).toEqual(expected);
      await again.journal.close();
    }
  });

  it("is not read when a line in its middle is damaged", async () => {
    const path = newPath();
    const one = await opened(path);
    await one.journal.close();
    appendFileSync(path, '[["ROLE"]]\n');
    await expect(opened(path)).rejects.toThrow(/journal\.jsonl, line 2 is damaged: a change has three parts/);
  });

  it("is not read when it is another account's", async () => {
    const path = newPath();
    const one = await opened(path);
    await one.journal.close();
    const other = { organization: "ORG", account: "WEST" };
    await expect(Journal.open(path, other, new AccountState())).rejects.toThrow(/is not the state of account ORG-WEST/);
  });

  it("keeps maps and texts of any kind", () => {
    const value = fc.oneof(
      fc.jsonValue(),
      fc.array(fc.tuple(fc.string(), fc.string())).map((pairs) => new Map(pairs)),
    );
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), value, (key, one) => {
        const line = encodeValues([{ store: "ROLE", key, value: { one } }]);
        expect(line).not.toContain("\n");
        const [back] = decodeValues(line);
        expect(encodeValues([back ?? { store: "", key: "", value: null }])).toBe(line);
      }),
    );
  });
});
