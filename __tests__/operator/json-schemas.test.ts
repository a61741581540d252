import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Finding } from "../../operator/adopt/findings";
import { adoptFacts, type StackPlan } from "../../operator/adopt/report";
import { type MigrationFacts, planMigration } from "../../operator/adopt-prod/plan";
import { migrationFacts } from "../../operator/adopt-prod/render";
import { planBootstrap } from "../../operator/bootstrap/plan";
import { bootstrapFacts } from "../../operator/bootstrap/render";
import { cleanupFacts } from "../../operator/cleanup/facts";
import type { CommandDefinition } from "../../operator/command";
import { commands } from "../../operator/commands";
import { tablesCommand } from "../../operator/commands/tables";
import { workspacesCommand } from "../../operator/commands/workspaces";
import { doctorFacts } from "../../operator/doctor/render";
import { statusOf } from "../../operator/failover/status/status";
import { toJson } from "../../operator/json";
import { jsonSchemaFile, jsonSchemas, jsonSchemaText } from "../../operator/json-schemas";
import { evaluatePreflight } from "../../operator/preflight/evaluate";
import { preflightFacts } from "../../operator/preflight/render";
import { runProgram } from "../../operator/program";
import type { LoadedSample } from "../../operator/seed/load-tables";
import { glanceFacts } from "../../operator/status/facts";
import { validationFacts } from "../../operator/validate/render";
import { readDeclaredStacks } from "../../operator/workspaces/synthesized";
import { workspacesOf } from "../../operator/workspaces/workspaces";
import { REPORT_SCHEMA_FILE, reportSchemaText } from "../../rehearsal/report/json-schema";
import { readManifest } from "../../rehearsal/terraform/manifest";
import { synthesizeStacks } from "../../stacks/synthesize-stacks";
import { demoConfig, demoTextWith } from "../helpers/demo-config";
import { fakeWorld, glueTable, identityOf, SETTINGS } from "../lambda-src/table-sync/fakes";
import { useTemporaryFolder } from "../rehearsal/temporary-folder";
import { World } from "./cleanup/world";
import { Drills } from "./commands/drills";
import { FakeCheckout } from "./deploy/fake-checkout";
import { account as accountSeen, ago, gone, known, notKnown, observed, TOPOLOGY } from "./failover/observations";
import { ready } from "./preflight/observed";
import { glance, manyTables, task, workings } from "./status/glances";

type Command = keyof typeof jsonSchemas;

/** A command and those below it, by their names as typed. */
function all(definition: CommandDefinition, above = ""): readonly (readonly [string, CommandDefinition])[] {
  const name = `${above}${definition.name}`;
  return [[name, definition], ...(definition.commands ?? []).flatMap((below) => all(below, `${name} `))];
}

/** What a schema has against a text; nothing: it is as the schema says. */
function complaints(command: Command, text: string): readonly string[] {
  const { error } = jsonSchemas[command].safeParse(JSON.parse(text));
  return (error?.issues ?? []).map(({ path: at, message }) => `${at.join(".")}: ${message}`);
}

/** What a command writes to standard output, in a folder of its own. */
async function run(
  args: readonly string[],
  definitions = commands,
  env: Readonly<Record<string, string>> = {},
): Promise<{ readonly code: number; readonly out: string }> {
  const out: string[] = [];
  const root = mkdtempSync(path.join(tmpdir(), "twinberg-json-"));
  const context = {
    env,
    root,
    write: (text: string) => void out.push(text),
    progress: () => undefined,
    signal: new AbortController().signal,
  };
  try {
    const typed = args.map((arg) => arg.replace("<folder>", root));
    return { code: await runProgram(typed, definitions, context, () => undefined), out: out.join("") };
  } finally {
    rmSync(root, { recursive: true });
  }
}

const folder = useTemporaryFolder();

describe("schemas of --json", () => {
  it("are there for every command that has the option, and for no other", () => {
    const having = commands
      .flatMap((one) => all(one))
      .filter(([, { options }]) => options.some(({ name }) => name === "--json"));
    expect(Object.keys(jsonSchemas).sort()).toEqual(having.map(([name]) => name).sort());
  });

  it("are in docs/reference/json as npm run docs:json writes them", () => {
    const pages = path.join(__dirname, "../../docs/reference/json");
    const written = Object.fromEntries(
      readdirSync(pages).map((file) => [file, readFileSync(path.join(pages, file), "utf8")]),
    );
    const now = Object.entries(jsonSchemas).map(([command, schema]) => [
      jsonSchemaFile(command),
      jsonSchemaText(command, schema),
    ]);
    expect(written).toEqual({ ...Object.fromEntries(now), [REPORT_SCHEMA_FILE]: reportSchemaText() });
  });

  it.each(Object.entries(jsonSchemas))("of %s take no property that they don't name", (command, schema) => {
    const text = jsonSchemaText(command, schema);
    const open = text.match(/"additionalProperties": (true|\{\})/g) ?? [];
    // What messages tell is by their code, and what a step saw is for people: both are listed elsewhere.
    const byCode = ["failover", "failback", "status"].includes(command) ? 1 : 0;
    expect(open.length).toBeLessThanOrEqual(byCode);
    expect(schema.safeParse({ stranger: 1 }).success).toBe(false);
  });
});

describe("what is printed is as its schema says", () => {
  const began = {
    ...{ drill: "d", epoch: 3, at: ago(60).toISOString(), kind: "began" as const, operator: "ben", plan: [] },
    intent: { to: "secondary" as const, mode: "unplanned" as const, acceptedLossSeconds: 900 },
  };
  const lease = {
    ...{ epoch: 2, holder: "ann@bastion", drill: "d", token: "t" },
    ...{ takenAt: ago(3600).toISOString(), until: ago(3000).toISOString() },
  };
  it.each([
    ["ready", observed(), known(null), known(null)],
    ["an account out of reach", observed({ primary: gone("primary") }), notKnown("no bucket"), notKnown("no bucket")],
    [
      "both out of reach",
      observed({ primary: gone("primary"), secondary: gone("secondary") }),
      known(null),
      known(null),
    ],
    [
      "half-way",
      observed({ secondary: accountSeen("secondary", true) }),
      known(lease),
      known({ id: "d", entries: [began] }),
    ],
  ] as const)("status, %s", (_case, observation, seenLease, unfinished) => {
    const status = statusOf({ topology: TOPOLOGY, observation, lease: seenLease, unfinished });
    expect(complaints("status", toJson(glanceFacts({ ...glance(), status }, "secondary")))).toEqual([]);
  });

  it("status, with nothing but what can't be told, with nothing configured, and with everything bad", () => {
    const unknown = notKnown("no answer");
    const late = { verdict: "fail", seen: "late", reason: "it is", fix: "run it" } as const;
    const bad = workings("primary", {
      ...{ epoch: known(null), runs: unknown, history: unknown },
      tasks: [task("LATE", { judgement: late, lastRun: null })],
      drift: known({ open: 101, findings: [{ kind: "VIEW", name: "V", finding: "DIFFERENT", firstSeenAt: ago(9) }] }),
    });
    const queues = { waiting: unknown, deadLetters: known(3), undelivered: unknown };
    for (const seen of [
      glance({ workings: { primary: unknown, secondary: unknown }, lastDrill: unknown }),
      glance({ workings: { primary: bad, secondary: unknown }, tableSync: null, lastDrill: known(null) }),
      glance({ tableSync: { tables: known(manyTables(2000)), ...queues } }),
      glance({ tableSync: { tables: unknown, ...queues } }),
    ]) {
      expect(complaints("status", toJson(glanceFacts(seen, "primary")))).toEqual([]);
    }
  });

  it("deploy: planned, applied, failed, and nothing to do", async () => {
    const made = await FakeCheckout.at(folder(), { lake: [], account: [], trust: ["account", "lake"] });
    await made.behave({ "plan account": "Error: no such account" });
    const failed = await made.deploy(["--yes", "--json"]);
    await made.behave({});
    const runs = [failed];
    for (const consent of ["--plan-only", "--yes", "--yes"]) runs.push(await made.deploy([consent, "--json"]));
    expect(runs.map(({ out }) => JSON.parse(out).result)).toEqual(["incomplete", "changes", "applied", "unchanged"]);
    for (const { out } of runs) expect(complaints("deploy", out)).toEqual([]);
  });

  it("workspaces", async () => {
    const text = [
      "type: local\n  directory: .twinberg/state",
      "type: cloud\n  organization: acme\n  project: twin\n  tags: [prod]",
    ] as const;
    const config = path.join(folder(), "cloud.yaml");
    writeFileSync(config, demoTextWith(text));
    const output = path.join(folder(), "out");
    synthesizeStacks(demoConfig(text), output);
    const stacks = await readDeclaredStacks(await readManifest(output), output);
    const definitions = [workspacesCommand({ look: async (backend) => workspacesOf(backend, stacks) })];
    const { out } = await run(["workspaces", "--json"], definitions, { TWINBERG_CONFIG: config });
    expect(JSON.parse(out).workspaces.length).toBe(stacks.length);
    expect(complaints("workspaces", out)).toEqual([]);
  });

  it("cleanup: all of it, what is left on the way, and nothing", () => {
    let world = new World();
    const done: string[] = [];
    const kinds = new Set<string>();
    for (;;) {
      const plan = world.plan(["lake"]);
      const facts = cleanupFacts(plan, done);
      expect(complaints("cleanup", toJson(facts))).toEqual([]);
      const [next] = facts.steps;
      if (next === undefined) break;
      for (const { kind } of facts.steps) kinds.add(kind);
      done.push(next.title);
      world = world.after(next);
    }
    expect([...kinds].sort()).toEqual(["destroy", "empty-bucket", "forget", "quiet"]);
  });

  it("adopt, with everything that can be found and planned", () => {
    const found = (stack: string) => ({
      ...{ stack, address: "a.b", type: "a", path: `${stack}/b`, arguments: {} },
      place: { cloud: "aws", region: "us-east-1" } as const,
    });
    const findings: readonly Finding[] = [
      { resource: found("one"), kind: "there", importId: "b", warnings: ["first this"] },
      { resource: found("one"), kind: "managed" },
      { resource: found("one"), kind: "absent" },
      { resource: found("two"), kind: "blocked", reason: "since", fix: "do" },
      { resource: found("two"), kind: "never", reason: "since" },
      { resource: found("three"), kind: "unknown", reason: "since" },
    ];
    const change = { address: "a.b", importing: true, attributes: ["n"], differences: ["n is 1"] };
    const plans = new Map<string, StackPlan>([
      ["one", { kind: "planned", changes: [{ ...change, what: "replaced" }] }],
      ["two", { kind: "later", needs: ["one"] }],
      ["three", { kind: "failed", reason: "no login" }],
    ]);
    const reports = [
      { findings, plans, written: ["config/demo.adopt/one.json"] },
      { findings, plans: new Map(), written: undefined },
      { findings: [], plans: new Map(), written: [] },
    ];
    for (const report of reports) expect(complaints("adopt", toJson(adoptFacts(report)))).toEqual([]);
  });

  it("adopt prod: steps, done and refused", () => {
    const content = { owner: "R", schemas: [], views: [], grants: [] };
    const replica = { kind: "replica", content, obstacles: [] } as const;
    const primary = { organization: "ORG", account: "EAST", database: "P" };
    const none = { next: undefined, group: undefined, saved: undefined, savedTwice: false };
    const cases: readonly MigrationFacts[] = [
      { ...none, prod: replica, group: { name: "FG", here: "active", lists: true, missesGrants: false } },
      { ...none, prod: { kind: "own", content, obstacles: [] } },
      { ...none, prod: { kind: "secondary", content, obstacles: [], primary } },
      { ...none, prod: undefined },
    ];
    const printed = cases.map((facts) => migrationFacts({ facts, plan: planMigration(facts) }));
    expect(printed.map(({ plan }) => plan.kind)).toEqual(["steps", "done", "refused", "refused"]);
    for (const facts of printed) expect(complaints("adopt prod", toJson(facts))).toEqual([]);
  });

  it("preflight, ready and nothing known", () => {
    const config = demoConfig();
    const unknown = notKnown("no answer");
    for (const observation of [
      ready(config),
      { aws: unknown, accounts: { primary: unknown, secondary: unknown }, applied: unknown },
    ]) {
      const results = evaluatePreflight(config, observation);
      expect(complaints("preflight", toJson(preflightFacts(results, new Set(["primary.edition"]))))).toEqual([]);
    }
  });

  it("bootstrap, with steps, and where administrators have to do it", () => {
    const config = demoConfig([
      /backend:\n(?: {2}.*\n?)+/,
      "backend: { type: s3, bucket: org-state, region: us-east-2, replica: { bucket: org-copy, region: us-west-2 } }\n",
    ]);
    const nobody = { organizationRole: "ORGADMIN", role: "absent", user: null, replicating: [] } as const;
    const key = { place: { kind: "file", file: "/keys/EAST.p8" }, publicKey: undefined } as const;
    const absent = known({ kind: "absent" } as const);
    const plans = [
      planBootstrap(
        config,
        { accounts: { primary: known(nobody), secondary: known(nobody) }, buckets: { state: absent, replica: absent } },
        { primary: key, secondary: key },
      ),
      planBootstrap(
        config,
        { accounts: { primary: notKnown("away"), secondary: notKnown("away") }, buckets: undefined },
        { primary: undefined, secondary: undefined },
      ),
    ];
    expect(plans.map(({ steps }) => new Set(steps.map(({ kind }) => kind)).size)).toEqual([3, 0]);
    for (const plan of plans) expect(complaints("bootstrap", toJson(bootstrapFacts(plan, () => "KEY")))).toEqual([]);
  });

  it("validate, with each verdict", () => {
    const about = { account: "both", expected: "it is so", seen: "something" } as const;
    const why = { reason: "since", fix: "do" };
    const results = [
      { ...about, id: "a", verdict: "pass" } as const,
      { ...about, id: "b", verdict: "fail", ...why } as const,
      { ...about, id: "c", verdict: "unknown", ...why } as const,
    ];
    expect(complaints("validate", toJson(validationFacts({ results, titles: new Map(), notes: ["none"] })))).toEqual(
      [],
    );
  });

  it("doctor, with each kind", () => {
    const about = { id: "node", title: "Node", why: "it runs" };
    const results = [
      { ...about, finding: { kind: "ok", found: "20" } as const },
      { ...about, finding: { kind: "warning", found: "18", fix: "newer" } as const },
      { ...about, finding: { kind: "missing", found: "none", fix: "install" } as const },
    ];
    expect(complaints("doctor", toJson(doctorFacts(results)))).toEqual([]);
  });

  it("failover: its plan, its messages line by line, and with an account out of reach", async () => {
    const drills = new Drills();
    try {
      const plan = await drills.type(["failover", "--to", "secondary", "--plan", "--json"]);
      expect(complaints("failover", plan.out)).toEqual([]);
      drills.world.accounts.primary.up = false;
      const refused = await drills.type(["failover", "--to", "secondary", "--plan", "--json"]);
      expect(complaints("failover", refused.out)).toEqual([]);
      const lost = await drills.type(["failover", "--to", "secondary", "--unplanned", "--yes", "--json"]);
      const lines = lost.out.trimEnd().split("\n");
      expect(lines.length).toBeGreaterThan(3);
      expect(lines.flatMap((line) => complaints("failover", line))).toEqual([]);
      const back = await drills.type(["failback", "--yes", "--json"]);
      expect(
        back.out
          .trimEnd()
          .split("\n")
          .flatMap((line) => complaints("failback", line)),
      ).toEqual([]);
    } finally {
      drills.remove();
    }
  });

  it("tables, in step and not", async () => {
    const world = fakeWorld();
    const open = () => ({ ports: world, settings: SETTINGS, close: () => undefined });
    world.glue.put(glueTable());
    world.glue.put(glueTable({ table: "ice", identity: identityOf("ice"), parameters: { table_type: "ICEBERG" } }));
    const definitions = [...commands.filter(({ name }) => name !== "tables"), tablesCommand(open)];
    const { out } = await run(["tables", "--json"], definitions);
    expect(complaints("tables", out)).toEqual([]);
  });

  it("rules", async () => {
    expect(complaints("rules", (await run(["rules", "--json"])).out)).toEqual([]);
  });

  it("init", async () => {
    const flags = {
      ...{ out: "<folder>/mine.yaml", organization: "ORG", "aws-account": "111122223333", "glue-database": "lake" },
      ...{ "primary-account": "EAST", "primary-region": "AWS_US_EAST_1" },
      ...{ "secondary-account": "WEST", "secondary-region": "AWS_US_WEST_2" },
      "lake-formation-admins": "arn:aws:iam::111122223333:role/deployer",
    };
    const typed = Object.entries(flags).flatMap(([name, value]) => [`--${name}`, value]);
    const { code, out } = await run(["init", "--json", ...typed]);
    expect(code).toBe(0);
    expect(complaints("init", out)).toEqual([]);
  });

  it("seed, to files and to the lake", async () => {
    const { code, out } = await run(["seed", "--csv", "<folder>", "--campaigns", "2", "--impressions", "3", "--json"]);
    expect(code).toBe(0);
    expect(complaints("seed", out)).toEqual([]);
    const loaded: readonly LoadedSample[] = [
      { table: "clicks", outcome: "loaded", rows: 3, snapshotId: 9_007_199_254_740_993n },
      { table: "campaigns", outcome: "kept", rows: 0, snapshotId: null },
    ];
    expect(complaints("seed", toJson(loaded))).toEqual([]);
    expect(complaints("seed append", toJson(loaded))).toEqual([]);
  });
});
