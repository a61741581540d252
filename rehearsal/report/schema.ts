import { z } from "zod";
import { stepIds } from "./claims";

const provider = <Source extends z.ZodType>(source: Source) =>
  z.strictObject({
    version: z.string().describe("Version that Terraform chose."),
    source: source.describe("Where it came from."),
  });

/** `.twinberg/report.json`. Later steps may add fields; these stay. */
export const reportSchema = z.strictObject({
  ok: z.boolean().describe("True if every claim of every step holds."),
  startedAt: z.iso.datetime().describe("When the rehearsal began, UTC."),
  durationMs: z.number().int().nonnegative().describe("Wall clock of the whole, milliseconds."),
  terraform: z
    .strictObject({ kind: z.enum(["terraform", "opentofu"]), version: z.string() })
    .describe("The program that planned and applied."),
  providers: z.strictObject({
    aws: provider(z.enum(["registry", "mirror"])),
    snowflake: provider(z.enum(["registry", "mirror", "stand-in"])),
  }),
  steps: z.array(
    z.strictObject({
      id: z.enum(stepIds),
      title: z.string(),
      durationMs: z.number().int().nonnegative(),
      ok: z.boolean(),
    }),
  ),
  claims: z.array(
    z.strictObject({
      id: z.string().min(1),
      step: z.enum(stepIds),
      expected: z.string(),
      observed: z.string(),
      ok: z.boolean(),
      evidence: z.array(z.string()),
    }),
  ),
});

/** A report, as written. */
export type Report = z.infer<typeof reportSchema>;
