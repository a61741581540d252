import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { configurationPage } from "./configuration-page";

const folder = join(__dirname, "../docs/reference");
mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, "configuration.md"), configurationPage());
