import { existsSync } from "node:fs";
import path from "node:path";
import { describeCutRun, RunRecord, readLastRun } from "../../../operator/deploy/last-run";
import { useTemporaryFolder } from "../../rehearsal/temporary-folder";

const folder = useTemporaryFolder();
const file = () => path.join(folder(), "deploy", "last-run.json");
const now = () => new Date("2026-01-02T03:04:05Z");

describe("the record of a run", () => {
  it("isn't told when the run came to its end", async () => {
    const record = new RunRecord(file(), now);
    record.set("lake", "applied");
    record.set("controller", "unchanged");
    await record.end();
    expect(describeCutRun(await readLastRun(file()))).toBeUndefined();
  });

  it("tells how far a run came that was cut, or in which something failed", async () => {
    const record = new RunRecord(file(), now);
    record.set("lake", "applied");
    record.set("trust", "was being applied");
    await record.end();
    const run = await readLastRun(file());
    expect(describeCutRun(run)).toBe(
      "the last run (2026-01-02T03:04:05.000Z) did not come to its end: lake applied, trust was being applied. Planning tells what is left",
    );
    expect(describeCutRun({ startedAt: now().toISOString(), endedAt: null, stacks: {} })).toContain(
      "nothing was begun",
    );
  });

  it("of a run that began nothing isn't written, so that the one before is still told", async () => {
    await new RunRecord(file(), now).end();
    expect(existsSync(file())).toBe(false);
    expect(await readLastRun(file())).toBeUndefined();
  });

  it("that can't be written fails the run that wanted it", async () => {
    const record = new RunRecord(folder(), now);
    record.set("lake", "applied");
    await expect(record.end()).rejects.toThrow();
  });
});
