import fc from "fast-check";
import type { AccountRole } from "../../../../config/schema";
import type { DrillIntent } from "../../../../operator/failover/journal-entry";
import type { Observation } from "../../../../operator/failover/observation";
import { type DrillPlan, planDrill } from "../../../../operator/failover/plan";
import { unaccepted } from "../../../../operator/failover/refusals";
import { otherAccount } from "../../../../operator/failover/topology";
import { Controller, FakeBucket, PLANNED, UNPLANNED } from "../controllers";
import { FakeAccounts } from "../fake-accounts";
import { account, ago, GROUPS, gone, halves, known, observed, PRIMARY, secondary, TOPOLOGY } from "../observations";

const [, , DATABASE = ""] = GROUPS;

const planned = (observation: Observation, intent: DrillIntent): DrillPlan =>
  planDrill({ intent, topology: TOPOLOGY, observation, journal: [] });

/** Ids of what a failover to the secondary is refused for, that the operator didn't accept. */
const refusedFor = (observation: Observation, intent: DrillIntent): readonly string[] =>
  unaccepted(planned(observation, intent).refusals, intent).map(({ id }) => id);

const target = (changed: Parameters<typeof account>[2]) =>
  observed({ secondary: account("secondary", false, changed) });

describe("a plan has no statement by which the original demo failed", () => {
  const intents = fc.record<DrillIntent>({
    to: fc.constantFrom<AccountRole>("primary", "secondary"),
    mode: fc.constantFrom("planned" as const, "unplanned" as const),
    acceptedLossSeconds: fc.constantFrom(null, 3600),
  });
  const half = fc.constantFrom(
    known(PRIMARY),
    known(secondary()),
    known(secondary({ schedule: "SUSPENDED" as const })),
  );
  const seen = (role: AccountRole) =>
    fc.oneof(
      { weight: 1, arbitrary: fc.constant(gone(role)) },
      {
        weight: 4,
        arbitrary: fc.tuple(half, half, half).map((groups) =>
          account(role, role === "primary", {
            groups: new Map(GROUPS.map((name, index) => [name, groups[index] ?? known(PRIMARY)])),
          }),
        ),
      },
    );
  const observations = fc
    .tuple(seen("primary"), seen("secondary"))
    .map(([primary, other]) => observed({ primary, secondary: other }));

  it("refreshes, suspends, resumes and promotes groups on their target only", () => {
    fc.assert(
      fc.property(intents, observations, (intent, observation) => {
        for (const { id, account: where, commands } of planned(observation, intent).steps) {
          for (const command of commands.filter((one) =>
            /FAILOVER GROUP .* (REFRESH|SUSPEND|RESUME|PRIMARY)/.test(one),
          )) {
            // Where it acts before the promotion is the account that becomes active, afterwards the one that no longer is.
            const becomes = /PRIMARY$/.test(command) || /^(last-refresh|suspend-schedule|wait-for-quiet)/.test(id);
            if (becomes) expect(`${id} in ${where}`).toBe(`${id} in ${intent.to}`);
          }
        }
      }),
    );
  });

  it("replaces nothing, makes no group again, and describes none", () => {
    fc.assert(
      fc.property(intents, observations, (intent, observation) => {
        const commands = planned(observation, intent).steps.flatMap((step) => step.commands);
        for (const command of commands) {
          expect(command).not.toMatch(
            /OR REPLACE|CREATE FAILOVER GROUP|DESCRIBE FAILOVER GROUP|IN FAILOVER GROUP|IS_TRANSIENT/,
          );
          expect(command).not.toMatch(/DROP DATABASE|ALLOWED_DATABASES|ALTER DATABASE \S+ REFRESH/);
        }
      }),
    );
  });

  it("suspends each schedule and waits for quiet before it promotes, fences before it refreshes, and leads clients over last", () => {
    for (const intent of [PLANNED, UNPLANNED]) {
      const ids = planned(observed(), intent).steps.map(({ id }) => id);
      const place = (id: string) => ids.indexOf(id);
      for (const name of GROUPS) {
        expect(place(`suspend-schedule:${name}`)).toBeGreaterThan(place(`fence:${otherAccount(intent.to)}`));
        expect(place(`wait-for-quiet:${name}`)).toBeGreaterThan(place(`suspend-schedule:${name}`));
        expect(place(`promote:${name}`)).toBeGreaterThan(place(`wait-for-quiet:${name}`));
        expect(ids.findIndex((id) => id.startsWith("promote-connection"))).toBeGreaterThan(place(`promote:${name}`));
      }
      expect(place(`fence:${otherAccount(intent.to)}`)).toBeGreaterThanOrEqual(0);
    }
  });
});

describe("a target that isn't ready is refused, where the demo's readiness query said READY whenever anything had run", () => {
  it.each<[string, Observation, readonly string[]]>([
    [
      "an unhealthy heartbeat, which the demo's could not be",
      target({
        heartbeat: known({ checkedAt: ago(30), healthy: false, reasons: ["bad: catalog link of CLD: FAILED"] }),
      }),
      ["heartbeat"],
    ],
    [
      "no heartbeat for long",
      target({ heartbeat: known({ checkedAt: ago(3600), healthy: true, reasons: [] }) }),
      ["heartbeat"],
    ],
    ["no heartbeat at all", target({ heartbeat: known(null) }), ["heartbeat"]],
    [
      "a lag that the demo never computed",
      target({ groups: halves(false, { [DATABASE]: known(secondary({ snapshotAt: ago(4000) })) }) }),
      [`group.${DATABASE}.lag`],
    ],
    [
      "a refresh that failed",
      target({
        groups: halves(false, {
          [DATABASE]: known(secondary({ lastRefresh: { outcome: "FAILED", endedAt: ago(30) } })),
        }),
      }),
      [`group.${DATABASE}.refresh`],
    ],
    [
      "a standby that may write the lake, as the demo's did",
      target({ catalogWrites: known("ALL") }),
      ["catalog-writes.secondary"],
    ],
  ])("%s", (_what, observation, ids) => {
    expect(refusedFor(observation, PLANNED)).toEqual(ids);
  });

  it("unless the loss is accepted, at no less than the figure", () => {
    const behind = target({ groups: halves(false, { [DATABASE]: known(secondary({ snapshotAt: ago(4000) })) }) });
    const accepting = (acceptedLossSeconds: number | null) => refusedFor(behind, { ...UNPLANNED, acceptedLossSeconds });
    const figure = planned(behind, UNPLANNED).refusals[0]?.acceptedBy ?? 0;
    expect(figure).toBeGreaterThanOrEqual(4000);
    expect(accepting(null)).toEqual([`group.${DATABASE}.lag`]);
    expect(accepting(figure - 1)).toEqual([`group.${DATABASE}.lag`]);
    expect(accepting(figure)).toEqual([]);
  });
});

describe("a controller", () => {
  const writing = { ...TOPOLOGY, catalogLinked: { ...TOPOLOGY.catalogLinked, writes: true } };

  it("refuses, and changes nothing, when the target's schedule was suspended on purpose", async () => {
    const world = new FakeAccounts(writing);
    const half = world.accounts.secondary.halves.get(DATABASE);
    if (half !== undefined) half.schedule = "SUSPENDED";
    const controller = new Controller(world, new FakeBucket());
    expect(await controller.run(UNPLANNED)).toMatchObject({ outcome: "refused" });
    expect(controller.codes).toContain("F203");
    expect(world.changes).toEqual([]);
  });

  it("never promotes during a refresh, which the demo did not look at: it waits, and then stops", async () => {
    const world = new FakeAccounts(writing);
    world.beginRefresh("secondary", DATABASE, "SECONDARY_DOWNLOADING_DATA");
    const { outcome } = await new Controller(world, new FakeBucket()).run(UNPLANNED);
    expect(outcome).toBe("failed");
    expect(world.violations).toEqual([]);
    expect(world.active.get(DATABASE)).toBe("primary");
  });

  it("leads no client to a secondary, and lets no standby write the lake, whatever it is asked", async () => {
    const world = new FakeAccounts(writing);
    const bucket = new FakeBucket();
    for (const intent of [PLANNED, UNPLANNED]) await new Controller(world, bucket).run(intent);
    expect(world.violations).toEqual([]);
    expect(world.accounts.primary.catalogWrites).toBe("NONE");
  });
});
