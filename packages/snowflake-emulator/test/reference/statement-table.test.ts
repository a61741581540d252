import { readFileSync } from "node:fs";
import { join } from "node:path";
import { emulatorStatementTable } from "../../src/reference/emulator-statement-table";
import { statementTable } from "../../src/reference/statement-table";

describe("the statement table", () => {
  it("is what docs/statement-table.md says: run npm run docs:emulator", () => {
    const kept = readFileSync(join(__dirname, "..", "..", "docs", "statement-table.md"), "utf8");
    expect(kept).toBe(emulatorStatementTable());
  });

  it("lists kinds with their remarks, functions by place, and what is refused by verb", () => {
    const table = statementTable({
      kinds: [{ leading: "SHOW ROLES" }, { leading: "SELECT", remark: "queries" }],
      refused: ["DROP SHARE", "DROP STAGE", "PUT"],
      functions: [{ title: "of queries", names: ["SUM", "AVG"] }],
      refusedFunctions: ["ST_AREA"],
    });
    expect(table).toContain("| `SELECT` | queries |\n| `SHOW ROLES` |  |");
    expect(table).toContain("## Functions: of queries\n\n`AVG`, `SUM`");
    expect(table).toContain("- `DROP SHARE`, `DROP STAGE`\n- `PUT`");
    expect(table).toContain("`ST_AREA`");
  });
});
