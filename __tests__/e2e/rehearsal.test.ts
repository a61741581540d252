import { execFile, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { reportSchema } from "../../rehearsal/report/schema";
import { workspaceAt } from "../../rehearsal/workspace";

const root = path.resolve(__dirname, "../..");
const workspace = workspaceAt(root);
const command = ["-r", "esbuild-register", "rehearsal/cli.ts", "--snowflake-provider", "stand-in"];

/** The whole rehearsal with the stand-in. Needs Terraform, the AWS provider and Python. */
describe("npm run rehearse", () => {
  it("begins again after it was killed half-way, and leaves no process behind", async () => {
    const killed = spawn(process.execPath, command, { cwd: root, stdio: ["ignore", "pipe", "inherit"] });
    let said = "";
    for await (const chunk of killed.stdout) {
      said += String(chunk);
      if (said.includes("local Snowflake organization at ")) {
        break;
      }
    }
    killed.kill("SIGKILL");
    const url = /local AWS at (\S+)/.exec(said)?.[1] ?? "";
    expect(url).not.toBe("");
    // The clouds end when their input closes; the time limit of the test ends the wait otherwise.
    while (await answers(url)) {
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }, 300_000);

  it("holds every claim, and its report says so", async () => {
    const { code, stdout } = await new Promise<{ code: number; stdout: string }>((resolve) => {
      execFile(process.execPath, [...command, "--json"], { cwd: root, maxBuffer: 2 ** 26 }, (error, out) =>
        resolve({ code: typeof error?.code === "number" ? error.code : 0, stdout: out }),
      );
    });
    const report = reportSchema.parse(JSON.parse(stdout));
    expect(report.claims.filter((claim) => !claim.ok)).toEqual([]);
    expect({ code, ok: report.ok, source: report.providers.snowflake.source }).toEqual({
      code: 0,
      ok: true,
      source: "stand-in",
    });
    expect(reportSchema.parse(JSON.parse(await readFile(workspace.reportJson, "utf8")))).toEqual(report);
    expect(await readFile(workspace.reportHtml, "utf8")).toContain("does not prove how the real provider");
    const gone = [workspace.keys, workspace.lock, workspace.cdktfOutput];
    expect(gone.filter((entry) => existsSync(entry))).toEqual([]);
  }, 1_800_000);
});

async function answers(url: string): Promise<boolean> {
  try {
    await fetch(url);
    return true;
  } catch {
    return false;
  }
}
