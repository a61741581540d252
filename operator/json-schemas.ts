import { z } from "zod";
import { adoptJson } from "./adopt/adopt-json";
import { adoptProdJson } from "./adopt-prod/adopt-prod-json";
import { bootstrapJson } from "./bootstrap/bootstrap-json";
import { cleanupJson } from "./cleanup/cleanup-json";
import { deployJson } from "./deploy/deploy-json";
import { doctorJson } from "./doctor/doctor-json";
import { drillJson } from "./failover/drill-json";
import { initJson } from "./init/init-json";
import { preflightJson } from "./preflight/preflight-json";
import { rulesJson } from "./rules/rules-json";
import { seedAppendJson, seedJson } from "./seed/seed-json";
import { glanceJson } from "./status/glance-json";
import { tablesJson } from "./table-sync/tables-json";
import { validateJson } from "./validate/validate-json";
import { workspacesJson } from "./workspaces/workspaces-json";

/** What each command with `--json` prints, by its name as typed after `twinberg`. A command without stands out in a test. */
export const jsonSchemas = {
  adopt: adoptJson,
  "adopt prod": adoptProdJson,
  bootstrap: bootstrapJson,
  cleanup: cleanupJson,
  deploy: deployJson,
  doctor: doctorJson,
  failback: drillJson,
  failover: drillJson,
  init: initJson,
  preflight: preflightJson,
  rules: rulesJson,
  seed: seedJson,
  "seed append": seedAppendJson,
  status: glanceJson,
  tables: tablesJson,
  validate: validateJson,
  workspaces: workspacesJson,
} as const satisfies Readonly<Record<string, z.ZodType>>;

/** A schema as a file for other programs, in draft 2020-12. @param command as typed after `twinberg` */
export function jsonSchemaText(command: string, schema: z.ZodType): string {
  const title = `What twinberg ${command} --json prints`;
  return `${JSON.stringify({ title, ...z.toJSONSchema(schema, { io: "output", reused: "ref" }) }, undefined, 2)}\n`;
}

/** The name of a command's file in docs/reference/json. */
export function jsonSchemaFile(command: string): string {
  return `${command.replaceAll(" ", "-")}.schema.json`;
}
