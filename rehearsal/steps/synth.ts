import path from "node:path";
import { RULES_REPORT_FILE, type RulesReport, rulesReportSchema } from "../../config/rules-report";
import { RehearsalError } from "../errors";
import { commandLog, runCommand, tail } from "../process/command";
import type { ClaimInput } from "../report/claims";
import { TerraformDriver } from "../terraform/driver";
import { orderOf } from "../terraform/graph";
import { type Manifest, readJson, readManifest } from "../terraform/manifest";
import type { ResolvedProvider } from "../terraform/providers";
import { providerName, requiredProviders } from "../terraform/requirements";
import { parseVersion, satisfies } from "../terraform/versions";
import { defineStep } from "./step";

/** Synthesizes the stacks for the local clouds. */
export const synthStep = defineStep({
  id: "synth",
  title: "Synthesize the stacks",
  needs: ["clouds"],
  async run({ tools, facts, progress }) {
    const { workspace, supervisor, terraform } = tools;
    const env = facts.clouds.terraformEnv;
    const result = await runCommand(supervisor, {
      name: "synth",
      // The script that cdktf.json names, so that there is one way to synthesize.
      command: "npm",
      args: ["run", "--silent", "synth"],
      cwd: workspace.root,
      env,
      logFile: path.join(workspace.logs, "synth.log"),
    });
    if (result.code !== 0) {
      throw new RehearsalError(
        "COMMAND_FAILED",
        `the stacks can't be synthesized: "${result.commandLine}" ended with exit code ${result.code}\n${tail(await commandLog(result), 25)}`,
        `see ${result.logFile}`,
      );
    }
    const manifest = await readManifest(workspace.output);
    const rules = await readJson(path.join(workspace.output, RULES_REPORT_FILE), rulesReportSchema);
    const order = orderOf(manifest.graph);
    progress(`${order.length} stacks: ${order.join(", ")}`);
    return {
      facts: { manifest, driver: new TerraformDriver({ binary: terraform, supervisor, env, logs: workspace.logs }) },
      claims: [
        {
          id: "synth.stacks",
          expected: "main.ts synthesizes stacks whose order can be told",
          observed: `${order.length} stacks in ${(result.durationMs / 1000).toFixed(1)} s: ${order.join(", ")}`,
          ok: order.length > 0,
          evidence: [...manifest.graph].map(
            ([stack, needs]) => `${stack} needs ${needs.length === 0 ? "nothing" : needs.join(", ")}`,
          ),
        },
        providerClaim(manifest, tools.providers),
        rulesClaim(rules),
      ],
    };
  },
});

/** The providers were looked for before the stacks were there; this makes sure that they are what the stacks ask for. */
export function providerClaim(
  manifest: Manifest,
  resolved: { readonly aws: Pick<ResolvedProvider, "version">; readonly snowflake: Pick<ResolvedProvider, "version"> },
): ClaimInput {
  const versions = new Map([
    [providerName(requiredProviders.aws), resolved.aws.version],
    [providerName(requiredProviders.snowflake), resolved.snowflake.version],
  ]);
  const asked = [...manifest.stacks.values()].flatMap((stack) =>
    [...stack.providers].map(([name, constraint]) => ({
      stack: stack.name,
      name,
      constraint,
      version: versions.get(name),
    })),
  );
  const unmet = asked.filter(({ constraint, version }) => {
    const parsed = version === undefined ? undefined : parseVersion(version);
    return parsed === undefined || (constraint !== "" && !satisfies(parsed, constraint));
  });
  return {
    id: "synth.providers",
    expected: "the providers that were found are those that the stacks ask for",
    observed:
      unmet.length === 0
        ? "they are"
        : unmet
            .map(
              ({ stack, name, constraint, version }) =>
                `${stack} asks for ${name} ${constraint}, found is ${version ?? "none"}`,
            )
            .join("; "),
    ok: unmet.length === 0 && asked.length > 0,
    evidence: asked.map(({ stack, name, constraint }) => `${stack}: ${name} ${constraint}`),
  };
}

/** What is suppressed is a choice of the configuration's, and fails nothing; the report shows it with its reason. */
export function rulesClaim({ outcomes, violations, suppressed, unused }: RulesReport): ClaimInput {
  const number = (verdict: RulesReport["outcomes"][number]["verdict"]) =>
    outcomes.filter((outcome) => outcome.verdict === verdict).length;
  const ids = [...new Set(suppressed.map(({ rule }) => rule))];
  return {
    id: "synth.rules",
    expected: "every rule holds, has nothing to judge, or is suppressed by the configuration, which says why",
    observed: `${number("holds")} hold, ${number("nothing-to-judge")} have nothing to judge, ${number("violated")} are violated, ${
      ids.length === 0 ? "none is suppressed" : `${ids.length} suppressed: ${ids.join(", ")}`
    }`,
    ok: outcomes.length > 0 && violations.length === 0,
    evidence: [
      ...violations.map(({ rule, path: where, problem }) => `${where}: ${rule}: ${problem}`),
      ...suppressed.map(
        ({ rule, path: where, problem, reason }) => `suppressed: ${where}: ${rule}: ${problem} (because: ${reason})`,
      ),
      ...unused.map(({ id, reason }) => `suppressed, and nothing breaks it: ${id} (it says: ${reason})`),
      ...outcomes.map(({ rule, verdict, judged }) => `${rule}: ${verdict} (${judged} judged)`),
    ],
  };
}
