import { existsSync } from "node:fs";
import path from "node:path";
import { exitCodes } from "../../../operator/exit-codes";
import { Controller } from "../failover/controllers";
import { Drills } from "./drills";

describe("twinberg failover", () => {
  let drills: Drills;
  beforeEach(() => {
    drills = new Drills();
  });
  afterEach(() => {
    expect(drills.open).toBe(0);
    drills.remove();
  });
  const TO = ["failover", "--to", "secondary"];

  it("shows each step with statement and conditions, asks, and does nothing without a yes", async () => {
    const { code, out, progress, asked } = await drills.type(TO);
    expect(code).toBe(exitCodes.unhealthy);
    expect(asked).toEqual([expect.stringMatching(/^Carry out these \d+ steps: planned to secondary\?$/)]);
    expect(progress).toMatch(
      /> ALTER FAILOVER GROUP "ICEBERG_BCDR_DB_FG" PRIMARY\n {5}after: {2}secondary is the primary/,
    );
    expect(out).toBe("✗ not confirmed: nothing was done (F204)\n");
    expect(drills.world.changes).toEqual([]);
  });

  it("after a yes makes the other account the active one, and leaves the evidence", async () => {
    const { code, out } = await drills.type(TO, true);
    expect(code).toBe(exitCodes.ok);
    expect(out).toMatch(/^✓ drill (\S+) is complete: secondary is active \(F901\)\n$/);
    const [, drill = ""] = /drill (\S+) is/.exec(out) ?? [];
    expect(drills.world.connectionAt).toBe("secondary");
    expect(existsSync(path.join(drills.root, drill))).toBe(true);
  });

  it("asks nobody with --yes", async () => {
    const { code, asked } = await drills.type([...TO, "--yes"]);
    expect(code).toBe(exitCodes.ok);
    expect(asked).toEqual([]);
  });

  it("asks before the step of --pause-before, also with --yes, and goes on when it is typed again", async () => {
    const paused = await drills.type([...TO, "--yes", "--pause-before", "promote"]);
    expect(paused.code).toBe(exitCodes.unhealthy);
    expect(paused.asked).toEqual([expect.stringMatching(/^Go on with promote:ICEBERG_BCDR_ACCOUNT_FG/)]);
    expect(paused.out).toMatch(/to go on from here: twinberg failover --to secondary --planned \(F307\)/);
    expect((await drills.type([...TO, "--yes"])).code).toBe(exitCodes.ok);
    expect(await drills.bucket.journals.drills()).toHaveLength(1);
  });

  it("prints the plan with --plan, as text and as JSON, and changes nothing, not even the lease", async () => {
    const text = await drills.type([...TO, "--plan"]);
    expect(text.code).toBe(exitCodes.ok);
    expect(text.out).toMatch(/^Planned failover to secondary: \d+ steps\n\n {2}1\. Take the lease/);
    expect(text.out).toMatch(/Nothing stands against it\.\n$/);
    const json = await drills.type([...TO, "--plan", "--json"]);
    expect(JSON.parse(json.out)).toMatchObject({
      drill: null,
      intent: { to: "secondary", mode: "planned" },
      steps: expect.arrayContaining([expect.objectContaining({ id: "promote-connection", account: "secondary" })]),
      refusals: [],
    });
    expect(drills.world.changes).toEqual([]);
    expect(await drills.bucket.leases.read()).toBeNull();
  });

  it("with --plan tells what it would be refused for, and by which figure that is accepted", async () => {
    drills.world.accounts.primary.up = false;
    drills.world.now += 3 * 3600_000;
    const { code, out } = await drills.type([...TO, "--unplanned", "--plan"]);
    expect(code).toBe(exitCodes.unhealthy);
    expect(out).toContain("It would be refused:");
    expect(out).toContain("--accept-data-loss 10920 accepts that");
    const accepted = await drills.type([...TO, "--unplanned", "--plan", "--accept-data-loss", "10920"]);
    expect(accepted.code).toBe(exitCodes.ok);
  });

  it("prints one message a line with --json", async () => {
    const { out, progress } = await drills.type([...TO, "--yes", "--json"]);
    const messages = out
      .trimEnd()
      .split("\n")
      .map((line): { code?: unknown } => JSON.parse(line));
    expect(messages[0]).toMatchObject({ code: "F201", level: "info", data: { to: "secondary" } });
    expect(messages.at(-1)).toMatchObject({ code: "F901", level: "result" });
    expect(progress).toMatch(/^ {2}evidence: /);
  });

  it("ends an unfinished drill with --abandon after a yes, and leaves both accounts as they are", async () => {
    await drills.type([...TO, "--yes", "--pause-before", "promote"]);
    const before = drills.world.changes.length;
    expect((await drills.type([...TO, "--abandon"])).out).toMatch(/nothing was done/);
    const { code, out } = await drills.type([...TO, "--abandon"], true);
    expect(code).toBe(exitCodes.ok);
    expect(out).toMatch(/is abandoned: both accounts are left as they are/);
    expect(drills.world.changes).toHaveLength(before);
    expect((await drills.type([...TO, "--abandon", "--yes"])).out).toMatch(/no unfinished drill to abandon/);
  });

  it("doesn't begin another one while a drill is unfinished", async () => {
    await drills.type([...TO, "--yes", "--pause-before", "promote"]);
    const { code, out } = await drills.type(["failback", "--yes"]);
    expect(code).toBe(exitCodes.unhealthy);
    expect(out).toMatch(/is unfinished: continue it with twinberg failover --to secondary --planned, or leave it/);
  });

  it("tells the command that goes on when it is interrupted, with the exit code of an interrupt", async () => {
    const interrupt = new AbortController();
    const options = {
      pause: async () => undefined,
      observe: async () => {
        const seen = await base();
        looks += 1;
        // The second look is the one under the lease.
        if (looks === 2) interrupt.abort(new Error("SIGINT"));
        return seen;
      },
    };
    let looks = 0;
    const base = new Controller(drills.world, drills.bucket).options({
      to: "secondary",
      mode: "planned",
      acceptedLossSeconds: null,
    }).observe;
    const { code, out } = await drills.type([...TO, "--yes"], false, { signal: interrupt.signal, options });
    expect(code).toBe(exitCodes.interrupted);
    expect(out).toMatch(/interrupted at take-lease; to go on from here: twinberg failover --to secondary --planned/);
  });

  it.each([
    [["failover"], "--to is missing: say which account is to be active, primary or secondary"],
    [["failover", "--to", "tertiary"], '--to is "tertiary": say which account is to be active, primary or secondary'],
    [[...TO, "--planned", "--unplanned"], "--planned and --unplanned exclude each other"],
    [[...TO, "--accept-data-loss", "a lot"], "--accept-data-loss is not a whole number of seconds"],
    [[...TO, "--accept-data-loss", "-1"], "--accept-data-loss is less than 0"],
    [[...TO, "--pause-before", "lunch"], '--pause-before: there is no step "lunch"; there are take-lease'],
    [[...TO, "--plan", "--abandon"], "--plan and --abandon exclude each other"],
  ])("can't use %j", async (args, reason) => {
    const { code, progress } = await drills.type(args);
    expect(code).toBe(exitCodes.usage);
    expect(progress).toContain(reason);
  });
});

describe("twinberg failback", () => {
  it("makes the primary active again", async () => {
    const drills = new Drills();
    await drills.type(["failover", "--to", "secondary", "--yes"]);
    const { code, out } = await drills.type(["failback", "--yes"]);
    expect(code).toBe(exitCodes.ok);
    expect(out).toMatch(/is complete: primary is active/);
    expect(drills.world.connectionAt).toBe("primary");
    expect((await drills.type(["failback", "--yes"])).out).toMatch(/^✓ nothing to do: primary is active/);
    drills.remove();
  });
});
