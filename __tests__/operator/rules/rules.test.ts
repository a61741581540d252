import { readFileSync } from "node:fs";
import path from "node:path";
import { RULE_IDS } from "../../../config/rule-ids";
import { commands } from "../../../operator/commands";
import { exitCodes } from "../../../operator/exit-codes";
import { runProgram } from "../../../operator/program";
import { renderRulesPage, rulesFacts } from "../../../operator/rules/render";

async function twinberg(...args: readonly string[]) {
  const out: string[] = [];
  const errors: string[] = [];
  const context = {
    // A configuration that can't be read: it isn't needed.
    env: { TWINBERG_CONFIG: "/no/such.yaml" },
    root: "/",
    write: (text: string) => void out.push(text),
    progress: (text: string) => void errors.push(text),
    signal: new AbortController().signal,
  };
  const code = await runProgram(args, commands, context, (text) => void errors.push(text));
  return { code, out: out.join(""), errors: errors.join("") };
}

describe("twinberg rules", () => {
  it("prints every rule with why, fix and source, without a configuration or an account", async () => {
    const { code, out, errors } = await twinberg("rules");

    expect({ code, errors }).toEqual({ code: exitCodes.ok, errors: "" });
    for (const id of RULE_IDS) {
      expect(out).toMatch(
        new RegExp(
          `^${id} {2}\\S.*\\n {4}why: \\S.*\\n {4}fix: \\S.*\\n( {4}refused earlier in: .*\\n)? {4}source: https://\\S+$`,
          "m",
        ),
      );
    }
    expect(out).toContain(`${RULE_IDS.length} rules.`);
  });

  it("prints JSON for programs, whose fields are agreed", async () => {
    const { code, out } = await twinberg("rules", "--json");
    const facts: unknown = JSON.parse(out);

    expect(code).toBe(exitCodes.ok);
    expect(facts).toEqual({
      rules: RULE_IDS.map((id) => ({
        id,
        requirements: expect.arrayContaining([expect.stringMatching(/^(R([1-9]|1[0-9])|twin|own)$/)]),
        reason: expect.any(String),
        source: expect.any(String),
        fix: expect.any(String),
        configuration: rulesFacts().rules.find((rule) => rule.id === id)?.configuration,
      })),
    });
    expect(rulesFacts().rules.find(({ id }) => id === "failover-needs-business-critical")?.configuration).toBe(
      "accounts.<account>.edition",
    );
    expect(rulesFacts().rules.find(({ id }) => id === "tasks-do-not-overlap")?.configuration).toBeNull();
  });

  it("explains how one is suppressed, and refuses what it doesn't know", async () => {
    expect((await twinberg("rules", "--help")).out).toContain("suppress:");
    expect((await twinberg("rules", "--yaml")).code).toBe(exitCodes.usage);
  });
});

describe("docs/rules.md", () => {
  it("is what `npm run docs:rules` writes", () => {
    expect(readFileSync(path.resolve(__dirname, "../../../docs/rules.md"), "utf8")).toBe(renderRulesPage(rulesFacts()));
  });
});
