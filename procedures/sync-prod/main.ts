import { qualifiedName } from "../../sql/identifier";
import { logged, type RunOutcome } from "../runtime/logged-run";
import type { RunLog } from "../runtime/run-log";
import type { Session } from "../runtime/session";
import type { SnowflakeApi } from "../runtime/snowflake-api";
import type { ProcedureSettings } from "../settings";
import { desiredViews } from "./desired";
import { readCatalog, readProd, readUnreadable } from "./observe";
import { type LeftAlone, planSync } from "./plan";
import { stepStatement } from "./statements";

/** Makes PROD's pass-through views follow the tables of the catalog-linked database. */
export function main(snowflake: SnowflakeApi, settings: ProcedureSettings): string {
  return logged(snowflake, settings, "SYNC_PROD", (session, log) => sync(session, log, settings));
}

function sync(session: Session, log: RunLog, settings: ProcedureSettings): RunOutcome {
  // The status first: what fails later than this is missing from the listing without being called a failure.
  const unreadable = readUnreadable(session, settings);
  const tables = readCatalog(session, settings.catalogDatabase);
  const prod = readProd(session, settings.prodDatabase);
  const { steps, leftAlone } = planSync(desiredViews(settings, tables), prod, unreadable);
  if (unreadable.everything !== undefined) {
    const objectName = qualifiedName(settings.catalogDatabase);
    const error = `${unreadable.everything}: nothing is dropped`;
    log.add({ action: "SKIP", objectKind: "DATABASE", objectName, status: "UNKNOWN", error, elapsedMs: 0 });
  }
  for (const step of steps) {
    const { sql, ...action } = stepStatement(settings, step);
    log.attempt(action, () => {
      session.run(sql);
      return undefined;
    });
  }
  for (const one of leftAlone) log.add(leftAloneAction(settings, one));
  return {};
}

function leftAloneAction({ prodDatabase }: ProcedureSettings, { kind, schema, view, reason }: LeftAlone) {
  return {
    action: kind === "CONFLICT" ? "CONFLICT" : "SKIP",
    objectKind: "VIEW",
    // A refused name may be too long to be quoted.
    objectName: [prodDatabase, schema, view].map((name) => `"${name.replace(/"/g, '""')}"`).join("."),
    status: kind === "UNREADABLE" ? "UNKNOWN" : "FAILED",
    error: reason,
    elapsedMs: 0,
  } as const;
}
