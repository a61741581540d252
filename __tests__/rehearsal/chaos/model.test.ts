import fc from "fast-check";
import { FAILBACK, run, UNPLANNED } from "./controllers";
import { FakeWorld } from "./fake-world";
import { FailoverModel } from "./model";
import { COMMANDS, Kill, type Real, Run, TakeDown } from "./model-commands";

describe("the controller", () => {
  it("does what a much simpler model of it does, whatever happens in whatever order", async () => {
    await fc.assert(
      fc.asyncProperty(fc.commands(COMMANDS, { maxCommands: 12 }), async (commands) => {
        const real: Real = { world: new FakeWorld(), comeBack: undefined };
        await fc.asyncModelRun(() => ({ model: new FailoverModel(), real }), commands);
      }),
      { numRuns: 150 },
    );
  });

  it("is where the model is after it was killed at any message, also between its end and saying so", async () => {
    for (let killedAfter = 1; killedAfter <= 90; killedAfter += 1) {
      const real: Real = { world: new FakeWorld(), comeBack: undefined };
      const commands = [new TakeDown("primary"), new Kill(UNPLANNED, killedAfter), new Run(UNPLANNED)];
      await fc.asyncModelRun(() => ({ model: new FailoverModel(), real }), commands);
    }
  });

  it("refuses an unplanned way back to an account that nothing has arrived in since it was left, and takes a planned one", async () => {
    const world = new FakeWorld();
    const comeBack = await world.outage("primary");
    expect((await run(world, UNPLANNED)).outcome).toBe("completed");
    await comeBack();
    expect((await run(world, { ...UNPLANNED, to: "primary" })).outcome).toBe("refused");
    expect((await run(world, FAILBACK)).outcome).toBe("completed");
  });
});
