import { TABLE_SYNC_INTEGRATION } from "../../config/table-sync-names";
import { withSession } from "../../operator/snowflake/session";
import { stringLiteral } from "../../sql/literal";
import { type ClaimInput, claimFrom } from "../report/claims";
import { cycleSeconds } from "../steps/cycle-seconds";
import type { SyncPlace } from "./place";

/**
 * Replication carries all storage integrations, the sync's too: it arrives in the secondary, where the stacks have to take it away again
 * when they are destroyed. External tables and stages stay where they are.
 */
export function replicatedClaim({ tools, clouds, snowflake, settings }: SyncPlace): Promise<ClaimInput> {
  return claimFrom("table-sync.replicated", "the integration is in the secondary, and no external table", async () => {
    await snowflake.advance(cycleSeconds(tools.config));
    const found = await withSession(clouds.sessions.secondary, async (session) => ({
      integrations: await session.execute(`SHOW INTEGRATIONS LIKE ${stringLiteral(TABLE_SYNC_INTEGRATION)}`),
      tables: await session.execute("SHOW EXTERNAL TABLES IN ACCOUNT"),
    }));
    const { integrations, tables } = found;
    return {
      observed: `${integrations.length} integrations, ${tables.length} external tables`,
      ok: integrations.length === 1 && tables.length === 0,
      evidence: [`the sync is in the ${settings.account}`],
    };
  });
}
