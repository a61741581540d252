import { readDefinitions } from "../definitions/read";
import { readStored } from "../definitions/stored";
import { logged, type RunOutcome } from "../runtime/logged-run";
import { readReplicationRole } from "../runtime/replication-role";
import type { RunLog } from "../runtime/run-log";
import type { Session } from "../runtime/session";
import type { SnowflakeApi } from "../runtime/snowflake-api";
import type { ProcedureSettings } from "../settings";
import { type Drift, driftChanges, findDrift } from "./drift";
import { readOpen, writeDrift } from "./store";

/** Compares the secondary's definitions with those that the primary wrote. */
export function main(snowflake: SnowflakeApi, settings: ProcedureSettings): string {
  return logged(snowflake, settings, "DETECT_DRIFT", (session, log) => detect(session, log, settings));
}

function detect(session: Session, log: RunLog, settings: ProcedureSettings): RunOutcome {
  if (readReplicationRole(session, settings.failoverGroups.database) === "primary") {
    return { note: "the replicated database is the primary here: the secondary compares" };
  }
  const primary = readStored(session, settings);
  if (primary.length === 0) {
    const error = "the primary's definitions have not arrived: nothing is compared, and nothing is closed";
    log.add({ action: "SKIP", status: "UNKNOWN", error, elapsedMs: 0 });
    return {};
  }
  const now = findDrift(primary, readDefinitions(session, settings));
  const changes = driftChanges(readOpen(session, settings), now);
  writeDrift(session, settings, changes, new Date().toISOString());
  for (const drift of changes.opened) log.add(entry("OPEN", drift));
  for (const drift of changes.closed) log.add(entry("CLOSE", drift));
  return { answer: { open: now.length, opened: changes.opened.length, closed: changes.closed.length } };
}

function entry(action: "OPEN" | "CLOSE", { kind, name }: Drift) {
  return { action, objectKind: kind, objectName: name, status: "OK", elapsedMs: 0 } as const;
}
