import fc from "fast-check";
import { healthOf } from "../../../procedures/heartbeat/check";
import { checkFailover, type ObservedGroup } from "../../../procedures/heartbeat/failover";
import { judgeReplica, type ReplicaState } from "../../../procedures/heartbeat/replica-state";
import { findGroup, readRefreshes } from "../../../procedures/runtime/failover-group";
import type { Observation } from "../../../procedures/runtime/observation";

const NOW = 1_000_000_000;
const GOOD: ReplicaState = {
  schedule: "STARTED",
  last: { outcome: "COMPLETED", endedAt: NOW - 60_000, error: undefined },
  snapshotAt: NOW - 61_000,
};

const known = (value: ObservedGroup | undefined): Observation<ObservedGroup | undefined> => ({ known: true, value });
const PRIMARY = known({ role: "primary" });
const replica = (changed: Partial<ReplicaState> = {}) => known({ role: "secondary", replica: { ...GOOD, ...changed } });

/** `check of object verdict: reason` of what isn't good. */
function complaints(...groups: readonly Observation<ObservedGroup | undefined>[]): readonly string[] {
  const named = new Map(groups.map((group, index) => [`G${index}`, group]));
  return checkFailover({ now: NOW, objectiveSeconds: 900 }, named)
    .filter(({ verdict }) => verdict !== "good")
    .map(({ check, object, verdict, reason }) => `${check} of ${object} ${verdict}: ${reason}`);
}

describe("what a heartbeat says of failover groups", () => {
  it("is nothing against groups that are all primary, or all kept up", () => {
    expect(complaints(PRIMARY, PRIMARY, PRIMARY)).toEqual([]);
    expect(complaints(replica(), replica(), replica())).toEqual([]);
  });

  it.each<{ case: string; group: Observation<ObservedGroup | undefined>; found: string }>([
    {
      case: "isn't there",
      group: known(undefined),
      found: "failover group of G0 bad: it isn't in this account, or can't be seen",
    },
    { case: "can't be told", group: { known: false, reason: "no" }, found: "failover group of G0 unknown: no" },
    {
      case: "was suspended, on purpose or not",
      group: replica({ schedule: "SUSPENDED" }),
      found: "failover group schedule of G0 bad: its schedule is SUSPENDED: nothing arrives until somebody resumes it",
    },
    {
      case: "has no schedule",
      group: replica({ schedule: undefined }),
      found: "failover group schedule of G0 bad: it has no schedule: nothing arrives by itself",
    },
    {
      case: "could not be refreshed",
      group: replica({ last: { outcome: "FAILED", endedAt: NOW - 5000, error: "003131: dangling" } }),
      found: "failover group refresh of G0 bad: the last refresh ended 5 s ago: FAILED: 003131: dangling",
    },
    {
      case: "was not refreshed yet",
      group: replica({ last: undefined }),
      found: "failover group refresh of G0 unknown: no refresh has ended in the last 14 days",
    },
    {
      case: "is too far behind",
      group: replica({ snapshotAt: NOW - 901_000 }),
      found: "failover group lag of G0 bad: 901 s behind, the objective is 900",
    },
    {
      case: "holds nobody knows what",
      group: replica({ snapshotAt: undefined }),
      found: "failover group lag of G0 unknown: it isn't told what the secondary holds",
    },
  ])("is that a group $case", ({ group, found }) => {
    expect(complaints(group)).toEqual([found]);
  });

  it("is which groups were promoted, and which not", () => {
    expect(complaints(PRIMARY, replica(), PRIMARY)).toEqual([
      "failover groups' roles of G0, G1, G2 bad: half-promoted: primary are G0, G2, secondary are G1",
    ]);
  });

  it("is healthy exactly when schedule, refresh and lag of all are good", () => {
    const state = fc.record<ReplicaState>({
      schedule: fc.constantFrom("STARTED" as const, "SUSPENDED" as const, undefined),
      last: fc.option(
        fc.record({
          outcome: fc.constantFrom("COMPLETED" as const, "FAILED" as const, "CANCELED" as const),
          endedAt: fc.integer({ min: 0, max: NOW }),
          error: fc.constant(undefined),
        }),
        { nil: undefined },
      ),
      snapshotAt: fc.option(fc.integer({ min: NOW - 2_000_000, max: NOW }), { nil: undefined }),
    });
    fc.assert(
      fc.property(fc.array(state, { minLength: 1, maxLength: 3 }), (states) => {
        const groups = new Map(states.map((one, index) => [`G${index}`, replica(one)]));
        const { healthy } = healthOf(checkFailover({ now: NOW, objectiveSeconds: 900 }, groups));
        const kept = states.every(
          ({ schedule, last, snapshotAt }) =>
            schedule === "STARTED" &&
            last?.outcome === "COMPLETED" &&
            snapshotAt !== undefined &&
            Math.round((NOW - snapshotAt) / 1000) <= 900,
        );
        expect(healthy).toBe(kept);
        for (const one of states)
          expect(judgeReplica(one, NOW, 900).map(({ aspect }) => aspect)).toEqual(["schedule", "refresh", "lag"]);
      }),
    );
  });
});

describe("what Snowflake tells of a group", () => {
  const row = (changed: Readonly<Record<string, unknown>>) => ({
    name: "FG",
    account_name: "WEST",
    is_primary: "false",
    ...changed,
  });

  it("is the account's own half, not the other's", () => {
    const rows = [
      row({ account_name: "EAST", is_primary: "true", secondary_state: null }),
      row({ secondary_state: "started" }),
    ];
    expect(findGroup(rows, "EAST", "FG")).toEqual({ isPrimary: true, schedule: undefined });
    expect(findGroup(rows, "WEST", "FG")).toEqual({ isPrimary: false, schedule: "STARTED" });
    expect(findGroup(rows, "WEST", "OTHER")).toBeUndefined();
  });

  it("is no schedule where there is no state, and an error for a state that isn't documented", () => {
    expect(findGroup([row({ secondary_state: null })], "WEST", "FG")).toEqual({
      isPrimary: false,
      schedule: undefined,
    });
    expect(() => findGroup([row({ secondary_state: "BUSY" })], "WEST", "FG")).toThrow(
      "a state of FG that isn't known: BUSY",
    );
  });

  it("is nothing without refreshes, and an error as it is where it isn't the documented JSON", () => {
    expect(readRefreshes([])).toEqual({ refreshing: undefined, last: undefined, snapshotAt: undefined });
    const failed = (ERROR: unknown) =>
      readRefreshes([{ PHASE_NAME: "FAILED", STARTED: "1", ENDED: "2", SNAPSHOT: null, ERROR }]);
    expect(failed("boom").last).toEqual({ outcome: "FAILED", endedAt: 2, error: "boom" });
    expect(failed('{"errorCode":3131,"errorMessage":"no"}').last?.error).toBe("3131: no");
    expect(failed('"text"').last?.error).toBe('"text"');
    expect(failed(null).last?.error).toBeUndefined();
  });
});
