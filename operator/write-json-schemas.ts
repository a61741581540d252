import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { jsonSchemaFile, jsonSchemas, jsonSchemaText } from "./json-schemas";

const folder = path.join(__dirname, "..", "docs", "reference", "json");
mkdirSync(folder, { recursive: true });
for (const old of readdirSync(folder)) if (old.endsWith(".schema.json")) rmSync(path.join(folder, old));
for (const [command, schema] of Object.entries(jsonSchemas)) {
  writeFileSync(path.join(folder, jsonSchemaFile(command)), jsonSchemaText(command, schema));
}
