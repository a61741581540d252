import type { DrillIntent } from "../../../operator/failover/journal-entry";
import { topologyOf } from "../../../operator/failover/topology";
import { demoConfig } from "../../helpers/demo-config";
import { Controller, type ControllerSettings, FakeBucket, PLANNED, UNPLANNED } from "./controllers";
import { FakeAccounts } from "./fake-accounts";
import { refusal } from "./refusal";

const topology = topologyOf(demoConfig());
/** Nothing is refused for what may be lost: groups whose schedule a stale controller has suspended fall behind. */
const ACCEPTED: DrillIntent = { ...UNPLANNED, acceptedLossSeconds: 1_000_000 };

/** What a stale controller is about to do, in which account, and the statement that it must not carry out. */
const CHANGES = [
  { step: "fence", account: "primary", statement: "ALTER TASK" },
  { step: "promote", account: "secondary", statement: "ALTER FAILOVER GROUP" },
  { step: "promote-connection", account: "secondary", statement: "ALTER CONNECTION" },
] as const;

/** A person who is asked before a step. */
function asked(confirm: () => Promise<boolean>, pauseBefore: string): Pick<ControllerSettings, "options"> {
  return { options: { pauseBefore, host: { notify: () => undefined, confirm } } };
}

/** Another operator, whose bucket is another one, as after a restored backup: no lease tells the two of each other. */
function another(world: FakeAccounts, settings: ControllerSettings): Controller {
  return new Controller(world, new FakeBucket(), { holder: "bob@laptop", ...settings });
}

/** Lets the first wait for the second. */
function signal() {
  let give: () => void = () => undefined;
  const given = new Promise<void>((resolve) => {
    give = resolve;
  });
  return { give, given };
}

/** What sessions that were recorded with an epoch still are there. */
const alive = (world: FakeAccounts, account: "primary" | "secondary", holder: string) =>
  world.accounts[account].epochs
    .filter((one) => one.holder === holder)
    .every(({ session }) => world.accounts[account].sessions.has(session));

describe.each(CHANGES)("before it carries out $step, a controller asks the account for its epoch", (change) => {
  const { step, account, statement } = change;

  it("and changes nothing when there is a higher one, though nobody could end its session", async () => {
    const world = new FakeAccounts(topology);
    world.onStatement = (_role, sql) => {
      // As for a session that the account doesn't know: the newer controller goes on.
      if (sql.includes("ABORT_SESSION")) throw refusal("002003", "Session does not exist or not authorized.");
    };
    let before = 0;
    const ann = new Controller(world, new FakeBucket(), {
      ...asked(async () => {
        const bob = another(
          world,
          asked(async () => false, step),
        );
        expect(await bob.run(ACCEPTED)).toMatchObject({ outcome: "paused" });
        before = world.changes.length;
        return true;
      }, step),
    });
    expect(await ann.run(ACCEPTED)).toMatchObject({ outcome: "stale" });
    expect(alive(world, account, "ann@bastion")).toBe(true);
    expect(world.changes.slice(before)).toEqual([]);
    expect(ann.log.at(-1)).toContain("SELECT EPOCH, HOLDER, DRILL");
    expect(world.violations).toEqual([]);
  });

  it("and changes nothing when the newer one has recorded its own, and hasn't ended its session yet", async () => {
    const world = new FakeAccounts(topology);
    const [bobIsThere, annHasEnded] = [signal(), signal()];
    const bob = another(world, {
      before: async (_operation, what) => {
        if (!what.startsWith(`${account} `) || !what.includes("ABORT_SESSION")) return;
        bobIsThere.give();
        await annHasEnded.given;
      },
    });
    let newer: ReturnType<Controller["run"]> | undefined;
    let before = 0;
    const ann = new Controller(world, new FakeBucket(), {
      ...asked(async () => {
        // Otherwise nobody would wake this one.
        newer ??= bob.run(ACCEPTED).finally(bobIsThere.give);
        await bobIsThere.given;
        before = world.changes.length;
        return true;
      }, step),
    });
    const { outcome } = await ann.run(ACCEPTED);
    const after = world.changes.slice(before);
    expect(alive(world, account, "ann@bastion")).toBe(true);
    annHasEnded.give();
    expect(await newer).toMatchObject({ outcome: "completed" });
    expect(outcome).toBe("stale");
    expect(after).toEqual([]);
    expect(world.violations).toEqual([]);
  });

  it("and carries it out when there is none", async () => {
    const world = new FakeAccounts(topology);
    const ann = new Controller(world, new FakeBucket());
    expect(await ann.run(ACCEPTED)).toMatchObject({ outcome: "completed" });
    const at = ann.log.findIndex((what) => what.startsWith(`${account} ${statement}`));
    expect(ann.log[at - 1]).toContain("SELECT EPOCH, HOLDER, DRILL");
  });
});

describe("an epoch that is equal, and another holder's", () => {
  it.each([
    ["planned", PLANNED],
    ["unplanned", ACCEPTED],
  ] satisfies readonly [string, DrillIntent][])("is stale for who came second: %s", async (_name, intent) => {
    const world = new FakeAccounts(topology);
    const bob = another(
      world,
      asked(async () => false, "fence"),
    );
    let begun = false;
    const ann = new Controller(world, new FakeBucket(), {
      // It has looked, and found no epoch in the accounts.
      before: async (_operation, what) => {
        if (what !== "write lease" || begun) return;
        begun = true;
        expect(await bob.run(intent)).toMatchObject({ outcome: "paused" });
      },
    });
    expect(await ann.run(intent)).toMatchObject({ outcome: "stale" });
    expect(ann.messages.at(-1)).toMatchObject({
      code: "F103",
      data: { own: 1, epoch: 1, holder: "bob@laptop", where: expect.stringMatching(/primary|secondary/) },
    });
    expect(world.changes).toEqual([]);
  });

  it("is stale also for who had looked before, and recorded it second", async () => {
    const world = new FakeAccounts(topology);
    const bob = another(
      world,
      asked(async () => false, "fence"),
    );
    let begun = false;
    const ann = new Controller(world, new FakeBucket(), {
      before: async (_operation, what) => {
        if (!what.includes("INSERT INTO") || !what.includes("FAILOVER_EPOCH") || begun) return;
        begun = true;
        expect(await bob.run(ACCEPTED)).toMatchObject({ outcome: "paused" });
      },
    });
    expect(await ann.run(ACCEPTED)).toMatchObject({ outcome: "stale" });
    expect(world.changes).toEqual([]);
  });

  it("is one's own when the same drill goes on", async () => {
    const world = new FakeAccounts(topology);
    const bucket = new FakeBucket();
    const ann = new Controller(
      world,
      bucket,
      asked(async () => false, "promote"),
    );
    expect(await ann.run(ACCEPTED)).toMatchObject({ outcome: "paused" });
    expect(await new Controller(world, bucket).run(ACCEPTED)).toMatchObject({ outcome: "completed" });
  });
});
