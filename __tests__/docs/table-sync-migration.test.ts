import { readFileSync } from "node:fs";
import path from "node:path";
import { parseStatement } from "../../packages/snowflake-emulator/src/sql/registry";
import { tokenize } from "../../packages/snowflake-emulator/src/sql/tokenizer";

const page = readFileSync(path.join(__dirname, "../../docs/table-sync-migration.md"), "utf8");

/** Every statement of the page. */
const statements = [...page.matchAll(/```sql\n([\s\S]*?)```/g)].flatMap(([, block = ""]) =>
  block
    .split(";")
    .map((statement) => statement.trim())
    .filter((statement) => statement !== ""),
);

describe("the page for somebody who comes from the sample", () => {
  it("has statements", () => expect(statements.length).toBeGreaterThan(4));

  it.each(statements)("the emulator's grammar takes %s", (statement) => {
    expect(() => parseStatement(tokenize(statement))).not.toThrow();
  });
});
