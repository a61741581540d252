import type { CommandDefinition } from "../command";
import { DATA_OPTIONS } from "../seed/data-options";
import { seedAppendCommand } from "./seed-append";

/** `twinberg seed`: the demo's four tables with its columns and distributions. */
export const seedCommand: CommandDefinition = {
  name: "seed",
  description:
    "fill the lake's empty tables with sample data, the same for the same seed and days; or write it to files",
  options: [
    ...DATA_OPTIONS,
    { name: "--csv", value: "folder", description: "write CSV files instead" },
    { name: "--parquet", value: "folder", description: "write Parquet files instead" },
    { name: "--json", description: "print JSON" },
  ],
  commands: [seedAppendCommand],
  run: (context, options) => load().seedLake(context, options),
};

/** Loaded when it is needed: the engine that makes rows, and clients of AWS. By require(), since import() of sources would look for compiled ones. */
function load(): typeof import("../seed/command") {
  return require("../seed/command");
}
