import { EventEmitter } from "node:events";
import { listenForInterrupts } from "../../rehearsal/interrupts";

function setUp() {
  const calls: string[] = [];
  const events = new EventEmitter();
  const supervisor = {
    stopAll: async () => void calls.push("stop in order"),
    killAll: () => void calls.push("kill"),
  };
  const interrupts = listenForInterrupts(supervisor, events, (code) => void calls.push(`exit ${code}`));
  return { calls, events, interrupts };
}

describe("interrupts", () => {
  it.each(["SIGINT", "SIGTERM", "SIGHUP"])("the first %s stops everything in order", async (signal) => {
    const { calls, events, interrupts } = setUp();
    expect(interrupts.asked()).toBe(false);
    events.emit(signal);
    await interrupts.whenAsked;
    expect(interrupts.asked()).toBe(true);
    expect(calls).toEqual(["stop in order"]);
  });

  it("the second kills at once and ends", () => {
    const { calls, events } = setUp();
    events.emit("SIGINT");
    events.emit("SIGINT");
    expect(calls).toEqual(["stop in order", "kill", "exit 130"]);
  });

  it("are not listened for afterwards", () => {
    const { calls, events, interrupts } = setUp();
    interrupts.dispose();
    events.emit("SIGINT");
    expect(calls).toEqual([]);
    expect(events.listenerCount("SIGTERM")).toBe(0);
  });
});
