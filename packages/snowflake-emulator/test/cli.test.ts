import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runCli } from "../src/cli/run";
import { startSnowflake } from "../src/index";
import { Client } from "./support/client";
import { ACCOUNTS, PASSWORD } from "./support/test-accounts";

describe("command line", () => {
  /** Runs the command; `whileUp` happens between ready and stop. */
  async function run(parts: readonly string[], whileUp: (out: string) => Promise<void> = () => Promise.resolve()) {
    let out = "";
    let error = "";
    const code = await runCli(parts, {
      environment: { SNOWFLAKE_EMULATOR_ADMIN_PASSWORD: PASSWORD },
      out: (text) => {
        out += text;
      },
      error: (text) => {
        error += text;
      },
      untilStopped: () => whileUp(out),
    });
    return { code, out, error };
  }

  it("prints one line of JSON, serves, logs without secrets, and ends with 0", async () => {
    const folder = mkdtempSync(join(tmpdir(), "snowflake-emulator-"));
    const file = join(folder, "statements.jsonl");
    const options = ["--organization", "acme", "--accounts", "EAST,WEST:AWS_US_WEST_2:STANDARD", "--json"];
    const result = await run([...options, "--log-statements", file], async (out) => {
      const client = await Client.connect(JSON.parse(out), {}, "ACME-WEST");
      await client.run("CREATE USER u PASSWORD = 'hunter2'");
      await client.close();
    });
    const told = JSON.parse(result.out);
    expect(result.out.trimEnd()).not.toContain("\n");
    expect(told).toMatchObject({
      organization: "ACME",
      accounts: [
        {
          name: "EAST",
          region: "AWS_US_EAST_1",
          awsPrincipalArn: expect.stringMatching(/^arn:aws:iam::\d{12}:user\//),
        },
        { name: "WEST", region: "AWS_US_WEST_2" },
      ],
    });
    const log = readFileSync(file, "utf8");
    rmSync(folder, { recursive: true });
    expect(log).toContain("CREATE USER u PASSWORD = '***'");
    expect(log).not.toContain("hunter2");
    expect(result).toMatchObject({ code: 0, error: "" });
  });

  it("teaches", async () => {
    const { code, out } = await run(["--help"]);
    expect(code).toBe(0);
    expect(out).toContain("--aws-endpoint");
    expect(out).toContain("Example:");
  });

  it.each([
    [["--accounts", "EAST,EAST"], "account EAST is given twice"],
    [["--accounts", "EA ST"], 'malformed account "EA ST"'],
    [["--accounts", "EAST:MARS"], 'unknown region "MARS"'],
    [["--accounts", "EAST:AWS_US_EAST_1:FREE"], 'unknown edition "FREE"'],
    [["--accounts", "EAST", "--port", "70000"], '"70000" is no TCP port'],
    [["--accounts", "EAST", "--aws-endpoint", "moto"], '"moto" is no http or https URL'],
    [["--accounts", "EAST", "--colour"], "unknown option '--colour'"],
    [[], "--accounts"],
  ])("%j is a usage error", async (parts, message) => {
    const { code, error } = await run(parts);
    expect(code).toBe(2);
    expect(error).toContain(message);
  });

  it("says which port is in use and ends with 1", async () => {
    const emulator = await startSnowflake({ organization: "ORG", accounts: ACCOUNTS });
    const { code, error } = await run(["--accounts", "EAST", "--port", String(emulator.port)]);
    await emulator.close();
    expect(code).toBe(1);
    expect(error).toContain(`port ${emulator.port} on 127.0.0.1 is in use`);
  });
});
