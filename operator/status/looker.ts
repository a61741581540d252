import type { AccountRole, TwinbergConfig } from "../../config/schema";
import { declaredTasks } from "../../constructs/snowflake/declared/tasks";
import { type AccountPort, keepPorts, type OpenedPorts } from "../failover/account-port";
import type { JournalStore } from "../failover/journal";
import type { LeaseStore } from "../failover/lease";
import { topologyOf } from "../failover/topology";
import type { Glance, TableSyncSeen } from "./glance";
import { observeTableSync } from "./observe/synced-tables";
import type { TableSyncState } from "./observe/table-sync";
import { readGlance } from "./read-glance";

/** All tables are read at most so often, in milliseconds: ten thousand of them are some megabytes of DynamoDB. */
const TABLE_SYNC_EVERY_MS = 60_000;

/** What {@link Looker} looks through. */
export interface LookerInput {
  readonly config: TwinbergConfig;
  /** Logs in to an account. */
  readonly open: (account: AccountRole) => Promise<AccountPort>;
  readonly leases: Pick<LeaseStore, "read">;
  readonly journals: JournalStore;
  /** undefined: no table sync is configured. */
  readonly tableSync: TableSyncState | undefined;
  /** The controller's. */
  readonly clock: () => Date;
  /** As in `readStatus`. */
  readonly limitMs?: number;
}

/** Looks at everything, as often as asked, one look after the other. It stays logged in while both accounts answer. */
export class Looker {
  private opened: OpenedPorts | undefined;
  private closed = false;
  private tables: { readonly at: number; readonly seen: TableSyncSeen | null } | undefined;

  constructor(private readonly input: LookerInput) {}

  /** Looks, and changes nothing. */
  async look(): Promise<Glance> {
    const { config, open, limitMs, ...rest } = this.input;
    this.opened ??= keepPorts(open);
    const opened = this.opened;
    const glance = await readGlance({
      ...rest,
      ...(limitMs === undefined ? {} : { limitMs }),
      topology: topologyOf(config),
      ports: opened.ports,
      tasks: declaredTasks(config),
      tableSync: (limit) => this.lookAtTables(limit),
    });
    const { accounts } = glance.status.observation;
    const { primary, secondary } = glance.workings;
    const answered = accounts.primary.reachable && accounts.secondary.reachable && primary.known && secondary.known;
    // A session that is gone or late is not asked again: the next look logs in anew.
    if (!answered || this.closed) await this.letGo(opened);
    return glance;
  }

  /** Logs out. Never rejects. */
  async close(): Promise<void> {
    this.closed = true;
    await this.opened?.close();
  }

  private async letGo(opened: OpenedPorts): Promise<void> {
    this.opened = undefined;
    await opened.close();
  }

  private async lookAtTables(limitMs: number): Promise<TableSyncSeen | null> {
    const now = this.input.clock();
    const last = this.tables;
    if (last !== undefined && now.getTime() - last.at < TABLE_SYNC_EVERY_MS) return last.seen;
    const seen = await observeTableSync(this.input.tableSync, now, limitMs);
    this.tables = { at: now.getTime(), seen };
    return seen;
  }
}
