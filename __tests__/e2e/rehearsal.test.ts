import { execFile } from "node:child_process";
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
