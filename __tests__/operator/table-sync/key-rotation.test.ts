import fc from "fast-check";
import { changeKeys, type KeyPair, type KeyPort } from "../../../operator/table-sync/change-keys";
import {
  KEY_SLOTS,
  type KeySlot,
  type KeyState,
  type KeyStep,
  planCreation,
  planRotation,
} from "../../../operator/table-sync/key-rotation";

/** The process is killed here: before or after what a call does. */
class Killed extends Error {}

/** A user, a secret, and functions that hold the key that they read last. */
class World {
  readonly slots: Record<KeySlot, string | null> = { RSA_PUBLIC_KEY: null, RSA_PUBLIC_KEY_2: null };
  secret: { readonly key: KeyPair; readonly replaces: string | null } | null = null;
  /** What warm functions hold, one that has never read again for each key that there was. */
  readonly held: string[] = [];
  /** Keys that were waited for after they were replaced. */
  readonly waited = new Set<string>();
  made = 0;
  private left = Number.POSITIVE_INFINITY;

  /** The port of a process that is killed at a point, counted over all calls. */
  port(killAt: number): KeyPort {
    this.left = killAt;
    const act = async <T>(effect: () => T): Promise<T> => {
      this.kill();
      const value = effect();
      this.kill();
      return value;
    };
    const change = (effect: () => void): Promise<void> =>
      act(() => {
        effect();
        this.functionsCanLogIn();
      });
    return {
      observe: () => act(() => this.state()),
      generate: () =>
        act(() => {
          this.made += 1;
          const name = `SHA256:${this.made}`;
          return { privateKey: name, publicKey: name, fingerprint: name };
        }),
      stored: () =>
        act(() => {
          if (this.secret === null) throw new Error("no secret");
          return this.secret.key;
        }),
      register: (slot, { publicKey }) =>
        change(() => {
          this.slots[slot] = publicKey;
        }),
      verify: ({ privateKey }) =>
        act(() => {
          if (!this.registered(privateKey)) throw new Error("JWT token is invalid");
        }),
      store: (key, replaces) =>
        change(() => {
          this.secret = { key, replaces };
          this.held.push(key.fingerprint);
        }),
      wait: () =>
        act(() => {
          for (const key of Object.values(this.slots)) if (key !== null) this.waited.add(key);
        }),
      remove: (slot) =>
        change(() => {
          const key = this.slots[slot];
          // Requests under way may still come with it until it was waited for.
          if (key === null || !this.waited.has(key)) throw new Error(`${slot} was removed too early`);
          this.slots[slot] = null;
        }),
    };
  }

  state(): KeyState {
    const { secret } = this;
    return {
      slots: { ...this.slots },
      secret: secret === null ? null : { fingerprint: secret.key.fingerprint, replaces: secret.replaces },
    };
  }

  registered(key: string): boolean {
    return KEY_SLOTS.some((slot) => this.slots[slot] === key);
  }

  /** A function whose key is refused reads the secret again: that key has to be taken. */
  private functionsCanLogIn(): void {
    if (this.secret === null) return;
    const read = this.secret.key.fingerprint;
    for (const key of this.held) expect(this.registered(key) || this.registered(read)).toBe(true);
  }

  private kill(): void {
    this.left -= 1;
    if (this.left < 0) throw new Killed();
  }
}

const untold = () => undefined;

/** Runs a command, to its end or until it is killed. */
async function run(world: World, command: "create" | "rotate", killAt = Number.POSITIVE_INFINITY): Promise<boolean> {
  try {
    await changeKeys(command === "create" ? planCreation : planRotation, world.port(killAt), untold);
    return true;
  } catch (error) {
    if (error instanceof Killed) return false;
    throw error;
  }
}

/** Calls of the longest command, before and after each. */
const MOST_CALLS = 20;

describe("making and rotating the key", () => {
  it("a rotation gives the free place a new key, logs in, stores, waits, removes; the next one goes back", async () => {
    const world = new World();
    await run(world, "create");
    expect(world.state()).toMatchObject({ slots: { RSA_PUBLIC_KEY: "SHA256:1", RSA_PUBLIC_KEY_2: null } });
    const kinds: KeyStep["kind"][] = [];
    await changeKeys(planRotation, world.port(Number.POSITIVE_INFINITY), ({ kind }) => void kinds.push(kind));
    expect(kinds).toEqual(["REGISTER", "VERIFY", "STORE", "WAIT", "REMOVE"]);
    expect(world.state()).toEqual({
      slots: { RSA_PUBLIC_KEY: null, RSA_PUBLIC_KEY_2: "SHA256:2" },
      secret: { fingerprint: "SHA256:2", replaces: "SHA256:1" },
    });
    await run(world, "rotate");
    expect(world.state()).toMatchObject({ slots: { RSA_PUBLIC_KEY: "SHA256:3", RSA_PUBLIC_KEY_2: null } });
  });

  it("killed anywhere and run again, any number of times, no function is ever locked out, and one new key is left", async () => {
    const cuts = fc.array(fc.nat(MOST_CALLS), { maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(cuts, cuts, cuts, async (creations, first, second) => {
        const world = new World();
        for (const cut of creations) if (await run(world, "create", cut)) break;
        await run(world, "create");
        for (const killed of [first, second]) {
          const before = world.secret?.key.fingerprint;
          let done = false;
          for (const cut of killed) {
            done = await run(world, "rotate", cut);
            if (done) break;
          }
          if (!done) await run(world, "rotate");
          const now = world.secret?.key.fingerprint ?? null;
          expect(now).not.toBe(before);
          expect(Object.values(world.slots).filter((key) => key !== null)).toEqual([now]);
        }
      }),
      { numRuns: 300 },
    );
  });

  it("create does nothing to a key that is there, and gives it again to a user that was made anew", async () => {
    const world = new World();
    await run(world, "create");
    await run(world, "create");
    expect(world.made).toBe(1);
    world.slots.RSA_PUBLIC_KEY = null;
    await run(world, "create");
    expect([world.made, world.slots.RSA_PUBLIC_KEY]).toEqual([1, "SHA256:1"]);
  });

  it("rotate refuses where there is nothing to rotate, or where the function is locked out already", async () => {
    const world = new World();
    await expect(run(world, "rotate")).rejects.toThrow("twinberg keys create makes one");
    await run(world, "create");
    world.slots.RSA_PUBLIC_KEY = "SHA256:somebody's";
    await expect(run(world, "rotate")).rejects.toThrow("gives it to the user again");
  });

  it("a key that is the secret's only way in is never removed, whatever another process did meanwhile", async () => {
    const world = new World();
    await run(world, "create");
    const port = world.port(Number.POSITIVE_INFINITY);
    const wait = async () => {
      world.slots.RSA_PUBLIC_KEY_2 = "SHA256:another's";
    };
    await expect(changeKeys(planRotation, { ...port, wait }, untold)).rejects.toThrow("somebody else changes the keys");
    expect(world.slots.RSA_PUBLIC_KEY).toBe("SHA256:1");
  });
});
