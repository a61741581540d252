import { writeFileSync } from "node:fs";
import path from "node:path";
import { renderRulesPage, rulesFacts } from "./render";

writeFileSync(path.resolve(__dirname, "../../docs/rules.md"), renderRulesPage(rulesFacts()));
