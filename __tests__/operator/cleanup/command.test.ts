import path from "node:path";
import { cleanupJson } from "../../../operator/cleanup/cleanup-json";
import { ALL_DATA_KINDS } from "../../../operator/cleanup/data-kinds";
import { resourcesIn } from "../../../operator/cleanup/observation";
import type { OpenedCleanup } from "../../../operator/cleanup/open-cleanup";
import { cleanupCommand } from "../../../operator/commands/cleanup";
import { exitCodes } from "../../../operator/exit-codes";
import { MemoryLeaseStore } from "../../../operator/failover/memory-stores";
import { runProgram } from "../../../operator/program";
import { World } from "./world";

/** The command over a world that is only thought of. */
class Typist {
  world = new World();
  readonly leases = new MemoryLeaseStore();
  readonly asked: string[] = [];
  /** What a person types, to one question after the other. */
  answers: boolean[] = [];
  terminal = true;
  opened = 0;
  readonly interrupted = new AbortController();
  /** Is told of each destroy before it is carried out. */
  onDestroy: (stack: string) => void = () => undefined;
  /** What Terraform's plan has besides what the state has. */
  surprise: readonly string[] = [];

  async type(...args: readonly string[]) {
    const [out, errors]: [string[], string[]] = [[], []];
    const { signal } = this.interrupted;
    const command = cleanupCommand({
      open: async () => {
        this.opened += 1;
        return this.open();
      },
      isTerminal: () => this.terminal,
      ask: async (question, expected) => {
        this.asked.push(`${question} Type ${expected}`);
        return this.answers.shift() ?? false;
      },
      clock: () => new Date(),
    });
    const context = {
      env: { TWINBERG_CONFIG: path.join(__dirname, "../../../config/demo.yaml") },
      root: __dirname,
      write: (text: string) => void out.push(text),
      progress: (text: string) => void errors.push(text),
      signal,
    };
    const code = await runProgram(["cleanup", ...args], [command], context, (text) => void errors.push(text));
    return { code, out: out.join(""), errors: errors.join("") };
  }

  private open(): OpenedCleanup {
    const seen = () => this.world.observation;
    const told = <Value>(one: { known: true; value: Value } | { known: false; reason: string }): Value => {
      if (one.known) return one.value;
      throw new Error(one.reason);
    };
    const after = (step: Parameters<World["after"]>[0]) => {
      this.world = this.world.after(step);
    };
    return {
      stacks: {
        graph: World.graph,
        resources: async (stack) => told(seen().stacks.get(stack) ?? { known: true, value: null }),
        forget: async (stack, addresses) => after({ kind: "forget", stack, data: [], addresses }),
        planDestroy: async (stack, use) => {
          const deletes = resourcesIn(seen(), stack);
          return use({
            deletes,
            others: this.surprise,
            apply: async () => {
              this.onDestroy(stack);
              after({ kind: "destroy", stack, resources: deletes.length });
              return `Apply complete! Resources: 0 added, 0 changed, ${deletes.length} destroyed.`;
            },
          });
        },
      },
      looks: {
        account: async (account) => told(seen().accounts[account]),
        aws: async () => told(seen().aws),
        applied: async () => new Set(told(seen().undeclared)),
        controller: async () => told(seen().controller),
      },
      act: {
        sessionOf: async (account) => ({
          execute: async () => {
            after({ kind: "quiet", account, statements: [] });
            return [];
          },
        }),
        emptyBucket: async (step) => after(step),
        deleteState: async (stacks) => after({ kind: "delete-state", stacks }),
      },
      leases: async () => this.leases,
      close: async () => {
        this.opened -= 1;
      },
    };
  }
}

const NAMED = ["--yes", "--name", "TWINBERG"] as const;

describe("twinberg cleanup", () => {
  it("teaches itself", async () => {
    const { code, out } = await new Typist().type("--help");
    expect(code).toBe(exitCodes.ok);
    expect(out).toContain("twinberg cleanup --plan");
    for (const kind of ALL_DATA_KINDS) expect(out).toMatch(new RegExp(`\\b${kind}\\b`));
  });

  it("shows a plan, and changes nothing", async () => {
    const typist = new Typist();
    const { code, out } = await typist.type("--plan");
    expect(code).toBe(exitCodes.unhealthy);
    expect(out).toContain("  1. primary: stop tasks and writes to the lake (3 statements)\n");
    expect(out).toContain("Keeps:\n  s3://twinberg-demo-lake (1.2 GB in 340 objects, 12 older versions) [lake]\n");
    expect(out).toContain("Can't be removed from here:\n  the user TERRAFORM in EAST, and its key pair\n");
    expect(typist.world.observation).toEqual(World.deployed());
    expect(typist.opened).toBe(0);
  });

  it("gives the plan to programs", async () => {
    const { out } = await new Typist().type("--plan", "--json", "--delete-data", "lake, ops");
    const facts = cleanupJson.parse(JSON.parse(out));
    expect(facts).toMatchObject({ ok: false, refusals: [], done: [] });
    expect(facts.deletes.map(({ data }) => data)).toEqual(["lake", "ops", "ops"]);
  });

  it("begins when the organization's name is typed, and not otherwise", async () => {
    const typist = new Typist();
    const declined = await typist.type();
    expect(declined).toMatchObject({ code: exitCodes.unhealthy, errors: "nothing was done\n" });
    expect(typist.world.observation).toEqual(World.deployed());
    typist.answers = [true];
    const { code } = await typist.type();
    expect(code).toBe(exitCodes.ok);
    expect(typist.asked).toEqual([
      expect.stringMatching(/^Do \d+ steps\? Type TWINBERG$/),
      expect.stringMatching(/^Do \d+ steps\? Type TWINBERG$/),
    ]);
    expect(typist.world.plan().steps).toEqual([]);
  });

  it("asks once more before it deletes data, and names them", async () => {
    const typist = new Typist();
    typist.answers = [true, false];
    const { code } = await typist.type("--delete-data", "ops,lake");
    expect(code).toBe(exitCodes.unhealthy);
    expect(typist.asked.at(-1)).toBe("These data are gone for good then. Type delete lake, ops");
    expect(typist.world.observation).toEqual(World.deployed());
  });

  it("removes everything without a terminal, when that and the name are on the command line", async () => {
    const typist = new Typist();
    typist.terminal = false;
    const { code, out } = await typist.type(...NAMED, "--delete-data", ALL_DATA_KINDS.join(","), "--json");
    expect(code).toBe(exitCodes.ok);
    const facts = cleanupJson.parse(JSON.parse(out));
    expect(facts).toMatchObject({ ok: true, steps: [], keeps: [] });
    expect(facts.done.at(-1)).toMatch(/^delete Terraform's state of /);
    expect((await typist.leases.read())?.lease.until).toBeDefined();
  });

  it.each<[string, readonly string[], string, boolean]>([
    ["--yes without the name", ["--yes"], "--yes needs --name TWINBERG", true],
    ["another organization's name", ["--yes", "--name", "ACME"], "which is TWINBERG: nothing was done", true],
    ["no terminal and no --yes", [], "nobody can be asked without a terminal", false],
    ["--plan with --yes", ["--plan", ...NAMED], "exclude each other", true],
    ["--json that would ask", ["--json"], "--json asks nobody", true],
    ["data that there aren't", ["--plan", "--delete-data", "everything"], 'there is no "everything"; name what', true],
    ["an empty list of data", ["--plan", "--delete-data", ","], "name what is to be deleted", true],
    [
      "an account that there isn't",
      ["--plan", "--without", "EAST"],
      '--without is primary or secondary, not "EAST"',
      true,
    ],
  ])("refuses %s", async (_case, args, says, terminal) => {
    const typist = new Typist();
    typist.terminal = terminal;
    const { code, errors } = await typist.type(...args);
    expect({ code, errors }).toEqual({ code: exitCodes.usage, errors: expect.stringContaining(says) });
    expect(typist.world.observation).toEqual(World.deployed());
  });

  it("tells why it isn't begun, whatever is agreed to", async () => {
    const typist = new Typist();
    typist.world = typist.world.withController({ unfinished: "E7" });
    const { code, out } = await typist.type(...NAMED);
    expect(code).toBe(exitCodes.unhealthy);
    expect(out).toContain("It can't be begun:\n  ✗ the drill E7 was begun and isn't finished [controller.drill]\n");
  });

  it("does without an account that is lost", async () => {
    const typist = new Typist();
    typist.world = typist.world.with({
      accounts: { ...typist.world.observation.accounts, primary: { known: false, reason: "503" } },
    });
    expect((await typist.type(...NAMED)).code).toBe(exitCodes.unhealthy);
    const { code, out } = await typist.type(...NAMED, "--without", "primary");
    expect(code).toBe(exitCodes.ok);
    expect(out).toContain("Stays as it is:\n  primary-data: it is the primary account's, which is left out\n");
  });

  it("carries out no plan of Terraform's that takes more than was agreed to", async () => {
    const typist = new Typist();
    typist.surprise = ["snowflake_database.Surprise"];
    const { code, errors } = await typist.type(...NAMED);
    expect(code).toBe(exitCodes.unhealthy);
    expect(errors).toContain("would also take snowflake_database.Surprise, which nobody has agreed to");
  });

  it("stops when somebody takes the controller's lease meanwhile", async () => {
    const typist = new Typist();
    typist.onDestroy = () => {
      void typist.leases.read().then(async (stored) => {
        if (stored === null) return;
        await typist.leases.write(
          { ...stored.lease, epoch: stored.lease.epoch + 1, holder: "ann", token: "x" },
          stored.version,
        );
      });
      // The lease is looked at before a step when the last look is old.
      jest.spyOn(Date.prototype, "getTime").mockReturnValue(Date.now() + 60_000);
    };
    try {
      const { code, errors } = await typist.type(...NAMED);
      expect(code).toBe(exitCodes.unhealthy);
      expect(errors).toContain("ann");
    } finally {
      jest.restoreAllMocks();
    }
  });

  it("ends at Ctrl-C, begins no further step, and goes on later", async () => {
    const typist = new Typist();
    typist.onDestroy = (stack) => {
      if (stack === "table-sync") typist.interrupted.abort();
    };
    const { code, errors } = await typist.type(...NAMED);
    expect(code).toBe(exitCodes.interrupted);
    expect(errors).not.toContain("trust: destroy");
    expect(typist.opened).toBe(0);
    const later = new Typist();
    later.world = typist.world;
    expect((await later.type(...NAMED)).code).toBe(exitCodes.ok);
  });
});
