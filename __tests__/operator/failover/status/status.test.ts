import type { JournalEntry } from "../../../../operator/failover/journal-entry";
import type { Lease } from "../../../../operator/failover/lease";
import type { Known, Observation } from "../../../../operator/failover/observation";
import { askedDirection, isReady, statusFacts } from "../../../../operator/failover/status/facts";
import { renderStatus } from "../../../../operator/failover/status/render";
import { type Status, statusOf } from "../../../../operator/failover/status/status";
import { toJson } from "../../../../operator/json";
import {
  account,
  ago,
  GROUPS,
  gone,
  halves,
  known,
  NOW,
  notKnown,
  observed,
  PRIMARY,
  secondary,
  TOPOLOGY,
} from "../observations";

const [ACCOUNT_GROUP = "", , DATABASE_GROUP = ""] = GROUPS;

const LEASE: Lease = {
  epoch: 2,
  holder: "ann@bastion",
  drill: "20260301T110000-ab12",
  takenAt: ago(3600).toISOString(),
  until: ago(3000).toISOString(),
  token: "t",
};

const BEGAN: readonly JournalEntry[] = [
  {
    drill: "20260301T115900-cd34",
    epoch: 3,
    at: ago(60).toISOString(),
    kind: "began",
    intent: { to: "secondary", mode: "unplanned", acceptedLossSeconds: 900 },
    operator: "ben@bastion",
    plan: [],
  },
  {
    drill: "20260301T115900-cd34",
    epoch: 3,
    at: ago(50).toISOString(),
    kind: "step-began",
    step: `promote:${ACCOUNT_GROUP}`,
  },
];

const status = (
  observation: Observation,
  lease: Known<Lease | null> = known(null),
  unfinished: Status["unfinished"] = known(null),
) => statusOf({ topology: TOPOLOGY, observation, lease, unfinished });

/** The lines that begin so. */
const linesOf = (text: string, start: RegExp) => text.split("\n").filter((line) => start.test(line));

describe("the status", () => {
  it("shows both accounts, and that a failover could begin", () => {
    const seen = status(observed(), known(LEASE));
    const text = renderStatus(seen);
    expect(text).toBe(`primary TWINBERG-EAST: active
  ICEBERG_BCDR_ACCOUNT_FG          primary
  ICEBERG_BCDR_VOLUME_FG           primary
  ICEBERG_BCDR_DB_FG               primary
  connection LAKE                  leads here
  writes through ICEBERG_DEMO_CLD  NONE
  tasks that write                 3 started
  heartbeat                        healthy 60 s ago
  recovery point                   6 min old
  epoch                            2

secondary TWINBERG-WEST: standby
  ICEBERG_BCDR_ACCOUNT_FG          secondary, schedule STARTED, last refresh COMPLETED 5 min ago, 5 min behind of 30 min
  ICEBERG_BCDR_VOLUME_FG           secondary, schedule STARTED, last refresh COMPLETED 5 min ago, 5 min behind of 30 min
  ICEBERG_BCDR_DB_FG               secondary, schedule STARTED, last refresh COMPLETED 5 min ago, 5 min behind of 30 min
  connection LAKE                  leads to the other account
  writes through ICEBERG_DEMO_CLD  NONE
  tasks that write                 3 started
  heartbeat                        healthy 60 s ago
  recovery point                   6 min old
  epoch                            2

Active: the primary, epoch 2
Lease: free; the last was ann@bastion's, epoch 2, drill 20260301T110000-ab12
Drill: none is unfinished

Failover to the secondary: ready (26 preconditions are good)
Failback to the primary: none to do, the primary is active
`);
    expect(askedDirection(seen)).toBe("secondary");
    expect(isReady(seen, "secondary")).toBe(true);
  });

  it("tells what blocks a failback, once the secondary is active", () => {
    const seen = status(
      observed({
        primary: account("primary", false, {
          groups: halves(false, { [DATABASE_GROUP]: known(secondary({ schedule: "SUSPENDED" })) }),
        }),
        secondary: account("secondary", true),
      }),
    );
    expect(askedDirection(seen)).toBe("primary");
    expect(isReady(seen, "primary")).toBe(false);
    expect(renderStatus(seen)).toContain(`
Failover to the secondary: none to do, the secondary is active
Failback to the primary: 1 of 26 preconditions block it; an unplanned one could begin with --accept-data-loss
  ✗ the schedule of ICEBERG_BCDR_DB_FG is STARTED in the primary
      why: its schedule is SUSPENDED: nothing arrives until somebody resumes it
      fix: in the primary: ALTER FAILOVER GROUP ICEBERG_BCDR_DB_FG RESUME; a group without a schedule gets it by applying failover-secondary
      blocks: waived by --accept-data-loss
`);
  });

  it("says of a dead primary that an unplanned failover could begin, and who says that it was active", () => {
    const seen = status(observed({ primary: gone("primary") }));
    const text = renderStatus(seen);
    expect(text).toContain("primary TWINBERG-EAST: active\n  reachable  no: connect ECONNREFUSED\n");
    expect(text).toContain("Active: the primary, epoch 2, by what the other account says");
    expect(text).toContain("6 of 26 preconditions block it; an unplanned one could begin\n");
    expect(isReady(seen, "secondary")).toBe(false);
  });

  it("names a half-promoted state group by group, with the drill that left it", () => {
    const seen = status(
      observed({
        primary: account("primary", true, { groups: halves(true, { [ACCOUNT_GROUP]: known(secondary()) }) }),
        secondary: account("secondary", false, { groups: halves(false, { [ACCOUNT_GROUP]: known(PRIMARY) }) }),
      }),
      known({ ...LEASE, until: new Date(NOW.getTime() + 60_000).toISOString() }),
      known({ id: "20260301T115900-cd34", entries: BEGAN }),
    );
    const text = renderStatus(seen);
    expect(linesOf(text, /^(Active|Lease|Drill| {2}(group|connection) .*\()/)).toEqual([
      "Active: not one account, epoch 2",
      "  group ICEBERG_BCDR_ACCOUNT_FG: secondary (primary: secondary; secondary: primary)",
      "  group ICEBERG_BCDR_VOLUME_FG: primary (primary: primary; secondary: secondary)",
      "  group ICEBERG_BCDR_DB_FG: primary (primary: primary; secondary: secondary)",
      "  connection LAKE: primary (primary: primary; secondary: secondary)",
      "Lease: ann@bastion holds it with epoch 2 for drill 20260301T110000-ab12, until 2026-03-01T12:01:00.000Z",
      "Drill: 20260301T115900-cd34 of ben@bastion is unfinished since 2026-03-01T11:59:00.000Z, at promote:ICEBERG_BCDR_ACCOUNT_FG (step-began); to go on: twinberg failover --to secondary --unplanned --accept-data-loss 900",
    ]);
    expect(text).toContain(
      "Failover to the secondary: half-way; to go on: twinberg failover --to secondary --unplanned --accept-data-loss 900\n",
    );
    expect(text).toContain("Failback to the primary: not while a drill is unfinished: ");
    expect(isReady(seen, askedDirection(seen))).toBe(false);
  });

  it("says what it can't tell, and is not ready then", () => {
    const seen = status(
      observed({ primary: gone("primary"), secondary: gone("secondary", "no answer within 30 s") }),
      notKnown("AccessDenied"),
      notKnown("AccessDenied"),
    );
    const text = renderStatus(seen);
    expect(text).toContain("Lease: ? AccessDenied\nDrill: ? AccessDenied\n");
    expect(text).toContain("Active: that can't be told\n");
    expect(isReady(seen, "secondary")).toBe(false);
    expect(isReady(seen, "primary")).toBe(false);
  });

  it("shows reasons of a heartbeat, failed refreshes, and what goes on", () => {
    const text = renderStatus(
      status(
        observed({
          secondary: account("secondary", false, {
            groups: halves(false, {
              [DATABASE_GROUP]: known(
                secondary({
                  refreshing: { phase: "SECONDARY_DOWNLOADING_DATA", jobId: "j" },
                  lastRefresh: { outcome: "FAILED", endedAt: ago(30), error: "003131: no" },
                  snapshotAt: null,
                }),
              ),
            }),
            writerTasks: new Map([["HEARTBEAT_TASK", known("suspended" as const)]]),
            heartbeat: known({ checkedAt: ago(1200), healthy: false, reasons: ["bad: one", "unknown: two"] }),
          }),
        }),
      ),
    );
    expect(text).toContain(
      "secondary, schedule STARTED, refreshing: SECONDARY_DOWNLOADING_DATA, last refresh FAILED 30 s ago: 003131: no, lag not known",
    );
    expect(text).toContain("HEARTBEAT_TASK suspended, EXPORT_SCHEMA_TASK not looked at");
    expect(text).toMatch(/heartbeat +unhealthy 20 min ago, too long ago: .*\n +bad: one\n +unknown: two\n/);
  });

  it("is the same for programs, as JSON", () => {
    const facts: unknown = JSON.parse(toJson(statusFacts(status(observed(), known(LEASE)), "secondary")));
    expect(facts).toMatchObject({
      ready: true,
      to: "secondary",
      at: NOW.toISOString(),
      active: "primary",
      epoch: { known: true, value: 2 },
      unfinishedDrill: { known: true, value: null },
      accounts: {
        secondary: {
          reachable: true,
          groups: { [DATABASE_GROUP]: { known: true, value: { isPrimary: false, schedule: "STARTED" } } },
          writerTasks: { HEARTBEAT_TASK: { known: true, value: "started" } },
        },
      },
      directions: { secondary: { state: "ready", blockers: [] }, primary: { state: "active" } },
    });
  });
});
