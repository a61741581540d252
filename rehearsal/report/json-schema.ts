import { z } from "zod";
import { reportSchema } from "./schema";

/** The name of the report's schema in docs/reference/json. */
export const REPORT_SCHEMA_FILE = "rehearse.schema.json";

/** The schema of the report, which `npm run rehearse -- --json` prints too, as a file for other programs. */
export function reportSchemaText(): string {
  const title = "What npm run rehearse -- --json prints, and .twinberg/report.json holds";
  return `${JSON.stringify({ title, ...z.toJSONSchema(reportSchema, { io: "output", reused: "ref" }) }, undefined, 2)}\n`;
}
