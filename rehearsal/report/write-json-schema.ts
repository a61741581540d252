import { writeFileSync } from "node:fs";
import path from "node:path";
import { REPORT_SCHEMA_FILE, reportSchemaText } from "./json-schema";

writeFileSync(path.join(__dirname, "..", "..", "docs", "reference", "json", REPORT_SCHEMA_FILE), reportSchemaText());
