import fc from "fast-check";
import { topologyOf } from "../../../operator/failover/topology";
import { demoConfig } from "../../helpers/demo-config";
import { Controller, FakeBucket, PLANNED, UNPLANNED } from "./controllers";
import { FakeAccounts } from "./fake-accounts";

const topology = topologyOf(demoConfig());
const promotions = (world: FakeAccounts) => world.changes.filter((sql) => sql.endsWith("PRIMARY"));

describe("two controllers", () => {
  it("at once: one promotes, and the other is told who", async () => {
    const scheduler = fc.scheduler();
    await fc.assert(
      fc.asyncProperty(scheduler, async (order) => {
        const world = new FakeAccounts(topology);
        const bucket = new FakeBucket();
        const before = async (_operation: number, what: string) => void (await order.schedule(Promise.resolve(), what));
        const ann = new Controller(world, bucket, { holder: "ann@bastion", before });
        const bob = new Controller(world, bucket, { holder: "bob@laptop", before });
        const both = Promise.all([ann.run(PLANNED), bob.run(PLANNED)]);
        await order.waitFor(both);
        const results = await both;
        const outcomes = results.map(({ outcome }) => outcome).sort();
        expect(world.violations).toEqual([]);
        expect(promotions(world)).toHaveLength(topology.groups.length + 1);
        expect(outcomes[0]).toBe("completed");
        expect(["held", "nothing-to-do"]).toContain(outcomes[1]);
        const refused = results[0].outcome === "held" ? ann : results[1].outcome === "held" ? bob : undefined;
        const winner = refused === ann ? "bob@laptop" : "ann@bastion";
        if (refused !== undefined) {
          expect(refused.messages).toContainEqual(
            expect.objectContaining({ code: "F102", data: expect.objectContaining({ holder: winner }) }),
          );
        }
      }),
      { numRuns: 25 },
    );
  });

  it("one paused until its lease has ended: it is refused wherever it goes on", async () => {
    const whole = new Controller(new FakeAccounts(topology), new FakeBucket());
    await whole.run(UNPLANNED);
    const beginsToChange = whole.log.findIndex((what) => what.startsWith("journal step-began"));
    for (let pausedAt = beginsToChange; pausedAt <= whole.operations; pausedAt += 3) {
      const world = new FakeAccounts(topology);
      const bucket = new FakeBucket();
      let others = 0;
      const bob = new Controller(world, bucket, { holder: "bob@laptop" });
      const ann = new Controller(world, bucket, {
        holder: "ann@bastion",
        before: async (operation) => {
          if (operation !== pausedAt) return;
          world.now += 121_000;
          expect(await bob.run(UNPLANNED)).toMatchObject({ outcome: expect.stringMatching(/completed|nothing-to-do/) });
          others = world.changes.length;
        },
      });
      const { outcome } = await ann.run(UNPLANNED);
      expect(world.violations).toEqual([]);
      // Whatever it did after the other one had come, it changed nothing.
      expect(world.changes).toHaveLength(others);
      expect(outcome).toMatch(/stale|completed/);
      if (outcome === "stale") {
        expect(ann.messages.at(-1)).toMatchObject({ code: "F103", data: { holder: "bob@laptop" } });
      }
    }
  });
});
