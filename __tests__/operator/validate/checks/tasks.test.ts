import { type FoundTask, judgeTask } from "../../../../operator/validate/checks/tasks";

const now = Date.parse("2025-04-01T12:00:00Z");
const minutesAgo = (minutes: number) => now - minutes * 60_000;
const healthy: FoundTask = {
  state: "started",
  createdAt: minutesAgo(1000),
  suspendedReason: undefined,
  lastRun: { state: "SUCCEEDED", error: undefined, at: minutesAgo(4) },
};
const judge = (found: Partial<FoundTask>, state: "started" | "suspended" = "started") =>
  judgeTask("T", { state, schedule: { minutes: 5 } }, { ...healthy, ...found }, now);
const ran = (state: string, minutes: number, error?: string) => ({
  lastRun: { state, error, at: minutesAgo(minutes) },
});

describe("a task", () => {
  it("passes when its last run succeeded not long ago", () => {
    expect(judge({})).toEqual({ verdict: "pass", seen: "the last run ended 4 min ago: SUCCEEDED" });
    expect(judge(ran("SUCCEEDED", 10)).verdict).toBe("pass");
  });

  it("fails when the last run is older than two intervals", () => {
    expect(judge(ran("SUCCEEDED", 11))).toMatchObject({
      verdict: "fail",
      reason: "it runs every 5 min: the last should be at most 10 min ago",
    });
  });

  it.each(["FAILED", "CANCELLED", "FAILED_AND_AUTO_SUSPENDED"])(
    "fails when the last run %s, with its error",
    (state) => {
      expect(judge(ran(state, 1, "no such view"))).toMatchObject({ verdict: "fail", reason: "no such view" });
    },
  );

  it("fails when it is suspended, with Snowflake's reason and how to resume it", () => {
    expect(judge({ state: "suspended", suspendedReason: "SCHEMA_CHANGED" })).toMatchObject({
      verdict: "fail",
      seen: "it is suspended (SCHEMA_CHANGED)",
      fix: expect.stringContaining("ALTER TASK T RESUME"),
    });
  });

  it("fails when it is started and declared suspended, and passes when it is suspended", () => {
    expect(judge({}, "suspended")).toMatchObject({
      verdict: "fail",
      fix: expect.stringContaining("ALTER TASK T SUSPEND"),
    });
    expect(judge({ state: "suspended", lastRun: undefined }, "suspended").verdict).toBe("pass");
  });

  it("can't be told before it was due", () => {
    expect(judge({ lastRun: undefined, createdAt: minutesAgo(2) })).toMatchObject({ verdict: "unknown" });
  });

  it("fails when it should have run and has not", () => {
    expect(judge({ lastRun: undefined, createdAt: minutesAgo(11) })).toMatchObject({ verdict: "fail" });
  });
});
