import { z } from "zod";
import { configSchema } from "./schema";

/** The JSON Schema of a configuration file, for editors; `config/twinberg.schema.json` holds it. */
export function configJsonSchema(): string {
  return `${JSON.stringify(z.toJSONSchema(configSchema, { io: "input", unrepresentable: "any" }), undefined, 2)}\n`;
}
