import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { configJsonSchema } from "./json-schema";

writeFileSync(join(__dirname, "twinberg.schema.json"), configJsonSchema());
