import { exitCodes } from "../../operator/exit-codes";
import { unlessOverdue, untilInterrupted } from "../../operator/interruption";

const never = () => new Promise<number>(() => undefined);

describe("work that Ctrl-C ends", () => {
  it("gives what it comes to when there is none", async () => {
    const { signal } = new AbortController();
    expect(await untilInterrupted(signal, () => unlessOverdue(signal, async () => 7, 1))).toBe(7);
  });

  it("may bring what it has begun to its end", async () => {
    const interrupted = new AbortController();
    const work = unlessOverdue(
      interrupted.signal,
      () => new Promise<string>((resolve) => interrupted.signal.addEventListener("abort", () => resolve("ended"))),
    );
    interrupted.abort();
    expect(await work).toBe("ended");
  });

  it("is left when it doesn't, and the exit code says so", async () => {
    const interrupted = new AbortController();
    const code = untilInterrupted(interrupted.signal, () => unlessOverdue(interrupted.signal, never, 1));
    interrupted.abort();
    expect(await code).toBe(exitCodes.interrupted);
  });

  it("isn't begun after it", async () => {
    const interrupted = new AbortController();
    interrupted.abort();
    expect(await untilInterrupted(interrupted.signal, () => unlessOverdue(interrupted.signal, never))).toBe(
      exitCodes.interrupted,
    );
  });

  it("that fails of itself is told as that", async () => {
    const { signal } = new AbortController();
    const failing = () =>
      untilInterrupted(signal, () => unlessOverdue(signal, () => Promise.reject(new Error("full"))));
    await expect(failing()).rejects.toThrow("full");
  });
});
