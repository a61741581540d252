import { EmulatorClock, VirtualClock } from "../../src/clock";

describe("the emulator's clock", () => {
  const machine = new VirtualClock();

  it("follows the machine's clock at first", () => {
    const clock = new EmulatorClock(machine);
    machine.advanceSeconds(5);
    expect(clock.now()).toBe(machine.now());
    expect(clock.running).toBe(true);
  });

  it("stands still when frozen and goes on from there", () => {
    const clock = new EmulatorClock(machine);
    const then = clock.now();
    clock.freeze();
    machine.advanceSeconds(60);
    expect(clock.now()).toBe(then);
    clock.moveTo(then + 1000);
    clock.run();
    machine.advanceSeconds(2);
    expect(clock.now()).toBe(then + 3000);
  });

  it("keeps an offset when it is moved while it runs", () => {
    const clock = new EmulatorClock(machine);
    clock.moveTo(clock.now() + 3_600_000);
    machine.advanceSeconds(1);
    expect(clock.now()).toBe(machine.now() + 3_600_000);
  });

  it.each([new EmulatorClock(machine), new VirtualClock()])("never goes back (%#)", (clock) => {
    const now = clock.now();
    expect(() => clock.moveTo(now - 1)).toThrow(/only moves forward/);
    expect(clock.now()).toBe(now);
  });
});
