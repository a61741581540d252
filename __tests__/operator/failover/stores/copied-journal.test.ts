import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { ConflictError } from "../../../../operator/failover/errors";
import { renderJournal } from "../../../../operator/failover/journal";
import { MemoryJournalStore } from "../../../../operator/failover/memory-stores";
import { CopiedJournalStore } from "../../../../operator/failover/stores/copied-journal";
import { lineOf } from "./entries";

const DRILL = "000001-a";
const [one, two, three] = [1, 2, 3].map((number) => lineOf(DRILL, number));
if (one === undefined || two === undefined || three === undefined) throw new Error("three lines");

describe("a journal's copy on this machine", () => {
  let root: string;
  let original: MemoryJournalStore;
  let failures: string[];

  beforeEach(() => {
    root = mkdtempSync(path.join(tmpdir(), "journals-"));
    original = new MemoryJournalStore();
    failures = [];
  });
  afterEach(() => rmSync(root, { recursive: true }));

  const store = () => new CopiedJournalStore(original, path.join(root, "drills"), (drill) => failures.push(drill));
  const file = () => path.join(root, "drills", DRILL, "journal.jsonl");
  const copy = () => readFileSync(file(), "utf8");

  it("has each line as soon as it is written", async () => {
    const copied = store();
    await copied.append(one, 0);
    expect(copy()).toBe(renderJournal([one]));
    await copied.append(two, 1);
    expect(copy()).toBe(renderJournal([one, two]));
    expect(await copied.read(DRILL)).toEqual([one, two]);
    expect(await copied.drills()).toEqual([DRILL]);
  });

  it("is whole also when another machine began the drill", async () => {
    await original.append(one, 0);
    await store().append(two, 1);
    expect(copy()).toBe(renderJournal([one, two]));
  });

  it("is made whole again after it was torn by a crash", async () => {
    await store().append(one, 0);
    writeFileSync(file(), '{"drill":"0000');
    await store().append(two, 1);
    expect(copy()).toBe(renderJournal([one, two]));
  });

  it("stops nothing when it can't be written, which is told, and is whole again as soon as it can", async () => {
    const copied = store();
    await copied.append(one, 0);
    rmSync(file());
    mkdirSync(file());
    await copied.append(two, 1);
    expect(failures).toEqual([DRILL]);
    expect(await copied.read(DRILL)).toEqual([one, two]);
    rmSync(file(), { recursive: true });
    await copied.append(three, 2);
    expect(copy()).toBe(renderJournal([one, two, three]));
  });

  it("has no line that the original refused", async () => {
    await original.append(one, 0);
    await expect(store().append(two, 0)).rejects.toThrow(ConflictError);
    expect(existsSync(file())).toBe(false);
  });
});
