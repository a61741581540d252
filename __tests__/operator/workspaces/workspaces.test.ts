import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { TwinbergConfig } from "../../../config/schema";
import { workspacesCommand } from "../../../operator/commands/workspaces";
import { exitCodes } from "../../../operator/exit-codes";
import { runProgram } from "../../../operator/program";
import { renderWorkspaces } from "../../../operator/workspaces/render";
import { readDeclaredStacks } from "../../../operator/workspaces/synthesized";
import { type CloudBackend, workspacesOf } from "../../../operator/workspaces/workspaces";
import { type WorkspacesReport, workspacesJson } from "../../../operator/workspaces/workspaces-json";
import { readManifest } from "../../../rehearsal/terraform/manifest";
import { synthesizeStacks } from "../../../stacks/synthesize-stacks";
import { demoConfig, demoTextWith } from "../../helpers/demo-config";

const LOCAL = "type: local\n  directory: .twinberg/state";
const CLOUD =
  "type: cloud\n  hostname: tfe.acme.example\n  organization: acme\n  project: twin\n  tags: [twinberg, prod]";
const GOLDEN = readFileSync(path.join(__dirname, "golden/workspaces.txt"), "utf8");

const cloudBackend = ({ backend }: TwinbergConfig): CloudBackend => {
  if (backend.type !== "cloud") throw new Error("the configuration has another backend");
  return backend;
};

/** The workspaces of a configuration, by way of a whole synthesis. */
async function workspaces(...more: readonly (readonly [string | RegExp, string])[]): Promise<WorkspacesReport> {
  const config = demoConfig([LOCAL, CLOUD], ...more);
  const output = mkdtempSync(path.join(tmpdir(), "twinberg-synthesis-"));
  try {
    synthesizeStacks(config, output);
    return workspacesOf(cloudBackend(config), await readDeclaredStacks(await readManifest(output), output));
  } finally {
    rmSync(output, { recursive: true });
  }
}
const named = (report: WorkspacesReport, stack: string) => report.workspaces.find((one) => one.stack === stack);
const variableNames = (report: WorkspacesReport, stack: string) =>
  named(report, stack)?.variables.map(({ name }) => name);

async function run(args: readonly string[], config: string, look?: () => Promise<WorkspacesReport>) {
  const out: string[] = [];
  const errors: string[] = [];
  const context = {
    env: { TWINBERG_CONFIG: config },
    root: "/",
    write: (text: string) => void out.push(text),
    progress: (text: string) => void errors.push(text),
    signal: new AbortController().signal,
  };
  const command = workspacesCommand(look === undefined ? undefined : { look });
  const code = await runProgram(["workspaces", ...args], [command], context, (text) => void errors.push(text));
  return { code, out: out.join(""), errors: errors.join("") };
}

let demo: WorkspacesReport;
beforeAll(async () => {
  demo = await workspaces();
});

describe("the workspaces", () => {
  it("are those of the synthesized stacks: a golden for people to read", () => {
    expect(renderWorkspaces(demo)).toBe(GOLDEN);
  });

  it("come in an order in which each comes after those that trigger it, and share what others read", () => {
    const seen = new Set<string>();
    for (const { name, runTriggers } of demo.workspaces) {
      expect(runTriggers.filter((source) => !seen.has(source))).toEqual([]);
      seen.add(name);
    }
    const readers = demo.workspaces.filter(({ sharesStateWith }) => sharesStateWith.length > 0);
    expect(readers.map(({ stack, sharesStateWith }) => [stack, sharesStateWith])).toEqual([
      ["primary-account", ["twinberg-trust"]],
      ["secondary-account", ["twinberg-trust"]],
      ["failover-secondary", ["twinberg-trust"]],
    ]);
  });

  it("need no key where Terraform logs in by workload identity, and AWS's credentials for it", async () => {
    const login = "login: { type: workload-identity, arn: arn:aws:iam::123456789012:role/terraform }";
    const report = await workspaces(["user: TERRAFORM\n", `user: TERRAFORM\n      ${login}\n`]);
    expect(variableNames(report, "primary-account")).toEqual([
      "TFC_AWS_PROVIDER_AUTH",
      "TFC_AWS_RUN_ROLE_ARN",
      "AWS_ACCESS_KEY_ID",
      "AWS_SECRET_ACCESS_KEY",
    ]);
    expect(variableNames(report, "secondary-account")).toEqual(["secondary_snowflake_private_key"]);
  });

  it("take Snowflake's login from the environment where the configuration leaves it to that", async () => {
    const report = await workspaces(["user: TERRAFORM\n", "user: TERRAFORM\n      login: { type: environment }\n"]);
    expect(variableNames(report, "primary-account")).toEqual(["SNOWFLAKE_AUTHENTICATOR", "SNOWFLAKE_PRIVATE_KEY"]);
  });
});

describe("twinberg workspaces", () => {
  it("prints JSON by its schema", async () => {
    const config = path.join(mkdtempSync(path.join(tmpdir(), "twinberg-config-")), "cloud.yaml");
    writeFileSync(config, demoTextWith([LOCAL, CLOUD]));
    const { code, out } = await run(["--json"], config, () => Promise.resolve(demo));
    rmSync(path.dirname(config), { recursive: true });
    expect(code).toBe(exitCodes.ok);
    expect(workspacesJson.parse(JSON.parse(out))).toEqual(demo);
  });

  it("refuses another backend, and says what to change", async () => {
    expect(await run([], "config/demo.yaml")).toEqual({
      code: exitCodes.usage,
      out: "",
      errors:
        "the configuration's backend is of type local, and workspaces are Terraform Cloud's: set backend.type to cloud, with backend.organization\n",
    });
  });
});
