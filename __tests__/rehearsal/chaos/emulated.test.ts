import { MemoryJournalStore, MemoryLeaseStore } from "../../../operator/failover/memory-stores";
import { activeAccount, sidesOf } from "../../../operator/failover/readiness/sides";
import { changes, FAILBACK, PLANNED, run, UNPLANNED } from "./controllers";
import { closeConnections } from "./emulated-session";
import { EmulatedWorld } from "./emulated-world";

describe("the controller over two emulated accounts", () => {
  let world: EmulatedWorld;

  beforeAll(async () => {
    world = await EmulatedWorld.start();
  });
  beforeEach(() => world.restore());
  afterAll(async () => {
    await world.close();
    closeConnections();
  });

  const active = () =>
    world.withController(async ({ topology, observe }) => activeAccount(sidesOf(topology, await observe())));

  it("fails over and back, and then there is nothing to do", async () => {
    expect((await run(world, PLANNED)).outcome).toBe("completed");
    expect(await active()).toBe("secondary");
    expect((await run(world, PLANNED)).outcome).toBe("nothing-to-do");
    expect((await run(world, FAILBACK)).outcome).toBe("completed");
    expect(await active()).toBe("primary");
    expect((await run(world, FAILBACK)).outcome).toBe("nothing-to-do");
  });

  it("of two at once, one promotes, and the other is told who", async () => {
    const both = await Promise.all([
      run(world, UNPLANNED, { holder: "ann@bastion" }),
      run(world, UNPLANNED, { holder: "bob@laptop" }),
    ]);
    const [winner, other] = both[0].outcome === "completed" ? [both[0], both[1]] : [both[1], both[0]];
    expect(winner.outcome).toBe("completed");
    expect(other.outcome).toBe("held");
    const holder = winner === both[0] ? "ann@bastion" : "bob@laptop";
    expect(other.messages.at(-1)).toMatchObject({ code: "F102", data: { holder } });
    expect(changes(winner).filter((sql) => sql.endsWith(" PRIMARY"))).toHaveLength(world.topology.groups.length + 1);
    expect(changes(other)).toEqual([]);
  });

  // The other one works with a bucket of its own, as after a restored backup: only the accounts can tell the two apart.
  it.each(["abort-older-sessions", "fence", "promote", "promote-connection"])(
    "with a stale epoch it changes nothing any more, from %s on, though no lease tells it",
    async (step) => {
      const seen: string[] = [];
      let before = 0;
      const stale = await run(world, UNPLANNED, {
        confirm: async () => {
          const options = {
            leases: new MemoryLeaseStore(),
            journals: new MemoryJournalStore(),
            pauseBefore: step === "abort-older-sessions" ? "fence" : step,
          };
          const bob = await run(world, UNPLANNED, { holder: "bob@laptop", confirm: async () => false, options });
          expect(bob.outcome).toBe("paused");
          before = seen.length;
          return true;
        },
        onMessage: (message) => {
          if (message.code === "F308") seen.push(message.text);
        },
        options: { pauseBefore: step === "abort-older-sessions" ? "fence" : step },
      });
      expect(["stale", "failed"]).toContain(stale.outcome);
      expect(seen.slice(before)).toEqual([]);
    },
  );
  it("goes on without the primary when that dies in the middle of a planned failover, and has it follow when it is back", async () => {
    let back: (() => Promise<void>) | undefined;
    const down = world.outage.bind(world, "primary");
    const dying = await run(world, PLANNED, {
      onMessage: ({ code, data }) => {
        if (code === "F301" && data["step"] === `last-refresh:${world.topology.groups.at(-1)?.name}`) {
          void down().then((undo) => {
            back = undo;
          });
        }
      },
    });
    expect(dying.outcome).toBe("failed");
    expect(dying.messages.at(-1)).toMatchObject({
      code: "F305",
      data: { command: "twinberg failover --to secondary --unplanned" },
    });
    const continued = await run(world, UNPLANNED);
    expect(continued).toMatchObject({ outcome: "completed", drill: dying.drill });
    expect(continued.messages.map(({ code }) => code)).toEqual(expect.arrayContaining(["F206", "F310"]));
    await back?.();
    const returned = await run(world, PLANNED);
    expect(returned.outcome).toBe("completed");
    expect(changes(returned).every((text) => text.startsWith("primary: "))).toBe(true);
    expect(await active()).toBe("secondary");
    expect((await run(world, FAILBACK)).outcome).toBe("completed");
    expect(await active()).toBe("primary");
  });
});
