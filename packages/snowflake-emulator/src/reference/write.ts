import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { emulatorStatementTable } from "./emulator-statement-table";

writeFileSync(join(__dirname, "..", "..", "docs", "statement-table.md"), emulatorStatementTable());
