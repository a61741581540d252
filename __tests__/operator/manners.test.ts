import { readdirSync, rmSync } from "node:fs";
import path from "node:path";
import { commands } from "../../operator/commands";
import { exitCodes } from "../../operator/exit-codes";
import { jsonSchemas } from "../../operator/json-schemas";
import { CommandLine, type Ended, environmentAt, SilentClouds, StandInPrograms } from "../helpers/command-line";
import { demoTextWith } from "../helpers/demo-config";

/** How a command is begun so that it waits for an account that doesn't answer; undefined: it asks no account. */
const WAITING_FOR_ACCOUNT: Readonly<Record<string, readonly string[] | undefined>> = {
  doctor: undefined,
  init: undefined,
  rules: undefined,
  bootstrap: ["bootstrap", "--plan"],
  preflight: ["preflight"],
  seed: ["seed", "--impressions", "10"],
  validate: ["validate"],
  status: ["status"],
  failover: ["failover", "--to", "secondary", "--plan"],
  failback: ["failback", "--plan"],
  sync: ["sync", "plan"],
  tables: ["tables"],
  keys: ["keys", "create"],
  deploy: undefined,
  workspaces: undefined,
  adopt: ["adopt", "prod", "--plan"],
  cleanup: ["cleanup", "--plan"],
};

/** How a command is begun so that it waits for the program to be synthesized, where it does that. */
const WAITING_FOR_SYNTHESIS: Readonly<Record<string, readonly string[]>> = {
  deploy: ["deploy", "--plan-only"],
  workspaces: ["workspaces"],
  adopt: ["adopt", "--plan"],
  cleanup: ["cleanup", "--plan"],
};

/** Where commands that synthesize do that. Git ignores it. */
const WORKING_FOLDER = ".twinberg";

const names = commands.map(({ name }) => name);
const twinberg = new CommandLine("operator/cli.ts");
const clouds = new SilentClouds();
const programs = new StandInPrograms();
let url = "";
let env: Readonly<Record<string, string>> = {};

beforeAll(async () => {
  url = await clouds.open();
  env = { ...environmentAt(twinberg, url), ...programs.env() };
});
afterEach(() => rmSync(path.join(twinberg.root, WORKING_FOLDER), { recursive: true, force: true }));
afterAll(() => {
  clouds.close();
  programs.remove();
  twinberg.remove();
});

/** Everything below its root that it didn't bring. */
function left(): readonly string[] {
  return readdirSync(twinberg.root, { recursive: true, encoding: "utf8" }).filter(
    (file) => !["operator", path.join("operator", "cli.js"), "config.yaml", "cloud.yaml"].includes(file),
  );
}

it("every command is in the table of those that wait, or of those that don't", () => {
  expect(Object.keys(WAITING_FOR_ACCOUNT).sort()).toEqual([...names].sort());
});

describe.each(names)("twinberg %s", (name) => {
  it("tells its help without a terminal, with no escape sequence, also with colours asked for", async () => {
    const { code, out } = await twinberg.run([name, "--help"], { env: { FORCE_COLOR: "1", TERM: "xterm" } });
    expect(code).toBe(exitCodes.ok);
    expect(out).toContain(`Usage: twinberg ${name}`);
    expect(out).not.toContain("\u001b");
  });

  it("outlives a reader that has gone", async () => {
    const { code, errors } = await twinberg.run([name, "--help"], { begun: ({ stdout }) => stdout?.destroy() });
    expect({ code, errors }).toEqual({ code: exitCodes.ok, errors: "" });
  });
});

/** What is left besides what a synthesis works in. */
const leftElsewhere = (): readonly string[] => left().filter((file) => file.split(path.sep)[0] !== WORKING_FOLDER);

describe.each(
  Object.entries(WAITING_FOR_ACCOUNT).flatMap(([name, args]) => (args === undefined ? [] : [[name, args] as const])),
)("twinberg %s, while an account doesn't answer", (name, args) => {
  it("ends by Ctrl-C with 130, says nothing half, and leaves nothing", async () => {
    const connected = clouds.connected();
    const { code, signal, out, errors } = await twinberg.run(args, {
      env,
      begun: (child) => void connected.then(() => child.kill("SIGINT")),
    });
    expect({ code, signal, out }).toEqual({ code: exitCodes.interrupted, signal: null, out: "" });
    expect(errors).not.toMatch(/\n {4}at /);
    expect(name in WAITING_FOR_SYNTHESIS ? leftElsewhere() : left()).toEqual([]);
  });
});

describe.each(Object.entries(WAITING_FOR_SYNTHESIS))("twinberg %s, while the program is synthesized", (_name, args) => {
  it("ends by Ctrl-C with 130, and says nothing half", async () => {
    const text = demoTextWith(["type: local\n  directory: .twinberg/state", "type: cloud\n  organization: acme"]);
    const config = args[0] === "workspaces" ? { TWINBERG_CONFIG: twinberg.write("cloud.yaml", text) } : {};
    const connected = clouds.connected();
    const { code, signal, out, errors } = await twinberg.run(args, {
      env: { ...env, ...programs.env(url), ...config },
      begun: (child) => void connected.then(() => child.kill("SIGINT")),
    });
    expect({ code, signal, out }).toEqual({ code: exitCodes.interrupted, signal: null, out: "" });
    expect(errors).not.toMatch(/\n {4}at /);
    expect(leftElsewhere()).toEqual([]);
  });
});

describe("without a terminal, nothing is waited for that nobody can type", () => {
  it.each([
    ["init", ["init"], "--organization is missing"],
    ["failover", ["failover", "--to", "secondary"], "there is no terminal to ask on"],
    ["failback", ["failback"], "there is no terminal to ask on"],
    [
      "failover, that is to pause",
      ["failover", "--to", "secondary", "--yes", "--pause-before", "promote"],
      "--pause-before promote asks a person",
    ],
    ["bootstrap", ["bootstrap"], "there is no terminal to ask on"],
    ["deploy", ["deploy"], "there is no terminal: give --plan-only, or --yes"],
    ["deploy, for a program", ["deploy", "--json"], "give --plan-only or --yes with it"],
    ["adopt prod", ["adopt", "prod"], "there is no terminal to ask on"],
    ["adopt prod, for a program", ["adopt", "prod", "--json"], "give --plan or --yes with it"],
    ["cleanup", ["cleanup"], "without a terminal: give --plan, or --yes and --name TWINBERG"],
    ["cleanup, for a program", ["cleanup", "--json"], "give --plan, or --yes and --name, with it"],
  ])("twinberg %s says what to give, with exit code 2", async (_case, args, told) => {
    // Without keys, bootstrap has a step to do that no account is asked for.
    const {
      TF_VAR_primary_snowflake_private_key: _,
      TWINBERG_PRIMARY_ADMIN_USER: __,
      TWINBERG_PRIMARY_ADMIN_PRIVATE_KEY: ___,
      ...keyless
    } = env;
    const { code, errors } = await twinberg.run(args, {
      env: args[0] === "bootstrap" ? keyless : env,
      stdin: "silent",
    });
    expect(errors).toContain(told);
    expect(errors).not.toMatch(/\n {4}at /);
    expect(code).toBe(exitCodes.usage);
    expect(left()).toEqual([]);
  });
});

describe("where nobody answers at all, it is told in words, without colours, and as JSON that its schema knows", () => {
  const asked = [
    ["tables", ["tables", "--json"], exitCodes.unhealthy],
    ["sync plan", ["sync", "plan"], exitCodes.unhealthy],
    ["seed", ["seed", "--impressions", "10", "--json"], exitCodes.unhealthy],
    ["keys create", ["keys", "create"], exitCodes.unhealthy],
    ["status", ["status", "--json"], exitCodes.unhealthy],
    ["validate", ["validate", "--wait", "0", "--json"], exitCodes.unhealthy],
    ["preflight", ["preflight", "--json"], exitCodes.unhealthy],
    ["failover", ["failover", "--to", "secondary", "--plan", "--json"], exitCodes.unhealthy],
    ["adopt prod", ["adopt", "prod", "--plan", "--json"], exitCodes.unhealthy],
    ["cleanup", ["cleanup", "--plan", "--json"], exitCodes.unhealthy],
  ] as const;
  const ended = new Map<string, Ended>();

  // All at once: each tries for seconds before it gives up.
  beforeAll(async () => {
    const nowhere = { ...environmentAt(twinberg, "http://127.0.0.1:1"), ...programs.env(), FORCE_COLOR: "1" };
    await Promise.all(asked.map(async ([name, args]) => ended.set(name, await twinberg.run(args, { env: nowhere }))));
  });

  it.each(asked)("twinberg %s", (name, _args, expected) => {
    const { code, out, errors } = ended.get(name) ?? { code: null, out: "", errors: "" };
    expect(errors).not.toMatch(/\n {4}at /);
    expect(`${out}${errors}`).not.toContain("\u001b");
    expect(code).toBe(expected);
    const schema = Object.entries(jsonSchemas).find(([command]) => command === name)?.[1];
    if (out !== "") expect(schema?.safeParse(JSON.parse(out)).error?.issues ?? []).toEqual([]);
    else expect(errors).toMatch(/ECONNREFUSED/);
  });
});

describe("the rehearsal's own command line", () => {
  const rehearse = new CommandLine("rehearsal/cli.ts");
  afterAll(() => rehearse.remove());

  it.each([[[]], [["local"]]])("%j tells its help to a reader that has gone, and without colours", async (command) => {
    const { code, out } = await rehearse.run([...command, "--help"], { env: { FORCE_COLOR: "1" } });
    expect({ code, escapes: out.includes("\u001b") }).toEqual({ code: 0, escapes: false });
    const gone = await rehearse.run([...command, "--help"], { begun: ({ stdout }) => stdout?.destroy() });
    expect({ code: gone.code, errors: gone.errors }).toEqual({ code: 0, errors: "" });
  });

  it("refuses what it doesn't know with 2, in words", async () => {
    const { code, errors } = await rehearse.run(["--scenario", "nope"]);
    expect(code).toBe(2);
    expect(errors).toContain("--help lists what there is");
    expect(errors).not.toMatch(/\n {4}at /);
  });
});
