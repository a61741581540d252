import type { CommandOption } from "../command";
import type { SeedOptions } from "./seed-options";

/** Options that say what the rows are. */
export const DATA_OPTIONS: readonly (CommandOption & { readonly field: keyof SeedOptions })[] = [
  { name: "--seed", value: "number", field: "seed", description: "what all randomness comes from (default 42)" },
  { name: "--from", value: "date", field: "from", description: "first day (default 2025-01-01)" },
  { name: "--to", value: "date", field: "to", description: "day after the last one (default 2025-04-01)" },
  { name: "--campaigns", value: "number", field: "campaigns", description: "campaigns (default 50)" },
  {
    name: "--impressions",
    value: "number",
    field: "impressions",
    description: "impressions of a campaign, half to twice as many (default 10000)",
  },
  { name: "--click-rate", value: "fraction", field: "clickRate", description: "clicks an impression (default 0.02)" },
  {
    name: "--conversion-rate",
    value: "fraction",
    field: "conversionRate",
    description: "conversions a click (default 0.05)",
  },
];
