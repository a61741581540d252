import fc from "fast-check";
import type { AccountRole } from "../../../../config/schema";
import type { Observation } from "../../../../operator/failover/observation";
import { blockersOf, evaluateReadiness, lossSeconds } from "../../../../operator/failover/readiness/evaluate";
import {
  account,
  ago,
  GROUPS,
  gone,
  halves,
  known,
  notKnown,
  observed,
  PRIMARY,
  secondary,
  TOPOLOGY,
} from "../observations";

const [ACCOUNT_GROUP = "", VOLUME_GROUP = "", DATABASE_GROUP = ""] = GROUPS;

/** `verdict: reason` of what isn't good, by id. */
function complaints(observation: Observation, to: AccountRole = "secondary", epoch?: number) {
  const options = epoch === undefined ? {} : { epoch };
  return Object.fromEntries(
    evaluateReadiness(TOPOLOGY, observation, to, options).flatMap(({ id, verdict, reason }) =>
      verdict === "good" ? [] : [[id, `${verdict}: ${reason}`]],
    ),
  );
}

const target = (changed: Parameters<typeof account>[2]) =>
  observed({ secondary: account("secondary", false, changed) });

describe("what a failover needs", () => {
  it("is all there when both accounts are as declared", () => {
    expect(complaints(observed())).toEqual({});
  });

  it("is told for everything that is looked at, each once", () => {
    const ids = evaluateReadiness(TOPOLOGY, observed(), "secondary").map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual([
      "reachable.secondary",
      "reachable.primary",
      ...GROUPS.map((name) => `group.${name}.side`),
      "connection.LAKE.side",
      ...GROUPS.map((name) => `group.${name}.there`),
      ...GROUPS.flatMap((name) => ["schedule", "refresh", "lag"].map((aspect) => `group.${name}.${aspect}`)),
      "heartbeat",
      "connection.LAKE.there",
      ...TOPOLOGY.writerTasks.map((name) => `task.${name}`),
      "epoch",
      "catalog-writes.secondary",
      "catalog-writes.primary",
    ]);
  });

  it.each<{ case: string; observation: Observation; found: Readonly<Record<string, string>>; epoch?: number }>([
    {
      case: "a group that isn't there",
      observation: target({ groups: halves(false, { [VOLUME_GROUP]: notKnown("there is no failover group") }) }),
      found: {
        // The other account's half is primary: the side is known.
        [`group.${VOLUME_GROUP}.there`]: "unknown: there is no failover group",
        [`group.${VOLUME_GROUP}.schedule`]: "unknown: there is no failover group",
        [`group.${VOLUME_GROUP}.refresh`]: "unknown: there is no failover group",
        [`group.${VOLUME_GROUP}.lag`]: "unknown: there is no failover group",
      },
    },
    {
      case: "a suspended schedule",
      observation: target({ groups: halves(false, { [DATABASE_GROUP]: known(secondary({ schedule: "SUSPENDED" })) }) }),
      found: {
        [`group.${DATABASE_GROUP}.schedule`]:
          "bad: its schedule is SUSPENDED: nothing arrives until somebody resumes it",
      },
    },
    {
      case: "a refresh that failed",
      observation: target({
        groups: halves(false, {
          [DATABASE_GROUP]: known(
            secondary({ lastRefresh: { outcome: "FAILED", endedAt: ago(30), error: "003131: dangling" } }),
          ),
        }),
      }),
      found: {
        [`group.${DATABASE_GROUP}.refresh`]: "bad: the last refresh ended 30 s ago: FAILED: 003131: dangling",
      },
    },
    {
      case: "a group that was never refreshed",
      observation: target({
        groups: halves(false, { [ACCOUNT_GROUP]: known(secondary({ lastRefresh: null, snapshotAt: null })) }),
      }),
      found: {
        [`group.${ACCOUNT_GROUP}.refresh`]: "unknown: no refresh has ended in the last 14 days",
        [`group.${ACCOUNT_GROUP}.lag`]: "unknown: it isn't told what the secondary holds",
      },
    },
    {
      case: "a lag over the objective",
      observation: target({
        groups: halves(false, { [DATABASE_GROUP]: known(secondary({ snapshotAt: ago(1801) })) }),
      }),
      found: { [`group.${DATABASE_GROUP}.lag`]: "bad: 1801 s behind, the objective is 1800" },
    },
    {
      case: "an unhealthy heartbeat",
      observation: target({
        heartbeat: known({ checkedAt: ago(30), healthy: false, reasons: ["bad: view of V: gone"] }),
      }),
      found: { heartbeat: "bad: unhealthy 30 s ago: bad: view of V: gone" },
    },
    {
      case: "an old heartbeat",
      observation: target({ heartbeat: known({ checkedAt: ago(601), healthy: true, reasons: [] }) }),
      found: {
        heartbeat: "bad: healthy 10 min ago: it runs every 5 min: the last should be at most 10 min ago",
      },
    },
    {
      case: "no heartbeat",
      observation: target({ heartbeat: known(null) }),
      found: { heartbeat: "unknown: there was no heartbeat yet" },
    },
    {
      case: "no connection there",
      observation: target({ connectionIsPrimary: notKnown("there is no connection LAKE in WEST") }),
      found: { "connection.LAKE.there": "unknown: there is no connection LAKE in WEST" },
    },
    {
      case: "a task that isn't there",
      observation: target({ writerTasks: new Map([["HEARTBEAT_TASK", known("suspended" as const)]]) }),
      found: {
        "task.EXPORT_SCHEMA_TASK": "unknown: it was not looked at",
        "task.KEEP_LAST_GOOD_TASK": "unknown: it was not looked at",
      },
    },
    {
      case: "an epoch ahead of the other account's",
      observation: target({ epoch: known(3) }),
      found: { epoch: "bad: it is 3, in the primary 2: a drill did not reach the primary" },
    },
    {
      case: "an epoch ahead of the controller's",
      observation: target({ epoch: known(3) }),
      epoch: 2,
      found: { epoch: "bad: it is 3: another controller took over" },
    },
    { case: "an epoch that is the controller's", observation: target({ epoch: known(3) }), epoch: 3, found: {} },
    {
      case: "a standby that may write the lake",
      observation: target({ catalogWrites: known("ALL") }),
      found: { "catalog-writes.secondary": "bad: it is ALL" },
    },
    {
      case: "a split",
      observation: target({ groups: halves(false, { [DATABASE_GROUP]: known(PRIMARY) }) }),
      found: {
        [`group.${DATABASE_GROUP}.side`]: "bad: split: both are primary: primary: primary; secondary: primary",
        [`group.${DATABASE_GROUP}.there`]: "bad: it is a primary there",
      },
    },
    {
      case: "half a promotion",
      observation: observed({
        primary: account("primary", true, { groups: halves(true, { [ACCOUNT_GROUP]: known(secondary()) }) }),
        secondary: account("secondary", false, { groups: halves(false, { [ACCOUNT_GROUP]: known(PRIMARY) }) }),
      }),
      found: {
        [`group.${ACCOUNT_GROUP}.side`]: "bad: half-promoted: primary: secondary; secondary: primary",
        [`group.${ACCOUNT_GROUP}.there`]: "bad: it is a primary there",
      },
    },
    {
      case: "a group that is primary nowhere",
      observation: observed({
        primary: account("primary", true, { groups: halves(true, { [VOLUME_GROUP]: known(secondary()) }) }),
      }),
      found: { [`group.${VOLUME_GROUP}.side`]: "bad: neither is primary: primary: secondary; secondary: secondary" },
    },
  ])("names $case", ({ observation, found, epoch }) => {
    expect(complaints(observation, "secondary", epoch)).toEqual(found);
  });

  it("wants writes where the active account may write, and nowhere else", () => {
    const writing = { ...TOPOLOGY, catalogLinked: { ...TOPOLOGY.catalogLinked, writes: true } };
    const found = evaluateReadiness(writing, observed(), "secondary").filter(({ verdict }) => verdict !== "good");
    expect(found.map(({ id, reason }) => `${id}: ${reason}`)).toEqual(["catalog-writes.primary: it is NONE"]);
  });

  it("says what to do about all that isn't good", () => {
    for (const one of evaluateReadiness(TOPOLOGY, observed({ secondary: gone("secondary") }), "secondary")) {
      if (one.verdict !== "good") expect(one.fix).not.toBe("");
    }
  });
});

describe("what forbids a failover", () => {
  const planned = { mode: "planned", acceptedLossSeconds: null } as const;
  const unplanned = { mode: "unplanned", acceptedLossSeconds: null } as const;
  const accepting = { mode: "unplanned", acceptedLossSeconds: 600 } as const;
  const blockers = (observation: Observation, intent: Parameters<typeof blockersOf>[1]) =>
    blockersOf(evaluateReadiness(TOPOLOGY, observation, "secondary"), intent).map(({ id }) => id);

  it("is for an unplanned one nothing of an active account that is gone", () => {
    const lost = observed({ primary: gone("primary") });
    expect(blockers(lost, unplanned)).toEqual([]);
    expect(blockers(lost, planned)).toEqual([
      "reachable.primary",
      ...GROUPS.map((name) => `group.${name}.side`),
      "connection.LAKE.side",
      "catalog-writes.primary",
    ]);
  });

  it("is a lag or a failing heartbeat, unless the loss is accepted", () => {
    const behind = observed({
      primary: gone("primary"),
      secondary: account("secondary", false, {
        groups: halves(false, { [DATABASE_GROUP]: known(secondary({ snapshotAt: ago(4000) })) }),
        heartbeat: known({ checkedAt: ago(4000), healthy: false, reasons: [] }),
      }),
    });
    expect(blockers(behind, unplanned)).toEqual([`group.${DATABASE_GROUP}.lag`, "heartbeat"]);
    expect(blockers(behind, accepting)).toEqual([]);
    expect(lossSeconds(TOPOLOGY, behind, "secondary")).toEqual(known(4000));
  });

  it("is everything where the target is gone", () => {
    const lost = observed({ secondary: gone("secondary") });
    expect(blockers(lost, accepting)).toContain("reachable.secondary");
    expect(lossSeconds(TOPOLOGY, lost, "secondary")).toEqual(notKnown("connect ECONNREFUSED"));
  });
});

describe("readiness of any state", () => {
  const group = fc.oneof(
    fc.constant(known(PRIMARY)),
    fc.constant(known(secondary())),
    fc
      .record({ schedule: fc.constantFrom("STARTED" as const, "SUSPENDED" as const, null) })
      .map((one) => known(secondary(one))),
    fc.constant(notKnown("can't be seen")),
  );
  const seen = (role: AccountRole) =>
    fc.oneof(
      { weight: 1, arbitrary: fc.constant(gone(role)) },
      {
        weight: 4,
        arbitrary: fc
          .tuple(group, group, group, fc.constantFrom(known(true), known(false), notKnown("can't be seen")), fc.nat(3))
          .map(([one, two, three, connection, epoch]) =>
            account(role, role === "primary", {
              groups: new Map([
                [ACCOUNT_GROUP, one],
                [VOLUME_GROUP, two],
                [DATABASE_GROUP, three],
              ]),
              connectionIsPrimary: connection,
              epoch: known(epoch),
            }),
          ),
      },
    );

  it("looks at the same things in every state, and never finds a group good on both sides", () => {
    const expected = evaluateReadiness(TOPOLOGY, observed(), "secondary").map(({ id }) => id);
    fc.assert(
      fc.property(seen("primary"), seen("secondary"), (primary, other) => {
        const observation = observed({ primary, secondary: other });
        const there = evaluateReadiness(TOPOLOGY, observation, "secondary");
        const back = evaluateReadiness(TOPOLOGY, observation, "primary");
        expect(there.map(({ id }) => id)).toEqual(expected);
        const goodSides = (found: typeof there) =>
          found.filter(({ id, verdict }) => id.endsWith(".side") && verdict === "good").map(({ id }) => id);
        const both = goodSides(back);
        expect(goodSides(there).filter((id) => both.includes(id))).toEqual([]);
      }),
    );
  });

  it("lets no failover pass that has a primary half in the target", () => {
    fc.assert(
      fc.property(
        seen("primary"),
        seen("secondary"),
        fc.constantFrom<AccountRole>("primary", "secondary"),
        (one, two, to) => {
          const observation = observed({ primary: one, secondary: two });
          const blockers = blockersOf(evaluateReadiness(TOPOLOGY, observation, to), {
            mode: "unplanned",
            acceptedLossSeconds: 86_400,
          });
          const half = observation.accounts[to];
          const promoted = half.reachable && [...half.groups.values()].some((its) => its.known && its.value.isPrimary);
          if (promoted || !half.reachable) expect(blockers).not.toEqual([]);
        },
      ),
    );
  });
});
