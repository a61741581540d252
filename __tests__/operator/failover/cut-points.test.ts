import type { AccountRole } from "../../../config/schema";
import type { DrillIntent } from "../../../operator/failover/journal-entry";
import { topologyOf } from "../../../operator/failover/topology";
import { demoConfig } from "../../helpers/demo-config";
import {
  Controller,
  type Cut,
  effects,
  FAILBACK,
  FakeBucket,
  Killed,
  needing,
  PLANNED,
  UNPLANNED,
} from "./controllers";
import { FakeAccounts } from "./fake-accounts";

const demo = topologyOf(demoConfig());
const topology = { ...demo, catalogLinked: { ...demo.catalogLinked, writes: true } };

/** Everything that a drill is to leave behind, but for who did it and how often. */
function endState({ accounts, active, connectionAt }: FakeAccounts) {
  const side = (role: AccountRole) => {
    const { catalogWrites, tasks, tables, quarantine, halves } = accounts[role];
    return {
      catalogWrites,
      tasks: [...tasks.entries()],
      tables: [...tables.entries()],
      quarantined: [...quarantine.values()],
      schedules: [...halves.values()].map(({ schedule }) => schedule),
    };
  };
  return { active: [...active], connectionAt, primary: side("primary"), secondary: side("secondary") };
}

/** How a scenario is set up, and what is run. */
interface Scenario {
  readonly name: string;
  readonly intent: DrillIntent;
  readonly prepare: (world: FakeAccounts, bucket: FakeBucket) => Promise<void>;
}

const SCENARIOS: readonly Scenario[] = [
  {
    name: "planned",
    intent: PLANNED,
    prepare: async (world) => void world.write("primary", "late row"),
  },
  {
    name: "unplanned, primary alive",
    intent: UNPLANNED,
    prepare: async (world) => void world.write("primary", "not replicated"),
  },
  {
    name: "unplanned, primary dead",
    intent: UNPLANNED,
    prepare: async (world) => {
      world.accounts.primary.up = false;
    },
  },
  {
    name: "failback",
    intent: FAILBACK,
    prepare: async (world, bucket) => {
      await new Controller(world, bucket).run(PLANNED);
      world.write("secondary", "written there");
    },
  },
  {
    name: "failback of a primary that came back from the dead",
    intent: FAILBACK,
    prepare: async (world, bucket) => {
      world.write("primary", "not replicated");
      world.accounts.primary.up = false;
      await new Controller(world, bucket).run(UNPLANNED);
      world.accounts.primary.up = true;
    },
  },
];

async function prepared({ prepare }: Scenario) {
  const world = new FakeAccounts(topology);
  const bucket = new FakeBucket();
  await prepare(world, bucket);
  return { world, bucket };
}

describe.each(SCENARIOS)("a controller that is killed: $name", (scenario) => {
  it("leaves what another one finishes to the same end, wherever it was killed", async () => {
    const whole = await prepared(scenario);
    const uninterrupted = new Controller(whole.world, whole.bucket);
    expect(await uninterrupted.run(scenario.intent)).toMatchObject({ outcome: "completed" });
    const expected = endState(whole.world);
    const cuts: Cut[] = [
      { operation: 1, after: false },
      ...effects(uninterrupted.log).map((operation) => ({ operation, after: true })),
    ];
    const unlike: unknown[] = [];
    for (const cut of cuts) {
      const { world, bucket } = await prepared(scenario);
      const killed = new Controller(world, bucket, { cut });
      // It may have been killed where it only lets the lease go, and says so.
      await killed.run(scenario.intent).catch((error: unknown) => {
        if (!(error instanceof Killed)) throw error;
      });
      const next = new Controller(world, bucket);
      const { outcome } = await next.run(scenario.intent);
      const ended = endState(world);
      const same = JSON.stringify(ended) === JSON.stringify(expected);
      if (!same || world.violations.length > 0 || !/completed|nothing-to-do/.test(outcome)) {
        unlike.push({ cut, outcome, violations: world.violations, ended, told: next.messages.at(-1)?.text });
      }
    }
    expect(unlike.slice(0, 2)).toEqual([]);
    expect(cuts.length).toBeGreaterThan(60);
  });

  it("doesn't stand in the way of another operator for longer than its lease", async () => {
    const { world, bucket } = await prepared(scenario);
    const killed = new Controller(world, bucket, { cut: { operation: 60, after: true } });
    await expect(killed.run(scenario.intent)).rejects.toThrow(Killed);
    const other = new Controller(world, bucket, { holder: "bob@laptop" });
    expect(await other.run(scenario.intent)).toMatchObject({ outcome: "held" });
    expect(other.messages.at(-1)).toMatchObject({ code: "F102", data: { holder: "ann@bastion" } });
    world.now += 121_000;
    const later = new Controller(world, bucket, { holder: "bob@laptop" });
    expect(await later.run(scenario.intent)).toMatchObject({ outcome: "completed" });
    expect(world.violations).toEqual([]);
  });
});

describe("a planned run whose primary dies", () => {
  it("can be continued as unplanned from wherever that was", async () => {
    const whole = { world: new FakeAccounts(topology), bucket: new FakeBucket() };
    const uninterrupted = new Controller(whole.world, whole.bucket);
    await uninterrupted.run(PLANNED);
    const unlike: unknown[] = [];
    for (const at of needing(uninterrupted.log, "primary")) {
      const world = new FakeAccounts(topology);
      const bucket = new FakeBucket();
      const dies = new Controller(world, bucket, {
        before: (operation) => {
          if (operation === at) world.accounts.primary.up = false;
        },
      });
      const { outcome } = await dies.run(PLANNED);
      const next = new Controller(world, bucket);
      if (outcome !== "completed") {
        const continued = await next.run(UNPLANNED);
        const told = next.messages.filter(({ level }) => level === "error").map(({ text }) => text);
        if (continued.outcome !== "completed") unlike.push({ at, outcome, continued, told });
      }
      // The dead comes back, and follows.
      world.accounts.primary.up = true;
      const last = new Controller(world, bucket);
      const returned = await last.run(PLANNED);
      const { primary, secondary, connectionAt } = endState(world);
      const follows =
        primary.catalogWrites === "NONE" &&
        primary.schedules.every((schedule) => schedule === "STARTED") &&
        primary.tasks.every(([, state]) => state === "started") &&
        secondary.catalogWrites === "ALL";
      if (!follows || connectionAt !== "secondary" || world.violations.length > 0) {
        unlike.push({ at, outcome, returned, primary, secondary, violations: world.violations });
      }
    }
    expect(unlike.slice(0, 2)).toEqual([]);
  });
});
