import fc from "fast-check";
import { FakeWorld } from "./fake-world";
import { FailoverModel } from "./model";
import { COMMANDS, type Real } from "./model-commands";

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
});
