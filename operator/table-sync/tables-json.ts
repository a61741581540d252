import { z } from "zod";
import { FACT_STATES, type Fact } from "../../lambda-src/table-sync";
import type { AsJson, HeldTo } from "../json";

const milliseconds = z.number().describe("Milliseconds since 1970.");

/** What `twinberg tables --json` prints: a table each, by name. */
export const tablesJson = z.array(
  z.strictObject({
    identity: z
      .strictObject({
        catalog: z.string().describe("Glue's catalog: an AWS account id."),
        database: z.string(),
        table: z.string(),
      })
      .describe("The table in Glue."),
    state: z.enum(FACT_STATES).describe("How it is; twinberg tables --help says what each means."),
    reason: z.string().describe("Why it failed or is refused, or which columns are left out; empty: nothing to say."),
    target: z.string().describe("Quoted name of the external table; empty: it has none."),
    version: z
      .strictObject({ created: z.number(), version: z.number(), updated: z.number() })
      .describe("The newest reading of Glue that was acted on."),
    source: z.string().describe("Fingerprint of what Glue and the settings said; empty: not known."),
    mark: z.string().describe("The comment that the external table was left with; empty: none."),
    partitions: z
      .array(z.strictObject({ values: z.array(z.string()), path: z.string() }))
      .describe("Those that were registered one by one; path: below the table's location."),
    queryId: z.string().describe("Of its last statements; empty: there were none."),
    at: milliseconds,
    leasedUntil: z.number().describe("Until when a worker has it for itself, milliseconds since 1970; 0: nobody has."),
    revision: z.int().describe("Counts the changes of this fact."),
  }),
);

export type TablesJson = HeldTo<typeof tablesJson, AsJson<Fact>[]>;
