import { readFileSync } from "node:fs";
import path from "node:path";
import { parseConfig } from "../../config/parse";
import type { SampleTableText } from "./write-config";

/** The tables that `twinberg seed` fills: those of the rehearsal's configuration, which is where they are written down. */
export function sampleTables(): readonly SampleTableText[] {
  const file = path.resolve(__dirname, "..", "..", "config", "demo.yaml");
  return parseConfig(file, readFileSync(file, "utf8")).lake.tables;
}
