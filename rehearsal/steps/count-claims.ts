import { ACCOUNT_ROLES } from "../../config/schema";
import { withSession } from "../../operator/snowflake/session";
import { describeCounts, sameCounts, type TableCounts } from "../lake/counts";
import { type ClaimInput, claimFrom } from "../report/claims";
import { countEverywhere } from "../snowflake/lake-readers";
import { parseOutputs } from "../terraform/outputs";
import type { RehearsalTools } from "../tools";
import type { StepFacts } from "./step";

/** EXT, CLD and PROD of both accounts count what an independent reader counts. One claim an account and reader. */
export async function countClaims(
  prefix: string,
  tools: RehearsalTools,
  facts: Pick<StepFacts, "clouds" | "converge">,
  tables: readonly string[],
  expected: TableCounts,
): Promise<readonly ClaimInput[]> {
  const outputs = parseOutputs(facts.converge.outputs);
  const claims: ClaimInput[] = [];
  for (const account of ACCOUNT_ROLES) {
    const settings = facts.clouds.sessions[account];
    const counted = withSession(settings, (session) =>
      countEverywhere(session, tools.config, outputs.data[account], tables),
    );
    // Told by each claim below; here nobody waits for it yet.
    counted.catch(() => undefined);
    for (const reader of ["EXT", "CLD", "PROD"] as const) {
      claims.push(
        await claimFrom(`${prefix}.${account}.${reader.toLowerCase()}`, describeCounts(expected), async () => {
          const seen = (await counted).get(reader) ?? new Map();
          return { observed: describeCounts(seen), ok: sameCounts(seen, expected), evidence: [] };
        }),
      );
    }
  }
  return claims;
}
