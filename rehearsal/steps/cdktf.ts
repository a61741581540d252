import path from "node:path";
import { withSession } from "../../operator/snowflake/session";
import { commandLog, runCommand, tail } from "../process/command";
import { type ClaimInput, claimFrom } from "../report/claims";
import { parseOutputs, stackNames } from "../terraform/outputs";
import type { RehearsalTools } from "../tools";
import { changeRoleComment, readRoleComment } from "./role-comment";
import { defineStep } from "./step";

/** `cdktf diff` and `cdktf deploy` do the same against the same clouds: they show a change by hand, and mend it. */
export const cdktfStep = defineStep({
  id: "cdktf",
  title: "cdktf: diff and deploy one stack",
  needs: ["clouds", "converge"],
  async run({ tools, facts, progress }) {
    const role = parseOutputs(facts.converge.outputs).primary.analyst_role_name;
    const cdktf = (args: readonly string[]) => runCdktf(tools, facts.clouds.terraformEnv, args);
    const claims = await withSession(facts.clouds.sessions.primary, async (session) => {
      const declared = await readRoleComment(session, role);
      const statement = await changeRoleComment(session, role);
      progress(`diff ${stackNames.primary}`);
      const diff = await claimFrom("cdktf.diff", "cdktf diff exits 0 and shows one change", async () => {
        const { code, output } = await cdktf(["diff", stackNames.primary]);
        return judge(code, output, /Plan: 0 to add, 1 to change, 0 to destroy/, [statement]);
      });
      progress(`deploy ${stackNames.primary}`);
      const deploy = await claimFrom(
        "cdktf.deploy",
        "cdktf deploy exits 0, makes that change, and the declared comment is back",
        async () => {
          const { code, output } = await cdktf([
            "deploy",
            stackNames.primary,
            "--auto-approve",
            "--ignore-missing-stack-dependencies",
          ]);
          const judged = judge(code, output, /Resources: 0 added, 1 changed, 0 destroyed/, []);
          const now = await readRoleComment(session, role);
          return {
            ...judged,
            observed: `${judged.observed}, comment is ${JSON.stringify(now)}`,
            ok: judged.ok && now === declared,
          };
        },
      );
      return [diff, deploy];
    });
    return { facts: {}, claims };
  },
});

function judge(
  code: number,
  output: string,
  pattern: RegExp,
  evidence: readonly string[],
): Pick<ClaimInput, "observed" | "ok" | "evidence"> {
  const seen = pattern.exec(output)?.[0];
  return {
    observed: `exit code ${code}, ${seen ?? "and not the change that was expected"}`,
    ok: code === 0 && seen !== undefined,
    evidence: [...evidence, tail(output, 25)],
  };
}

/** The CLI of this checkout. It locks providers by asking their registry, which need not be reachable, so that is left out. */
async function runCdktf(
  tools: RehearsalTools,
  env: Readonly<Record<string, string>>,
  args: readonly string[],
): Promise<{ readonly code: number; readonly output: string }> {
  const { workspace, supervisor } = tools;
  const result = await runCommand(supervisor, {
    name: `cdktf ${args[0] ?? ""}`,
    command: path.join(workspace.root, "node_modules", ".bin", "cdktf"),
    args: [
      ...args,
      "--skip-provider-lock",
      "--no-color",
      "--output",
      path.relative(workspace.root, workspace.cdktfOutput),
    ],
    cwd: workspace.root,
    env,
    logFile: path.join(workspace.logs, "cdktf.log"),
  });
  return { code: result.code, output: await commandLog(result) };
}
