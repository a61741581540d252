import type { TwinbergConfig } from "../../../config/schema";

/** The schema in PROD of the views over a Glue database: named by the configuration, or else its name in upper case. */
export function prodSchema(prod: TwinbergConfig["databases"]["prod"], glueDatabase: string): string {
  return prod.schemas[glueDatabase] ?? glueDatabase.toUpperCase();
}
