import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { demoProgram } from "./demo-program";
import { ARCHITECTURE_PAGE, programPages } from "./pages";

const docs = join(__dirname, "../../docs");
const pages = programPages(demoProgram(), readFileSync(join(docs, ARCHITECTURE_PAGE), "utf8"));
for (const [path, text] of Object.entries(pages)) {
  const file = join(docs, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
