import { z } from "zod";

const isoDate = z.iso.date({ error: "is not a date such as 2025-01-31" });
const fraction = z.number().min(0).max(1, { error: "is not a fraction between 0 and 1" });

/** What sample data depends on, and nothing else: the same options give the same rows on any day and any machine. */
export const seedOptionsSchema = z
  .strictObject({
    seed: z.int().min(0).default(42).describe("Number that all randomness comes from."),
    from: isoDate.default("2025-01-01").describe("First day."),
    to: isoDate.default("2025-04-01").describe("Day after the last one."),
    campaigns: z.int().min(1).max(100_000).default(50).describe("Campaigns."),
    impressions: z
      .int()
      .min(1)
      .max(1_000_000_000)
      .default(10_000)
      .describe(
        "Impressions that a campaign has, more or less: half to twice as many, and none while it is a draft or paused.",
      ),
    clickRate: fraction.default(0.02).describe("Fraction of impressions that are clicked."),
    conversionRate: fraction.default(0.05).describe("Fraction of clicks that lead to a conversion."),
  })
  .refine(({ from, to }) => days(from, to) >= 7, { error: "to is less than seven days after from", path: ["to"] });

/** Options with all defaults filled in. */
export type SeedOptions = Readonly<z.output<typeof seedOptionsSchema>>;

/** Whole days between two ISO dates. */
export function days(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}
