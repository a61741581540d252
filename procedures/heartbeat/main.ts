import { qualifiedName } from "../../sql/identifier";
import { HEARTBEAT_LOG, RECOVERY_POINT } from "../monitoring-tables";
import { insertRows } from "../runtime/json-rows";
import { logged, type RunOutcome } from "../runtime/logged-run";
import type { RunLog } from "../runtime/run-log";
import { errorText, type Session } from "../runtime/session";
import type { SnowflakeApi } from "../runtime/snowflake-api";
import type { ProcedureSettings } from "../settings";
import { checkLink } from "./catalog-link";
import { checkCatalogWrites } from "./catalog-writes";
import { type Check, healthOf } from "./check";
import { checkConnection } from "./connection";
import { checkEpoch } from "./epoch";
import { checkFailover } from "./failover";
import { compareGrants, describeGrant, grantStatement, type MissingGrant } from "./grants";
import { askViews, keepRecoveryPoint, readGrants, readLink, readTasks } from "./observe";
import {
  epochTable,
  readCatalogWrites,
  readConnection,
  readEpoch,
  readFailoverGroups,
  roleIn,
} from "./observe-failover";
import { checkRecoveryPoint, measuredAge } from "./recovery-point";
import { checkTasks } from "./tasks";
import { checkViews } from "./views";

/** Checks that the account works, grants again what is missing, and keeps the recovery point. */
export function main(snowflake: SnowflakeApi, settings: ProcedureSettings): string {
  return logged(snowflake, settings, "HEARTBEAT", (session, log) => beat(session, log, settings));
}

function beat(session: Session, log: RunLog, settings: ProcedureSettings): RunOutcome {
  const { catalogDatabase, discoverySeconds, local, recoveryPointObjectiveSeconds, replicated } = settings;
  const now = Date.now();
  const { checks: grants, missing } = compareGrants(settings.grants, readGrants(session, settings.grants));
  const point = keepRecoveryPoint(session, settings, { runId: log.runId, now });
  const pointTable = qualifiedName(replicated.database, replicated.schema, RECOVERY_POINT.name);
  const checks: readonly Check[] = [
    ...checkLink({ database: catalogDatabase, discoverySeconds, now }, readLink(session, catalogDatabase)),
    ...grants,
    ...missing.map((grant) => grantAgain(session, log, grant)),
    ...checkViews(askViews(session, settings.views)),
    ...checkTasks(settings.tasks, readTasks(session, settings.tasks)),
    ...failoverChecks(session, settings, now),
    checkRecoveryPoint(pointTable, recoveryPointObjectiveSeconds, point),
  ];
  const health = healthOf(checks);
  const row = {
    RUN_ID: log.runId,
    CHECKED_AT: new Date(now).toISOString(),
    HEALTHY: health.healthy,
    GOOD: health.good,
    BAD: health.bad,
    UNKNOWN: health.unknown,
    RECOVERY_POINT_AGE_SECONDS: measuredAge(point),
    CHECKS: checks,
  };
  insertRows(session, qualifiedName(local.database, local.schema, HEARTBEAT_LOG.name), HEARTBEAT_LOG, [row]);
  const notGood = checks.filter(({ verdict }) => verdict !== "good");
  const answer = { ...health, recoveryPointAgeSeconds: measuredAge(point) ?? null, checks: notGood };
  return { answer, loggedElsewhere: true };
}

/** The preconditions of a failover, as far as they can be seen from one account: operator/failover/readiness compares both. */
function failoverChecks(session: Session, settings: ProcedureSettings, now: number): readonly Check[] {
  const { catalogDatabase: database, catalogWrites: writes, connection, failoverGroups, local } = settings;
  const groups = readFailoverGroups(session, settings);
  const role = roleIn(groups, failoverGroups.database);
  return [
    ...checkFailover({ now, objectiveSeconds: settings.recoveryPointObjectiveSeconds }, groups),
    ...(connection === undefined
      ? []
      : [checkConnection(connection, role, readConnection(session, local, connection))]),
    checkCatalogWrites({ database, writes, role }, readCatalogWrites(session, database)),
    checkEpoch(epochTable(local), readEpoch(session, local)),
  ];
}

/** A grant that was missing was bad until now, whatever becomes of it: the next heartbeat sees it. */
function grantAgain(session: Session, log: RunLog, grant: MissingGrant): Check {
  const object = describeGrant(grant);
  let outcome = "it was missing, and is granted again";
  log.attempt({ action: "GRANT", objectKind: grant.objectKind, objectName: object }, () => {
    try {
      session.run(grantStatement(grant));
    } catch (error) {
      outcome = `it is missing, and could not be granted: ${errorText(error)}`;
      throw error;
    }
    return undefined;
  });
  return { check: "grant", object, verdict: "bad", reason: outcome };
}
