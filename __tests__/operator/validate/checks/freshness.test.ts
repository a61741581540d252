import { judgeLink } from "../../../../operator/validate/checks/catalog-link";
import { judgeHeartbeat } from "../../../../operator/validate/checks/heartbeat";
import { judgeAllowedWrites } from "../../../../operator/validate/checks/lake-fence";
import { judgeRecoveryPoint } from "../../../../operator/validate/checks/recovery-point";
import { judgeSync } from "../../../../operator/validate/checks/sync-prod";
import { judgeView } from "../../../../operator/validate/checks/view-answers";

const now = Date.parse("2025-04-01T12:00:00Z");
const minutesAgo = (minutes: number) => now - minutes * 60_000;
const schedule = { minutes: 5 };

describe("the last heartbeat", () => {
  const judge = (healthy: boolean, minutes: number, complaints: readonly string[] = []) =>
    judgeHeartbeat(schedule, { healthy, at: minutesAgo(minutes), complaints }, now);

  it("passes when it was healthy not long ago", () => {
    expect(judge(true, 3)).toEqual({ verdict: "pass", seen: "healthy 3 min ago" });
  });

  it("fails when it was long ago", () => {
    expect(judge(true, 11)).toMatchObject({ verdict: "fail", seen: "healthy 11 min ago" });
  });

  it("fails when it was unhealthy, with its first reasons and how many there are besides", () => {
    expect(judge(false, 1, ["a", "b"])).toMatchObject({ verdict: "fail", reason: "a; b" });
    expect(judge(false, 1, ["a", "b", "c", "d", "e", "f", "g"])).toMatchObject({ reason: "a; b; c; d; e; and 2 more" });
  });

  it("can't be told when there was none", () => {
    expect(judgeHeartbeat(schedule, undefined, now).verdict).toBe("unknown");
  });
});

describe("the last run of SYNC_PROD", () => {
  const judge = (status: string, minutes: number, error?: string) =>
    judgeSync(schedule, { status, at: minutesAgo(minutes), error }, now);

  it("passes when it was OK not long ago, fails when it was long ago", () => {
    expect(judge("OK", 3)).toEqual({ verdict: "pass", seen: "OK 3 min ago" });
    expect(judge("OK", 11).verdict).toBe("fail");
  });

  it("fails when it failed; can't be told when the procedure could not tell", () => {
    expect(judge("FAILED", 1, "no privilege")).toMatchObject({ verdict: "fail", reason: "no privilege" });
    expect(judge("UNKNOWN", 1, "a table left alone")).toMatchObject({
      verdict: "unknown",
      reason: "a table left alone",
    });
    expect(judgeSync(schedule, undefined, now).verdict).toBe("unknown");
  });
});

describe("the recovery point", () => {
  it("passes within the objective, and fails beyond it", () => {
    expect(judgeRecoveryPoint(30, 30 * 60_000)).toEqual({ verdict: "pass", seen: "30 min old" });
    expect(judgeRecoveryPoint(30, 30 * 60_000 + 1)).toMatchObject({
      verdict: "fail",
      reason: "the objective is 30 min",
    });
  });

  it("can't be told when none has arrived, which is not 0", () => {
    expect(judgeRecoveryPoint(30, undefined).verdict).toBe("unknown");
    expect(judgeRecoveryPoint(30, 0).verdict).toBe("pass");
  });
});

describe("the catalog link", () => {
  const status = { state: "RUNNING", reason: undefined, lastAttempt: now, failures: [] };
  const failure = { entity: "ns.t", domain: "TABLE", operation: "CREATE", message: "094: denied" };

  it("passes when it runs and nothing failed", () => {
    expect(judgeLink("CLD", status)).toEqual({ verdict: "pass", seen: "RUNNING" });
  });

  it("fails for what failed, though it runs", () => {
    expect(judgeLink("CLD", { ...status, failures: [failure] })).toMatchObject({
      verdict: "fail",
      seen: "RUNNING, 1 failed",
      reason: "CREATE of the table ns.t: 094: denied",
    });
  });

  it.each([
    ["SUSPENDED", "fail"],
    ["FAILED", "fail"],
    ["DREAMING", "unknown"],
  ])("of state %s: %s", (state, verdict) => {
    expect(judgeLink("CLD", { ...status, state }).verdict).toBe(verdict);
  });

  it("tells why it FAILED", () => {
    expect(judgeLink("CLD", { ...status, state: "FAILED", reason: "094: trust" })).toMatchObject({
      reason: "094: trust",
    });
  });
});

describe("what a catalog link may write", () => {
  const judge = (writes: string) =>
    judgeAllowedWrites("CLD", "ALTER it", {
      kind: "rows",
      rows: [{ CONFIG: JSON.stringify({ allowed_write_operations: writes }) }],
    });

  it("is nothing", () => {
    expect(judge("NONE").verdict).toBe("pass");
    expect(judge("ALL")).toMatchObject({ verdict: "fail", seen: "ALL", fix: "ALTER it" });
  });

  it("can't be told when it isn't said", () => {
    const refused = { kind: "refused", code: "002003", message: "no such database" } as const;
    expect(judgeAllowedWrites("CLD", "", refused)).toMatchObject({ verdict: "unknown", reason: "no such database" });
    expect(judgeAllowedWrites("CLD", "", { kind: "unreached", reason: "gone" }).verdict).toBe("unknown");
  });
});

describe("a view", () => {
  it("passes when it answers, with a row or without", () => {
    expect(judgeView("V", { kind: "rows", rows: [{ A: 1 }] })).toEqual({ verdict: "pass", seen: "it answers" });
    expect(judgeView("V", { kind: "rows", rows: [] })).toMatchObject({ seen: "it answers, without a row" });
  });

  it("fails when it is refused, and can't be told when nobody answers", () => {
    const refused = { kind: "refused", code: "002003", message: "no such view" } as const;
    expect(judgeView("V", refused)).toMatchObject({ verdict: "fail", reason: "no such view" });
    expect(judgeView("V", { kind: "unreached", reason: "gone" }).verdict).toBe("unknown");
  });
});
