import type { DrillIntent } from "../../../operator/failover/journal-entry";
import { topologyOf } from "../../../operator/failover/topology";
import { demoConfig } from "../../helpers/demo-config";
import { Controller, FAILBACK, FakeBucket, PLANNED, UNPLANNED } from "./controllers";
import { FakeAccounts } from "./fake-accounts";

const demo = topologyOf(demoConfig());
/** The active account writes the lake through its catalog link, too. */
const topology = { ...demo, catalogLinked: { ...demo.catalogLinked, writes: true } };
const [ACCOUNT = "", VOLUME = "", DATABASE = ""] = topology.groups.map(({ name }) => name);

function begin() {
  return { world: new FakeAccounts(topology), bucket: new FakeBucket() };
}

describe("a planned failover", () => {
  it("fences, refreshes, compares, promotes in order, leads clients over, and has the old side follow", async () => {
    const { world, bucket } = begin();
    world.write("primary", "late row");
    const controller = new Controller(world, bucket);
    const result = await controller.run(PLANNED);
    expect(controller.messages.filter(({ level }) => level === "error")).toEqual([]);
    expect(result).toMatchObject({ outcome: "completed", unreachable: [] });
    expect(world.violations).toEqual([]);
    expect([...world.active.values()]).toEqual(["secondary", "secondary", "secondary"]);
    expect(world.connectionAt).toBe("secondary");
    expect(world.accounts.secondary.tables).toEqual(new Map([["MONITORING.RECOVERY_POINT", ["beat 1", "late row"]]]));
    expect(world.accounts.primary.catalogWrites).toBe("NONE");
    expect(world.accounts.secondary.catalogWrites).toBe("ALL");
    expect([...world.accounts.primary.halves.values()].map(({ schedule }) => schedule)).toEqual(
      Array(3).fill("STARTED"),
    );
    expect([...world.accounts.primary.quarantine.keys()]).toEqual([]);
    expect(world.changes.filter((sql) => /PRIMARY$/.test(sql))).toEqual([
      `secondary: ALTER FAILOVER GROUP "${ACCOUNT}" PRIMARY`,
      `secondary: ALTER FAILOVER GROUP "${VOLUME}" PRIMARY`,
      `secondary: ALTER FAILOVER GROUP "${DATABASE}" PRIMARY`,
      'secondary: ALTER CONNECTION "LAKE" PRIMARY',
    ]);
  });

  it("measures a recovery point of 0", async () => {
    const { world, bucket } = begin();
    const { drill } = await new Controller(world, bucket).run(PLANNED);
    const measured = (await bucket.journals.read(drill ?? "")).flatMap((entry) =>
      entry.kind === "measured" ? [entry] : [],
    );
    expect(measured).toContainEqual(expect.objectContaining({ name: "recoveryPoint", value: 0, unit: "s" }));
    expect(measured).toContainEqual(expect.objectContaining({ name: "recoveryTime", unit: "s" }));
  });

  it("does nothing when it is run again", async () => {
    const { world, bucket } = begin();
    await new Controller(world, bucket).run(PLANNED);
    const before = world.changes.length;
    const again = new Controller(world, bucket);
    expect(await again.run(PLANNED)).toMatchObject({ outcome: "nothing-to-do" });
    expect(again.codes).toEqual(["F202"]);
    expect(world.changes).toHaveLength(before);
  });

  it("fails back to where it began", async () => {
    const { world, bucket } = begin();
    await new Controller(world, bucket).run(PLANNED);
    world.write("secondary", "written there");
    expect(await new Controller(world, bucket).run(FAILBACK)).toMatchObject({ outcome: "completed" });
    expect(world.violations).toEqual([]);
    expect(world.connectionAt).toBe("primary");
    expect(world.accounts.primary.tables).toEqual(
      new Map([["MONITORING.RECOVERY_POINT", ["beat 1", "written there"]]]),
    );
  });

  it.each<[DrillIntent, string]>([
    [PLANNED, "twinberg failover --to secondary --unplanned"],
    [FAILBACK, "twinberg failover --to primary --unplanned"],
  ])("%j tells how to go on when the other account dies", async (intent, command) => {
    const { world, bucket } = begin();
    if (intent === FAILBACK) await new Controller(world, bucket).run(PLANNED);
    const source = intent.to === "primary" ? "secondary" : "primary";
    const dies = new Controller(world, bucket, {
      before: (_operation, what) => {
        if (what.includes("TASK_HISTORY")) world.accounts[source].up = false;
      },
    });
    expect(await dies.run(intent)).toMatchObject({ outcome: "failed" });
    expect(dies.messages.at(-1)).toMatchObject({ code: "F305", data: { command, account: source } });
  });
});

describe("an unplanned failover", () => {
  it("needs nothing of the primary, and says loudly what it could not fence", async () => {
    const { world, bucket } = begin();
    world.accounts.primary.up = false;
    const controller = new Controller(world, bucket);
    const result = await controller.run(UNPLANNED);
    expect(controller.messages.filter(({ level }) => level === "error")).toEqual([]);
    expect(result.outcome).toBe("completed");
    expect(result.unreachable).toEqual([
      "fence:primary",
      "quarantine-before:primary",
      "resume-others:primary",
      ...topology.groups.map(({ name }) => `refresh-others:primary:${name}`),
      "quarantine-after:primary",
      "resume-tasks:primary",
    ]);
    expect(controller.codes).toContain("F310");
    expect(world.violations).toEqual([]);
    expect(world.connectionAt).toBe("secondary");
  });

  it("plans only the old side when that comes back, and keeps what was written there after the cut", async () => {
    const { world, bucket } = begin();
    world.write("primary", "never replicated");
    world.accounts.primary.up = false;
    await new Controller(world, bucket).run(UNPLANNED);
    world.accounts.primary.up = true;
    const before = world.changes.length;
    const controller = new Controller(world, bucket);
    const result = await controller.run(PLANNED);
    expect(result).toMatchObject({ outcome: "completed", unreachable: [] });
    expect(world.changes.slice(before).every((sql) => sql.startsWith("primary: "))).toBe(true);
    expect(world.violations).toEqual([]);
    const kept = [...world.accounts.primary.quarantine];
    expect(kept).toEqual([
      [expect.stringMatching(/^QUARANTINE_E\d+\.MONITORING__RECOVERY_POINT$/), ["never replicated"]],
    ]);
    expect(controller.messages).toContainEqual(expect.objectContaining({ code: "F404" }));
  });

  it("is refused when too much would be lost, and says what accepts that", async () => {
    const { world, bucket } = begin();
    world.accounts.primary.up = false;
    world.now += 3 * 3600_000;
    const refused = new Controller(world, bucket);
    expect(await refused.run(UNPLANNED)).toMatchObject({ outcome: "refused" });
    const lag = refused.messages.find(({ data }) => data.refusal === `group.${DATABASE}.lag`);
    expect(lag).toMatchObject({ code: "F203", data: { acceptedBy: 10_920 } });
    const less = new Controller(world, bucket);
    expect(await less.run({ ...UNPLANNED, acceptedLossSeconds: 10_919 })).toMatchObject({ outcome: "refused" });
    expect(world.changes).toEqual([]);
    const enough = new Controller(world, bucket);
    expect(await enough.run({ ...UNPLANNED, acceptedLossSeconds: 10_920 })).toMatchObject({ outcome: "completed" });
  });

  it("cancels a refresh only in phases that allow it", async () => {
    const { world, bucket } = begin();
    world.accounts.primary.up = false;
    world.beginRefresh("secondary", DATABASE, "PRIMARY_UPLOADING_DATA");
    expect(await new Controller(world, bucket).run(UNPLANNED)).toMatchObject({ outcome: "completed" });
    expect(world.violations).toEqual([]);
  });

  it("waits where it may not cancel, then says what a person can do", async () => {
    const { world, bucket } = begin();
    world.accounts.primary.up = false;
    world.beginRefresh("secondary", DATABASE, "SECONDARY_DOWNLOADING_METADATA");
    const controller = new Controller(world, bucket);
    expect(await controller.run(UNPLANNED)).toMatchObject({ outcome: "failed" });
    expect(world.violations).toEqual([]);
    expect(controller.messages.at(-1)).toMatchObject({
      code: "F304",
      data: { step: `wait-for-quiet:${DATABASE}`, advice: expect.stringContaining("SUSPEND IMMEDIATE") },
    });
  });
});

describe("a person", () => {
  it("declines, and nothing is done", async () => {
    const { world, bucket } = begin();
    const host = { notify: () => undefined, confirm: async () => false };
    const controller = new Controller(world, bucket, { options: { host, assumeYes: false } });
    expect(await controller.run(PLANNED)).toMatchObject({ outcome: "declined", drill: null });
    expect(world.changes).toEqual([]);
    expect(await bucket.leases.read()).toBeNull();
  });

  it("doesn't approve a step, and continues later", async () => {
    const { world, bucket } = begin();
    const asked: string[] = [];
    const host = {
      notify: () => undefined,
      confirm: async (question: string) => {
        asked.push(question);
        return false;
      },
    };
    const controller = new Controller(world, bucket, { options: { host, pauseBefore: "promote" } });
    expect(await controller.run(PLANNED)).toMatchObject({ outcome: "paused" });
    expect(asked).toEqual([expect.stringContaining(`promote:${ACCOUNT}`)]);
    expect(world.changes.some((sql) => sql.endsWith("PRIMARY"))).toBe(false);
    expect(await new Controller(world, bucket, { holder: "bob@bastion" }).run(PLANNED)).toMatchObject({
      outcome: "completed",
    });
  });
});
