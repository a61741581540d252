import { SharedLook } from "../../../operator/status/shared-look";

/** A look that ends when the test says, by a clock that the test moves. */
function lab(everyMs = 1000) {
  const pending: { readonly end: (value: string) => void; readonly fail: (error: Error) => void }[] = [];
  let now = 0;
  const shared = new SharedLook(
    () => new Promise<string>((end, fail) => void pending.push({ end, fail })),
    () => new Date(now),
    everyMs,
  );
  return {
    shared,
    looks: () => pending.length,
    pass: (ms: number) => {
      now += ms;
    },
    end: async (value: string) => {
      pending.at(-1)?.end(value);
      await new Promise(setImmediate);
    },
    fail: async (reason: string) => {
      pending.at(-1)?.fail(new Error(reason));
      await new Promise(setImmediate);
    },
  };
}

describe("a look that is shared", () => {
  it("is one for all who ask at once", async () => {
    const { shared, looks, end } = lab();
    const asked = [shared.latest(), shared.latest(), shared.latest()];
    await end("all is well");
    expect(await Promise.all(asked)).toEqual(
      Array(3).fill({ value: "all is well", at: new Date(0), failure: undefined }),
    );
    expect(looks()).toBe(1);
  });

  it("is given at once when it is old, while the next one is under way", async () => {
    const { shared, looks, pass, end } = lab();
    const first = shared.latest();
    await end("old");
    await first;
    pass(999);
    await shared.latest();
    expect(looks()).toBe(1);
    pass(1);
    expect((await shared.latest()).value).toBe("old");
    expect((await shared.latest()).value).toBe("old");
    expect(looks()).toBe(2);
    pass(5000);
    await end("new");
    expect(await shared.latest()).toMatchObject({ value: "new", at: new Date(6000) });
  });

  it("that fails leaves what was seen, with the reason, until one succeeds", async () => {
    const { shared, pass, end, fail } = lab();
    const first = shared.latest();
    await end("seen");
    await first;
    pass(1000);
    await shared.latest();
    await fail("no network");
    expect(await shared.latest()).toEqual({ value: "seen", at: new Date(0), failure: "no network" });
    pass(1000);
    await shared.latest();
    await end("again");
    expect(await shared.latest()).toMatchObject({ value: "again", failure: undefined });
  });

  it("that fails as the first tells whoever waits, and is tried again when it is due", async () => {
    const { shared, pass, end, fail } = lab();
    const first = expect(shared.latest()).rejects.toThrow("no network");
    await fail("no network");
    await first;
    pass(1000);
    const second = shared.latest();
    await end("seen");
    expect((await second).value).toBe("seen");
  });
});
