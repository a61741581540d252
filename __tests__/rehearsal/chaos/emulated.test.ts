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
    world.withController("primary", async ({ topology, observe }) => activeAccount(sidesOf(topology, await observe())));

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
  async function overtaken(step: string) {
    const seen: string[] = [];
    let before = 0;
    const stale = await run(world, UNPLANNED, {
      confirm: async () => {
        const options = { leases: new MemoryLeaseStore(), journals: new MemoryJournalStore(), pauseBefore: step };
        const bob = await run(world, UNPLANNED, { holder: "bob@laptop", confirm: async () => false, options });
        before = seen.length;
        expect(bob.messages.map(({ code }) => code)).toContain("F101");
        return true;
      },
      onMessage: (message) => {
        if (message.code === "F308") seen.push(message.text);
      },
      options: { pauseBefore: step },
    });
    return { stale, changed: seen.slice(before) };
  }

  const STEPS = ["fence", "promote", "promote-connection"];

  it.each(STEPS)("has no session any more once a newer one has come, and changes nothing: %s", async (step) => {
    const { stale, changed } = await overtaken(step);
    expect(stale).toMatchObject({ outcome: "failed" });
    expect(stale.messages.at(-1)?.text).toMatch(/session/i);
    expect(changed).toEqual([]);
  });

  it.each(STEPS)("is stale when the newer one couldn't end its session, and changes nothing: %s", async (step) => {
    const undo = await world.failing(step === "fence" ? "primary" : "secondary", "ABORT_SESSION", 100);
    const { stale, changed } = await overtaken(step);
    expect(stale).toMatchObject({ outcome: "stale" });
    expect(stale.messages.at(-1)).toMatchObject({ code: "F103", data: { holder: "bob@laptop" } });
    expect(changed).toEqual([]);
    await undo();
  });

  it("goes on without the primary when that dies in the middle of a planned failover, and has it follow when it is back", async () => {
    let back: (() => Promise<void>) | undefined;
    const down = world.outage.bind(world, "primary");
    const dying = await run(world, PLANNED, {
      onMessage: ({ code, data }) => {
        if (code === "F301" && data.step === `last-refresh:${world.topology.groups.at(-1)?.name}`) {
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
    const failback = await run(world, FAILBACK);
    // In one text, so that a failure says why.
    expect([failback.outcome, ...failback.messages.map(({ code, text }) => `${code} ${text}`)].join("\n")).toMatch(
      /^completed$/m,
    );
    expect(await active()).toBe("primary");
  });
});
