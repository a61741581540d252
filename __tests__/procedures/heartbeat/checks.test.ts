import fc from "fast-check";
import { checkLink } from "../../../procedures/heartbeat/catalog-link";
import { type Check, healthOf } from "../../../procedures/heartbeat/check";
import { checkRecoveryPoint, measuredAge, type RecoveryPoint } from "../../../procedures/heartbeat/recovery-point";
import { checkTasks, schemaKey } from "../../../procedures/heartbeat/tasks";
import { checkViews } from "../../../procedures/heartbeat/views";
import type { LinkStatus } from "../../../procedures/runtime/link-status";

const verdicts = (checks: readonly Check[]) => checks.map(({ verdict, reason }) => `${verdict}: ${reason}`);

describe("healthy", () => {
  const check = fc.record({
    check: fc.constant("x"),
    object: fc.constant("y"),
    verdict: fc.constantFrom("good" as const, "bad" as const, "unknown" as const),
    reason: fc.constant(""),
  });

  it("is exactly when every check is known to be good, and there are checks", () => {
    fc.assert(
      fc.property(fc.array(check), (checks) => {
        const { healthy, good, bad, unknown } = healthOf(checks);
        expect(healthy).toBe(checks.length > 0 && checks.every(({ verdict }) => verdict === "good"));
        expect(good + bad + unknown).toBe(checks.length);
      }),
    );
  });
});

describe("the catalog link", () => {
  const expected = { database: "CLD", discoverySeconds: 30, now: 1_000_000 };
  const running: LinkStatus = { state: "RUNNING", reason: undefined, lastAttempt: 990_000, failures: [] };
  const check = (status: Partial<LinkStatus>) =>
    verdicts(checkLink(expected, { known: true, value: { ...running, ...status } }));

  it.each<[string, Partial<LinkStatus>, readonly string[]]>([
    ["runs", {}, ["good: RUNNING", "good: the last attempt began 10 s ago"]],
    ["is suspended", { state: "SUSPENDED" }, ["bad: discovery is SUSPENDED", "good: the last attempt began 10 s ago"]],
    [
      "has failed",
      { state: "FAILED", reason: "004512: no access" },
      ["bad: FAILED: 004512: no access", "good: the last attempt began 10 s ago"],
    ],
    [
      "is in a new state",
      { state: "X" },
      ["unknown: a state that isn't known: X", "good: the last attempt began 10 s ago"],
    ],
    [
      "was never attempted",
      { lastAttempt: undefined },
      ["good: RUNNING", "unknown: it isn't told when the last attempt was"],
    ],
    ["is stuck", { lastAttempt: 0 }, ["good: RUNNING", "bad: the last attempt began 1000 s ago, allowed are 150"]],
    [
      "runs with a failure",
      { failures: [{ entity: "ns.t", domain: "TABLE", operation: "CREATE", message: "1: no file" }] },
      ["good: RUNNING", "good: the last attempt began 10 s ago", "bad: CREATE of the table failed: 1: no file"],
    ],
  ])("%s", (_case, status, found) => {
    expect(check(status)).toEqual(found);
  });

  it("is unknown when its status can't be read", () => {
    expect(verdicts(checkLink(expected, { known: false, reason: "no privilege" }))).toEqual(["unknown: no privilege"]);
  });
});

describe("tasks", () => {
  const task = { database: "D", schema: "S", task: "T", state: "started" } as const;
  const seen = (state: string, suspendedReason = "") =>
    new Map([[schemaKey(task), { known: true, value: [{ name: "T", state, suspendedReason }] } as const]]);

  it.each<[string, Parameters<typeof checkTasks>[1], string]>([
    ["in its declared state", seen("started"), "good: started"],
    ["suspended", seen("suspended"), "bad: it is suspended, declared is started"],
    [
      "suspended by errors",
      seen("suspended", "SUSPENDED_DUE_TO_ERRORS"),
      "bad: it is suspended (SUSPENDED_DUE_TO_ERRORS), declared is started",
    ],
    [
      "absent",
      new Map([[schemaKey(task), { known: true, value: [] }]]),
      "bad: there is no such task, or none that can be seen",
    ],
    ["that can't be listed", new Map([[schemaKey(task), { known: false, reason: "no" }]]), "unknown: no"],
  ])("one %s", (_case, observed, found) => {
    expect(verdicts(checkTasks([task], observed))).toEqual([found]);
  });
});

describe("views", () => {
  it("are good when they answer, also without a row, and bad when they don't", () => {
    expect(
      verdicts(
        checkViews([
          { name: ["A"], answer: { known: true, value: { empty: false } } },
          { name: ["B"], answer: { known: true, value: { empty: true } } },
          { name: ["C"], answer: { known: false, reason: "no file" } },
        ]),
      ),
    ).toEqual(["good: it answers", "good: it answers, without a row", "bad: no file"]);
  });
});

describe("the recovery point", () => {
  it.each<[string, RecoveryPoint, string, number | undefined]>([
    [
      "is written in the primary",
      { role: "primary", written: { known: true, value: true } },
      "good: written",
      undefined,
    ],
    [
      "can't be written",
      { role: "primary", written: { known: false, reason: "no" } },
      "bad: it could not be written: no",
      undefined,
    ],
    ["is 0 s old", { role: "secondary", ageSeconds: { known: true, value: 0 } }, "good: 0 s old", 0],
    [
      "is too old",
      { role: "secondary", ageSeconds: { known: true, value: 901 } },
      "bad: 901 s old, the objective is 900",
      901,
    ],
    [
      "has not arrived",
      { role: "secondary", ageSeconds: { known: true, value: undefined } },
      "unknown: none has arrived by replication",
      undefined,
    ],
    ["can't be read", { role: "secondary", ageSeconds: { known: false, reason: "no" } }, "unknown: no", undefined],
    ["is of an unknown role", { role: undefined, reason: "no" }, "unknown: no", undefined],
  ])("%s", (_case, point, found, age) => {
    expect(verdicts([checkRecoveryPoint("RP", 900, point)])).toEqual([found]);
    expect(measuredAge(point)).toBe(age);
  });
});
