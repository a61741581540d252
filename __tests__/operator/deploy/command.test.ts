import { existsSync } from "node:fs";
import { readFile, stat, writeFile } from "node:fs/promises";
import { deployJson } from "../../../operator/deploy/deploy-json";
import { exitCodes } from "../../../operator/exit-codes";
import { useTemporaryFolder } from "../../rehearsal/temporary-folder";
import { FakeCheckout } from "./fake-checkout";

const folder = useTemporaryFolder();
const GRAPH = { lake: [], account: [], trust: ["account", "lake"] };
const checkout = () => FakeCheckout.at(folder(), GRAPH);

const LOCKED = `Error: Error acquiring the state lock

Error message: operation error S3: PutObject, https response error
StatusCode: 412, api error PreconditionFailed
Lock Info:
  ID:        0a1b2c3d-e
  Path:      states/twinberg/lake.tfstate
  Operation: OperationTypeApply
  Who:       ann@laptop
  Version:   1.11.4
  Created:   2026-01-02 03:04:05 +0000 UTC
`;

describe("twinberg deploy", () => {
  it("plans, applies in order, and finds nothing to change after it", async () => {
    const made = await checkout();
    const first = await made.deploy(["--yes"]);
    expect(first).toMatchObject({
      code: exitCodes.ok,
      out: expect.stringContaining("Done: 3 of 3 stacks were changed."),
    });
    const events = await made.events();
    expect(events.filter((event) => event.startsWith("apply")).at(-1)).toBe("apply trust");
    const second = await made.deploy(["--yes"]);
    expect(second).toMatchObject({
      code: exitCodes.ok,
      out: expect.stringContaining("Nothing to change in 3 stacks."),
    });
    expect((await made.events()).filter((event) => event.startsWith("apply"))).toHaveLength(3);
  });

  it("tells what would change with --plan-only, by exit code 3 too, and changes nothing", async () => {
    const made = await checkout();
    const { code, out } = await made.deploy(["--plan-only"]);
    expect(code).toBe(exitCodes.changes);
    expect(out).toBe(
      [
        "  account  1 to create",
        "      +   thing.account",
        "  lake     1 to create",
        "      +   thing.lake",
        "  trust    planned when account, lake are there",
        "2 of 3 stacks have something to change, 1 can't be planned yet. Nothing was done.",
        "",
      ].join("\n"),
    );
    expect((await made.events()).join()).not.toContain("apply");
    expect(existsSync(made.file(".twinberg", "deploy", "last-run.json"))).toBe(false);
    await made.deploy(["--yes"]);
    expect((await made.deploy(["--plan-only"])).code).toBe(exitCodes.ok);
  });

  it("takes only the stacks that are named, each by an option of its own", async () => {
    const made = await checkout();
    const { code, out } = await made.deploy(["--yes", "--stack", "lake", "--stack", "account"]);
    expect({ code, out }).toEqual({ code: exitCodes.ok, out: expect.not.stringContaining("trust") });
    expect(await made.deploy(["--yes", "--stack", "lak"])).toMatchObject({
      code: exitCodes.usage,
      errors: expect.stringContaining('--stack: no stack is called "lak"; there are account, lake, trust'),
    });
  });

  it("shows the plans and asks once; no is no", async () => {
    const made = await checkout();
    const asked: string[] = [];
    const answer = (yes: boolean) => ({
      attended: () => true,
      ask: async (question: string) => {
        asked.push(question);
        return yes;
      },
    });
    const declined = await made.deploy([], answer(false));
    expect(declined.code).toBe(exitCodes.unhealthy);
    expect(declined.out).toMatch(/^Plan\n {2}account {2}1 to create\n[\s\S]*Nothing was done\.\n$/);
    expect((await made.deploy([], answer(true))).code).toBe(exitCodes.ok);
    const question = "Apply 2 stacks, and 1 more that are planned when what they need is there?";
    expect(asked).toEqual([question, question]);
  });

  it.each([
    [[], "there is no terminal"],
    [["--json"], "--json asks nobody"],
    [["--yes", "--plan-only"], "exclude each other"],
    [["--yes", "--limit", "0"], "--limit: 0 is no whole number"],
  ])("refuses %s before anything is begun", async (args, reason) => {
    const made = await checkout();
    expect(await made.deploy(args)).toMatchObject({ code: exitCodes.usage, errors: expect.stringContaining(reason) });
    expect(existsSync(made.file(".twinberg"))).toBe(false);
  });

  it("prints JSON by its schema, and only that", async () => {
    const made = await checkout();
    await made.behave({ "plan account": "Error: no such account" });
    const { code, out } = await made.deploy(["--yes", "--json"]);
    expect(code).toBe(exitCodes.unhealthy);
    const report = deployJson.parse(JSON.parse(out));
    expect(report).toMatchObject({
      result: "incomplete",
      terraform: "Terraform 1.11.4",
      backend: "local",
      stacks: [
        { stack: "account", result: "failed", log: ".twinberg/deploy/logs/account.log" },
        { stack: "lake", result: "applied", changes: [{ address: "thing.lake", kind: "create", lost: null }] },
        { stack: "trust", result: "not-begun", because: ["account"] },
      ],
    });
  });

  it("tells who holds a state's lock, and how to be rid of one whose run is no more", async () => {
    const made = await checkout();
    await made.behave({ "plan lake": LOCKED });
    const { code, out } = await made.deploy(["--yes"]);
    expect(code).toBe(exitCodes.unhealthy);
    expect(out).toContain(
      "fix: ann@laptop, since 2026-01-02 03:04:05 +0000 UTC works on this stack: wait for that. Only if that run is no more: cd .twinberg/deploy/cdktf.out/stacks/lake && terraform force-unlock 0a1b2c3d-e",
    );
  });

  it("asks Terraform to end, once, at Ctrl-C; leaves no lock and no plan; and goes on when started again", async () => {
    const made = await checkout();
    await made.behave({ "apply lake": "hang" });
    const interrupted = new AbortController();
    const running = made.deploy(["--yes"], {}, interrupted.signal);
    await made.until("hanging lake");
    await made.until("applied account");
    interrupted.abort();
    const { code, out } = await running;
    expect(code).toBe(exitCodes.interrupted);
    expect(out).toContain("lake     interrupted: Terraform was stopped in it");
    expect(out).toContain("trust    interrupted: it was not begun any more");
    expect((await made.events()).filter((event) => event === "SIGINT lake")).toHaveLength(1);
    expect(existsSync(made.file("lake.lock"))).toBe(false);
    expect(existsSync(made.file(".twinberg", "deploy", "plans"))).toBe(false);
    await made.behave({});
    const again = await made.deploy(["--yes"]);
    expect(again.code).toBe(exitCodes.ok);
    expect(again.errors).toContain("the last run (2026-01-02T03:04:05.000Z) did not come to its end:");
    expect((await made.events()).filter((event) => event === "apply account")).toHaveLength(1);
  });

  it("stops a synthesis at Ctrl-C, and what it has not begun it doesn't begin", async () => {
    const made = await checkout();
    const interrupted = new AbortController();
    interrupted.abort();
    expect(await made.deploy(["--yes"], {}, interrupted.signal)).toMatchObject({
      code: exitCodes.interrupted,
      errors: expect.stringContaining("nothing was changed"),
    });
  });

  it("keeps what Terraform said from others, and gives it one folder of providers", async () => {
    const made = await checkout();
    await made.deploy(["--yes"]);
    const log = made.file(".twinberg", "deploy", "logs", "lake.log");
    expect((await stat(log)).mode & 0o077).toBe(0);
    expect(await readFile(log, "utf8")).toContain("$ terraform init -input=false -no-color");
    const environment = (await readFile(made.file("environment"), "utf8")).split("\n");
    expect(environment).toEqual(
      expect.arrayContaining([
        "TF_VAR_key=secret",
        "TF_IN_AUTOMATION=1",
        `TF_PLUGIN_CACHE_DIR=${made.file(".twinberg", "deploy", "plugins")}`,
      ]),
    );
  });

  it("tells what synthesis refuses, without a stack", async () => {
    const made = await checkout();
    await writeFile(made.file("refused"), "lake: its bucket is open\n");
    expect(await made.deploy(["--yes"])).toMatchObject({
      code: exitCodes.usage,
      errors: expect.stringMatching(/the stacks can't be synthesized:\nlake: its bucket is open\n$/),
    });
  });

  it("lets nobody else deploy from the same checkout meanwhile", async () => {
    const made = await checkout();
    await made.behave({ "plan lake": "hang" });
    const interrupted = new AbortController();
    const running = made.deploy(["--yes"], {}, interrupted.signal);
    await made.until("hanging lake");
    expect(await made.deploy(["--plan-only"])).toMatchObject({
      code: exitCodes.usage,
      errors: expect.stringContaining("another twinberg deploy runs in this checkout"),
    });
    interrupted.abort();
    expect((await running).code).toBe(exitCodes.interrupted);
  });

  it("names a record of the last run that can't be understood", async () => {
    const made = await checkout();
    await made.deploy(["--yes"]);
    await writeFile(made.file(".twinberg", "deploy", "last-run.json"), "{");
    expect(await made.deploy(["--yes"])).toMatchObject({
      code: exitCodes.usage,
      errors: expect.stringContaining("last-run.json is not what a run writes"),
    });
  });
});
