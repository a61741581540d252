import { z } from "zod";

/** What `twinberg init --json` prints. */
export const initJson = z.strictObject({
  file: z.string().describe("The configuration that was written, as an absolute path."),
  statements: z
    .array(z.string())
    .describe("What administrators run once, statement by statement, in order; USE ROLE tells as whom."),
});

/** What is printed. */
export type InitJson = z.infer<typeof initJson>;
