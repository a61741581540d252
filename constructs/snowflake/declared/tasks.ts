import type { AccountRole, Schedule, TwinbergConfig } from "../../../config/schema";
import { PROCEDURE_NAMES, type ProcedureName } from "../../../procedures/index";
import { qualifiedName, quoteIdentifier } from "../../../sql/identifier";

/** A task as it is declared. */
export interface TaskDeclaration {
  /** The task's name. */
  readonly name: string;
  /** When it runs. */
  readonly schedule: Schedule;
  /** What it runs. */
  readonly statement: string;
  /** The state that it is made in; after that, an operator's to change. */
  readonly state: "started" | "suspended";
  /** What it is for. */
  readonly comment: string;
}

const SCHEDULE_OF: Readonly<Record<ProcedureName, keyof TwinbergConfig["schedules"]>> = {
  SYNC_PROD: "syncProd",
  HEARTBEAT: "heartbeat",
  EXPORT_SCHEMA: "exportSchema",
  DETECT_DRIFT: "detectDrift",
  KEEP_LAST_GOOD: "keepLastGood",
};

/**
 * The tasks of an account: one a procedure, and one that refreshes the replica. Both accounts have the same, so that
 * neither lacks one after a failover; in the account that has the source, the refresh is suspended. Each has a schedule of
 * its own and none comes after another: a heartbeat that waited for a failed synchronization would never say so, and
 * Terraform suspends a whole graph to change one task of it. What is only the primary's to do ends at once elsewhere.
 */
export function declaredTasks(config: TwinbergConfig, account: AccountRole): TaskDeclaration[] {
  const { databases, schedules } = config;
  const { name: database, schema } = databases.monitoring;
  const procedures = PROCEDURE_NAMES.map(
    (procedure): TaskDeclaration => ({
      name: `${procedure}_TASK`,
      schedule: schedules[SCHEDULE_OF[procedure]],
      statement: `CALL ${qualifiedName(database, schema, procedure)}()`,
      state: "started",
      comment: `Runs ${procedure}`,
    }),
  );
  return [
    ...procedures,
    {
      name: "REFRESH_OPERATIONS_TASK",
      schedule: schedules.replicaRefresh,
      statement: `ALTER DATABASE ${quoteIdentifier(databases.operations.name)} REFRESH`,
      state: account === "primary" ? "suspended" : "started",
      comment: "Fetches what the primary wrote into the replicated database",
    },
  ];
}
