import { ACCOUNT_ROLES } from "../../config/schema";
import type { RunStatement, SnowflakeControl } from "../clouds/control";
import { type ClaimInput, claimFrom } from "../report/claims";
import { parseOutputs } from "../terraform/outputs";
import type { RehearsalTools } from "../tools";
import { heartbeatSeconds } from "./cycle-seconds";
import type { StepFacts } from "./step";

const WRITES = /^\s*(?:CREATE|ALTER|DROP|GRANT|REVOKE|INSERT|UPDATE|DELETE|MERGE|TRUNCATE|COMMENT|UNDROP)\b/i;

/** The writes of a cycle that are not the row that a run logs. The heartbeat's own row and recovery point are its log. */
export function unexpectedWrites(statements: readonly RunStatement[]): readonly string[] {
  return statements
    .filter(({ sqlText }) => WRITES.test(sqlText))
    .map(({ sqlText }) => sqlText)
    .filter(
      (sql) =>
        !/"?(?:SYNC_LOG|HEARTBEAT_LOG|RECOVERY_POINT)"?/i.test(sql) &&
        !/^\s*ALTER\s+DATABASE\s+\S+\s+REFRESH\s*$/i.test(sql),
    );
}

/** In a cycle in which nothing changed, no account's tasks write anything but their log. */
export async function idleClaims(
  { config }: RehearsalTools,
  { clouds, converge }: Pick<StepFacts, "clouds" | "converge">,
  control: SnowflakeControl,
): Promise<readonly ClaimInput[]> {
  const { data } = parseOutputs(converge.outputs);
  // Statements of this very moment belong to the cycle before.
  await control.advance(1);
  const since = await control.time();
  await control.advance(heartbeatSeconds(config));
  const claims: ClaimInput[] = [];
  for (const account of ACCOUNT_ROLES) {
    const { organization, account: name } = clouds.sessions[account];
    claims.push(
      await claimFrom(`cycle.idle.${account}`, "tasks ran, and wrote nothing but their log", async () => {
        const statements = await control.statements(`${organization}-${name}`, since);
        const calls = statements.filter(({ sqlText }) =>
          sqlText.includes(data[account].procedure_names.SYNC_PROD ?? "?"),
        );
        const writes = unexpectedWrites(statements);
        return {
          observed: `SYNC_PROD ran ${calls.length} times; ${writes.length} other writes among ${statements.length} statements`,
          ok: calls.length > 0 && writes.length === 0,
          evidence: writes.slice(0, 20),
        };
      }),
    );
  }
  return claims;
}
