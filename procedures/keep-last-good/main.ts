import { qualifiedName, quoteIdentifier } from "../../sql/identifier";
import { stringLiteral } from "../../sql/literal";
import { logged, type RunOutcome } from "../runtime/logged-run";
import { readReplicationRole } from "../runtime/replication-role";
import type { RunLog } from "../runtime/run-log";
import type { Session } from "../runtime/session";
import type { SnowflakeApi } from "../runtime/snowflake-api";
import type { ProcedureSettings } from "../settings";
import { copyGate } from "./gate";
import { readChosen, readLastHeartbeat } from "./observe";
import { type ChosenView, type CopyStep, copyName, planCopy } from "./plan";

/** Copies the rows of chosen views into the replicated database while the account is healthy. */
export function main(snowflake: SnowflakeApi, settings: ProcedureSettings): string {
  return logged(snowflake, settings, "KEEP_LAST_GOOD", (session, log) => keep(session, log, settings));
}

function keep(session: Session, log: RunLog, settings: ProcedureSettings): RunOutcome {
  const { failoverGroups, recoveryPointObjectiveSeconds } = settings;
  const role = readReplicationRole(session, failoverGroups.database);
  const gate = copyGate(role, readLastHeartbeat(session, settings, Date.now()), recoveryPointObjectiveSeconds);
  if (!gate.open) {
    if (gate.quiet) return { note: gate.reason };
    log.add({ action: "SKIP", status: "UNKNOWN", error: `nothing is copied: ${gate.reason}`, elapsedMs: 0 });
    return {};
  }
  for (const chosen of readChosen(session, settings)) take(session, log, settings, chosen, planCopy(chosen));
  return {};
}

function take(
  session: Session,
  log: RunLog,
  settings: ProcedureSettings,
  { schema, view }: ChosenView,
  step: CopyStep,
): void {
  if (step.kind === "NOTHING") return;
  const source = qualifiedName(settings.prodDatabase, schema, view);
  if (step.kind === "LEFT_ALONE") {
    const { status, reason } = step;
    log.add({ action: "SKIP", objectKind: "VIEW", objectName: source, status, error: reason, elapsedMs: 0 });
    return;
  }
  const { database, schema: inSchema } = settings.lastGood;
  const copy = qualifiedName(database, inSchema, copyName(schema, view));
  log.attempt({ action: "COPY", objectKind: "TABLE", objectName: copy }, () => {
    const comment = `COMMENT = ${stringLiteral(step.mark)}`;
    if (step.kind === "CREATE") {
      const [create, keep] = step.replace ? ["CREATE OR REPLACE", "COPY GRANTS "] : ["CREATE", ""];
      session.run(`${create} TABLE ${copy} ${keep}${comment} AS SELECT * FROM ${source}`);
      return undefined;
    }
    const columns = step.columns.map(quoteIdentifier).join(", ");
    const rows = session.run(`INSERT OVERWRITE INTO ${copy} (${columns}) SELECT ${columns} FROM ${source}`);
    // Last: without it, the next run copies again.
    session.run(`ALTER TABLE ${copy} SET ${comment}`);
    return rows;
  });
}
