import { z } from "zod";
import type { AsJson, HeldTo } from "../json";
import type { migrationFacts } from "./render";

const database = z
  .enum(["replica", "secondary", "built", "own", "missing"])
  .describe(
    "replica: a failover group brings it, read-only. secondary: database replication without a group does. built: this command made it. own: the account's own, and not made by this command. missing: there is none.",
  );

/** What `twinberg adopt prod --json` prints: with --plan what is to be done, else how it ended. */
export const adoptProdJson = z.strictObject({
  ok: z.boolean().describe("Whether the database is the account's own, and nothing is left to do."),
  prod: database,
  next: database.describe(
    "What has the temporary name: where the new database is made, and where the old one ends. The same values.",
  ),
  group: z
    .strictObject({
      name: z.string(),
      here: z
        .enum(["active", "suspended", "gone", "promoted"])
        .describe("The replica group in the secondary account. promoted: its primary is there."),
      lists: z.boolean().describe("Whether the primary's list has the database."),
      missesGrants: z.boolean().describe("Whether a role hasn't got back what it had on the replica group."),
    })
    .optional()
    .describe("The failover group that brings, or brought, the database. Absent: none is known."),
  saved: z.boolean().describe("Whether definitions and grants were saved."),
  plan: z
    .discriminatedUnion("kind", [
      z.strictObject({ kind: z.literal("done"), why: z.string() }),
      z.strictObject({ kind: z.literal("refused"), reasons: z.array(z.string()).describe("Why, with the fix.") }),
      z.strictObject({
        kind: z.literal("steps"),
        steps: z
          .array(z.enum(["suspend", "save", "build", "unlist", "free", "swap", "rename", "regroup", "drop"]))
          .describe("In order; twinberg adopt prod --plan says what each does."),
      }),
    ])
    .describe("What is left to do."),
});

export type AdoptProdJson = HeldTo<typeof adoptProdJson, AsJson<ReturnType<typeof migrationFacts>>>;
