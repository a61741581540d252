import { changesOf } from "../definitions/compare";
import { readDefinitions } from "../definitions/read";
import { readStored, writeStored } from "../definitions/stored";
import { logged, type RunOutcome } from "../runtime/logged-run";
import { readReplicationRole } from "../runtime/replication-role";
import type { RunLog } from "../runtime/run-log";
import type { Session } from "../runtime/session";
import type { SnowflakeApi } from "../runtime/snowflake-api";
import type { ProcedureSettings } from "../settings";

/** Writes the primary's definitions into the replicated database, only those that changed. */
export function main(snowflake: SnowflakeApi, settings: ProcedureSettings): string {
  return logged(snowflake, settings, "EXPORT_SCHEMA", (session, log) => exportSchema(session, log, settings));
}

function exportSchema(session: Session, log: RunLog, settings: ProcedureSettings): RunOutcome {
  if (readReplicationRole(session, settings.failoverGroups.database) === "secondary") {
    return { note: "the replicated database is a secondary here: the primary exports" };
  }
  const definitions = readDefinitions(session, settings);
  const changes = changesOf(readStored(session, settings), definitions);
  const changed = changes.put.length + changes.remove.length;
  if (changed > 0) {
    log.attempt({ action: "EXPORT" }, () =>
      writeStored(session, settings, changes, { runId: log.runId, at: new Date().toISOString() }),
    );
  }
  return { answer: { definitions: definitions.length, changed } };
}
