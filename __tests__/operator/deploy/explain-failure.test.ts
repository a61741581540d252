import { explainFailure } from "../../../operator/deploy/explain-failure";

const remedyOf = (log: string) => explainFailure({ command: "plan", code: 1, log }, "stacks/lake").remedy;

describe("what is told of a Terraform that failed", () => {
  it("is the end of what it said, and the command", () => {
    const log = Array.from({ length: 40 }, (_, line) => `line ${line}`).join("\n");
    const { problem, remedy } = explainFailure({ command: "apply", code: 1, log: `${log}\n\n` }, "stacks/lake");
    expect(problem).toMatch(/^terraform apply ended with exit code 1\nline 20\n[\s\S]*line 39$/);
    expect(remedy).toBe("mend what it says, and deploy again: it goes on from here");
  });

  it.each([
    ["│ Error: Backend configuration changed", "cd stacks/lake && terraform init -migrate-state"],
    ["│ Error: Saved plan is stale", "deploy again"],
    ["│ Error: Unsupported Terraform Core version", "take a newer Terraform"],
    [
      '│ Error: No value for required variable\n│\n│ The root module input variable "primary_snowflake_private_key" is not set',
      "set TF_VAR_primary_snowflake_private_key in the environment",
    ],
    ["│ Error: Instance cannot be destroyed", "lake.onDestroy: keep"],
    ["│ Error: Unable to find remote state", "deploy that one first"],
    ["│ Error: Required token could not be found", "terraform login"],
    ["│ Error: No valid credential sources found", "twinberg preflight"],
  ])("of %s, what helps", (log, remedy) => {
    expect(remedyOf(log)).toContain(remedy);
  });

  it("of a lock, whose it is", () => {
    const log =
      "│ Error: Error acquiring the state lock\n│ Lock Info:\n│   ID:        abc-1\n│   Who:       ann@laptop\n";
    expect(remedyOf(log)).toBe(
      "ann@laptop works on this stack: wait for that. Only if that run is no more: cd stacks/lake && terraform force-unlock abc-1",
    );
    expect(remedyOf("Error acquiring the state lock")).toContain("terraform force-unlock ID");
  });
});
