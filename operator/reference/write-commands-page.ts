import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { commands } from "../commands";
import { commandsPage } from "./commands-page";

const folder = path.resolve(__dirname, "../../docs/reference");
mkdirSync(folder, { recursive: true });
writeFileSync(path.join(folder, "commands.md"), commandsPage(commands));
