import type { AccountRole, Schedule, TwinbergConfig } from "../../config/schema";
import { TASKS_THAT_WRITE_OPERATIONS } from "../../constructs/snowflake/declared/tasks";

/** A failover group, as the controller handles it. */
export interface GroupTopology {
  readonly name: string;
  /** What it carries. */
  readonly kind: "account" | "volume" | "database";
}

/** All that the controller knows from the configuration: who there is, and what moves. */
export interface FailoverTopology {
  readonly organization: string;
  /** The accounts' names in the organization, by the role that the configuration gives them. */
  readonly accounts: Readonly<Record<AccountRole, string>>;
  /** The groups in the order in which they are promoted and refreshed: what others depend on first. */
  readonly groups: readonly GroupTopology[];
  /** The connection's name; undefined: clients aren't redirected. */
  readonly connection: string | undefined;
  /** The catalog-linked database. `writes`: whether the account that is active may write through it. */
  readonly catalogLinked: { readonly name: string; readonly writes: boolean };
  /** The replicated native database, its schema of monitoring tables, and that of last-good copies. */
  readonly operations: { readonly name: string; readonly schema: string; readonly lastGoodSchema: string };
  /** Where each account's own logs, tasks and the controller's epoch are. */
  readonly monitoring: { readonly name: string; readonly schema: string };
  /** The database that applications read. */
  readonly prod: { readonly name: string };
  /** Tasks that write the replicated database, which only the active account may do. */
  readonly writerTasks: readonly string[];
  /** Minutes; undefined: by cron. */
  readonly scheduleMinutes: number | undefined;
  readonly recoveryPointObjectiveMinutes: number;
  /** When each account looks at its own health. */
  readonly heartbeatSchedule: Schedule;
}

/** What the controller handles, as configured. */
export function topologyOf(config: TwinbergConfig): FailoverTopology {
  const { accountGroup, volumeGroup, databaseGroup, connection, schedule } = config.failover;
  const { catalogLinked, operations, monitoring } = config.databases;
  return {
    organization: config.organization,
    accounts: { primary: config.accounts.primary.name, secondary: config.accounts.secondary.name },
    groups: [
      { name: accountGroup.name, kind: "account" },
      { name: volumeGroup.name, kind: "volume" },
      { name: databaseGroup.name, kind: "database" },
    ],
    connection: connection?.name,
    catalogLinked: { name: catalogLinked.name, writes: catalogLinked.writer !== "none" },
    operations: { name: operations.name, schema: operations.schema, lastGoodSchema: operations.lastGoodSchema },
    monitoring: { name: monitoring.name, schema: monitoring.schema },
    prod: { name: config.databases.prod.name },
    writerTasks: TASKS_THAT_WRITE_OPERATIONS,
    scheduleMinutes: "minutes" in schedule ? schedule.minutes : undefined,
    recoveryPointObjectiveMinutes: config.recoveryPointObjectiveMinutes,
    heartbeatSchedule: config.schedules.heartbeat,
  };
}

/** The account on the other side. */
export function otherAccount(account: AccountRole): AccountRole {
  return account === "primary" ? "secondary" : "primary";
}
