import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { loadConfig } from "../../config/load";
import { initCommand } from "../../operator/commands/init";
import { runProgram } from "../../operator/program";
import { pointingLines, shellQuote, writeEnvironmentFile } from "../../rehearsal/pointing";
import { administratorUser } from "../../rehearsal/snowflake/prepare-account";
import { workspaceAt } from "../../rehearsal/workspace";
import { useTemporaryFolder } from "./temporary-folder";

describe("shellQuote", () => {
  it("makes a word that the shell reads back as it was", () => {
    const texts = fc.sample(
      fc.string({ unit: fc.constantFrom("a", "'", '"', "$", "`", "\\", " ", "\n", "*"), maxLength: 20 }),
      50,
    );
    const script = texts.map((text) => `printf '%s\\000' ${shellQuote(text)}`).join("\n");
    const said = execFileSync("sh", ["-c", script], { encoding: "utf8" });
    expect(said.split("\0").slice(0, -1)).toEqual(texts);
  });
});

describe("new accounts", () => {
  const folder = useTemporaryFolder();

  function pointing() {
    const workspace = workspaceAt(folder());
    const config = loadConfig(path.resolve(__dirname, "..", "..", "config", "demo.yaml"));
    const keys = {
      privateKeyPem: "THE KEY ITSELF",
      privateKeyFile: path.join(workspace.keys, "administrator.p8"),
      publicKeyFile: "",
    };
    const session = (account: string) => ({
      url: "http://127.0.0.1:5001",
      organization: config.organization,
      account,
      user: administratorUser,
      role: "ACCOUNTADMIN",
      privateKeyPem: keys.privateKeyPem,
    });
    const facts = {
      aws: { endpoint: "http://127.0.0.1:5000", region: config.aws.region, accountId: config.aws.accountId },
      snowflakeEndpoint: "http://127.0.0.1:5001",
      controlUrl: "http://127.0.0.1:5002",
      sessions: { primary: session("EAST"), secondary: session("WEST") },
      terraformEnv: {
        AWS_ENDPOINT_URL: "http://127.0.0.1:5000",
        TWINBERG_CONFIG: workspace.config,
        HOME: "/home/somebody",
      },
    };
    return { tools: { workspace, config, keys }, facts };
  }

  it("leave the configuration and the deployers' keys to the user, and tell who the administrators are", async () => {
    const { tools, facts } = pointing();
    mkdirSync(tools.workspace.home, { recursive: true });
    await writeEnvironmentFile(tools, facts, "new");
    const written = readFileSync(tools.workspace.environmentFile, "utf8");
    expect(written).not.toMatch(/TWINBERG_CONFIG|TF_VAR_|THE KEY ITSELF/);
    expect(written).toContain("export AWS_ENDPOINT_URL='http://127.0.0.1:5000'\n");
    for (const account of ["PRIMARY", "SECONDARY"]) {
      expect(written).toContain(`export TWINBERG_${account}_ADMIN_USER='${administratorUser}'`);
      expect(written).toContain(`export TWINBERG_${account}_ADMIN_PRIVATE_KEY="$(cat '`);
    }
  });

  it("come with a twinberg init that is accepted as it is printed, and means these clouds", async () => {
    const { tools, facts } = pointing();
    const printed = pointingLines(tools, facts, { accounts: "new", stacks: [] }).join("\n");
    const typed = /npx twinberg (init [\s\S]*?[^\\])\n/.exec(printed)?.[1] ?? "";
    const args = typed.replaceAll("\\\n", " ").trim().split(/\s+/);
    const ignore = (): void => undefined;
    const errors: string[] = [];
    const code = await runProgram(
      args,
      [initCommand()],
      { env: {}, root: folder(), write: ignore, progress: ignore, signal: new AbortController().signal },
      (text) => void errors.push(text),
    );
    expect({ code, errors }).toEqual({ code: 0, errors: [] });
    const config = loadConfig(path.join(folder(), "config", "mine.yaml"));
    expect(config.local).toEqual({ awsEndpoint: facts.aws.endpoint, snowflakeEndpoint: facts.snowflakeEndpoint });
    expect(config.organization).toBe(tools.config.organization);
    expect(config.lake.tables).toEqual(
      tools.config.lake.tables.map((table) => expect.objectContaining({ name: table.name })),
    );
  });
});
