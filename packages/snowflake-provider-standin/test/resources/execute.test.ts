import { Terraform } from "../support/harness";
import { missing, ScriptedRunner } from "../support/scripted-runner";

describe("snowflake_execute", () => {
  it("runs its statement, keeps the query's rows and replaces when the statement changes", async () => {
    const terraform = new Terraform("snowflake_execute", new ScriptedRunner({ SELECT: [{ A: "x", B: null }] }));
    expect(await terraform.apply({ execute: "CREATE X", revert: "DROP X", query: "SELECT 1" })).toEqual([
      "CREATE X",
      "SELECT 1",
    ]);
    expect(terraform.state).toMatchObject({ query_results: [{ A: "x", B: "" }] });
    expect((await terraform.plan({ execute: "CREATE Y", revert: "DROP Y" })).replace).toEqual(["execute"]);
    expect(await terraform.destroy()).toEqual(["DROP X"]);
  });

  it("warns when the query fails, and stores nothing when the statement fails", async () => {
    const runner = new ScriptedRunner({ SELECT: missing("T") });
    const terraform = new Terraform("snowflake_execute", runner);
    await terraform.apply({ execute: "CREATE X", revert: "DROP X", query: "SELECT 1" });
    expect(terraform.diagnostics).toMatchObject([{ severity: "WARNING", summary: "SQL query statement failed" }]);
    const other = new Terraform("snowflake_execute", new ScriptedRunner({ CREATE: missing("T") }));
    await other.apply({ execute: "CREATE X", revert: "DROP X" });
    expect(other.state).toBeNull();
  });
});
