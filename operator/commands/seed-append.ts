import type { CommandDefinition } from "../command";

/** `twinberg seed append`: what a producer does. */
export const seedAppendCommand: CommandDefinition = {
  name: "append",
  description: "append a batch of impressions, clicks and conversions, as a producer would",
  options: [
    {
      name: "--impressions",
      value: "number",
      description: "impressions in the batch (default 1000)",
    },
    { name: "--day", value: "date", description: "day that they fall on (default today)" },
    { name: "--seed", value: "number", description: "what all randomness comes from (default 42)" },
    { name: "--json", description: "print JSON" },
  ],
  run: (context, options) => load().appendToLake(context, options),
};

/** Loaded when it is needed: the engine that makes rows, and clients of AWS. By require(), since import() of sources would look for compiled ones. */
function load(): typeof import("../seed/append-command") {
  return require("../seed/append-command");
}
