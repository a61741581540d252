import { copyGate, type LastHeartbeat } from "../../../procedures/keep-last-good/gate";
import { copyMark } from "../../../procedures/keep-last-good/mark";
import { type ChosenView, planCopy } from "../../../procedures/keep-last-good/plan";

describe("rows are copied", () => {
  const healthy: LastHeartbeat = { healthy: true, ageSeconds: 10 };

  it("in the primary, after a healthy heartbeat", () => {
    expect(copyGate("primary", healthy, 900)).toEqual({ open: true });
  });

  it.each<[string, "primary" | "secondary", LastHeartbeat | undefined, boolean, string]>([
    ["in the secondary", "secondary", healthy, true, "the replicated database is a secondary here: the primary copies"],
    ["before the first heartbeat", "primary", undefined, false, "there was no heartbeat yet"],
    [
      "after one that was not healthy",
      "primary",
      { ...healthy, healthy: false },
      false,
      "the last heartbeat was not healthy",
    ],
    [
      "after one that is long ago",
      "primary",
      { ...healthy, ageSeconds: 901 },
      false,
      "the last heartbeat was 901 s ago, more than 900",
    ],
  ])("not %s", (_case, role, heartbeat, quiet, reason) => {
    expect(copyGate(role, heartbeat, 900)).toEqual({ open: false, quiet, reason });
  });
});

describe("a view's copy", () => {
  const columns = [{ name: "A", type: "NUMBER(38,0)" }];
  const view: ChosenView = {
    schema: "S",
    view: "V",
    columns: { known: true, value: columns },
    version: { known: true, value: "s3://m/2.json" },
    copy: { comment: copyMark("s3://m/1.json"), columns },
  };
  const mark = copyMark("s3://m/2.json");

  it.each<[string, Partial<ChosenView>, ReturnType<typeof planCopy>]>([
    ["is made when there is none", { copy: undefined }, { kind: "CREATE", replace: false, mark }],
    ["gets other rows when the table changed", {}, { kind: "OVERWRITE", columns: ["A"], mark }],
    [
      "is made anew when the columns changed",
      { copy: { comment: copyMark("1"), columns: [] } },
      { kind: "CREATE", replace: true, mark },
    ],
    ["is left as it is when nothing changed", { copy: { comment: mark, columns } }, { kind: "NOTHING" }],
    [
      "is not made where somebody's table is",
      { copy: { comment: "mine", columns } },
      { kind: "LEFT_ALONE", status: "FAILED", reason: "a table of the copy's name is there that somebody made" },
    ],
    [
      "stays when the version can't be told",
      { version: { known: false, reason: "no" } },
      { kind: "LEFT_ALONE", status: "UNKNOWN", reason: "whether it changed isn't known: no" },
    ],
    [
      "stays when the view can't be described",
      { columns: { known: false, reason: "no" } },
      { kind: "LEFT_ALONE", status: "UNKNOWN", reason: "no" },
    ],
    [
      "is refused when its name would be too long",
      { schema: "S".repeat(254) },
      { kind: "LEFT_ALONE", status: "FAILED", reason: "the copy's name would be longer than 255 characters" },
    ],
  ])("%s", (_case, changed, step) => {
    expect(planCopy({ ...view, ...changed })).toEqual(step);
  });
});
