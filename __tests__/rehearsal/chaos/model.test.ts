import fc from "fast-check";
import { FAILBACK, PLANNED, run, UNPLANNED } from "./controllers";
import { FakeWorld } from "./fake-world";
import { FailoverModel } from "./model";
import { COMMANDS, Kill, type Real, Run, TakeDown } from "./model-commands";

const UNPLANNED_BACK = { ...UNPLANNED, to: "primary" } as const;

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

  it("refuses an unplanned way back to an account that nothing has ever arrived in, and takes a planned one", async () => {
    const world = new FakeWorld();
    const comeBack = await world.outage("primary");
    expect((await run(world, UNPLANNED)).outcome).toBe("completed");
    await comeBack();
    expect((await run(world, UNPLANNED_BACK)).outcome).toBe("refused");
    expect((await run(world, FAILBACK)).outcome).toBe("completed");
  });

  it("refuses to go on unplanned with a way back that was begun planned, before anything has arrived there", async () => {
    const world = new FakeWorld();
    const comeBack = await world.outage("primary");
    expect((await run(world, UNPLANNED)).outcome).toBe("completed");
    await comeBack();
    expect((await run(world, FAILBACK, { killedAfter: 3 })).outcome).toBe("killed");
    expect((await run(world, UNPLANNED_BACK)).outcome).toBe("refused");
    expect((await run(world, FAILBACK)).outcome).toBe("completed");
  });

  it("takes an unplanned way back to an account that was left behind, if a refresh arrived there before: what is lost at most is known", async () => {
    const world = new FakeWorld();
    expect((await run(world, UNPLANNED)).outcome).toBe("completed");
    const comeBack = await world.outage("secondary");
    expect((await run(world, UNPLANNED_BACK)).outcome).toBe("completed");
    await comeBack();
    expect((await run(world, { ...UNPLANNED, acceptedLossSeconds: 0 })).outcome).toBe("refused");
    expect((await run(world, UNPLANNED)).outcome).toBe("completed");
  });

  it("has nothing to do for an account that comes back, if whoever was killed had seen to it already", async () => {
    const world = new FakeWorld();
    const { messages } = await run(new FakeWorld(), PLANNED);
    const atItsLastStep = messages.findLastIndex(({ code }) => code === "F301") + 1;
    expect((await run(world, PLANNED, { killedAfter: atItsLastStep })).outcome).toBe("killed");
    const comeBack = await world.outage("primary");
    expect((await run(world, UNPLANNED)).outcome).toBe("completed");
    await comeBack();
    expect((await run(world, UNPLANNED)).outcome).toBe("nothing-to-do");
  });
});
