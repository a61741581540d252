import type { AccountRole } from "../../../config/schema";
import { type FailoverTopology, otherAccount } from "../../../operator/failover/topology";
import type { Row } from "../../../operator/snowflake/session";

/** What Snowflake itself refuses. */
export function refusal(code: string, message: string): Error {
  return Object.assign(new Error(message), { code });
}

/** A replica's refresh. */
interface Refresh {
  readonly job: string;
  phase: string;
  snapshot: number;
  endedAt: number | null;
}

/** One account's half of a group. */
interface Half {
  schedule: "STARTED" | "SUSPENDED" | null;
  refreshes: Refresh[];
}

/** Rows as text; a table is a multiset of them. */
export type Tables = Map<string, readonly string[]>;

interface FakeAccount {
  up: boolean;
  catalogWrites: "ALL" | "NONE";
  readonly tasks: Map<string, "started" | "suspended">;
  tables: Tables;
  /** Copies by `schema.table`. */
  readonly quarantine: Tables;
  readonly epochs: { epoch: number; holder: string; drill: string; session: number }[];
  readonly sessions: Set<number>;
  readonly halves: Map<string, Half>;
}

/**
 * Two accounts, much simpler than the emulator: what the controller asks and changes, and nothing else. It keeps what must
 * never happen in `violations`.
 */
export class FakeAccounts {
  now = Date.parse("2026-03-01T12:00:00.000Z");
  readonly violations: string[] = [];
  /** Statements that changed something, with the account before each. */
  readonly changes: string[] = [];
  readonly active = new Map<string, AccountRole>();
  connectionAt: AccountRole = "primary";
  readonly accounts: Readonly<Record<AccountRole, FakeAccount>>;
  /** Sessions that are no controller's: what they change needs no epoch. */
  readonly outsiders = new Set<number>();
  /** Is called before each statement, and may throw instead of it. */
  onStatement: (role: AccountRole, sql: string) => void = () => undefined;
  private session = 0;
  private job = 0;

  constructor(readonly topology: FailoverTopology) {
    const account = (primary: boolean): FakeAccount => ({
      up: true,
      catalogWrites: primary && topology.catalogLinked.writes ? "ALL" : "NONE",
      tasks: new Map(topology.writerTasks.map((name) => [name, "started"])),
      tables: new Map([["MONITORING.RECOVERY_POINT", ["beat 1"]]]),
      quarantine: new Map(),
      epochs: [],
      sessions: new Set(),
      halves: new Map(
        topology.groups.map(({ name }): [string, Half] => {
          const refresh = { job: "job-0", phase: "COMPLETED", snapshot: this.now - 60_000, endedAt: this.now - 50_000 };
          return [name, { schedule: primary ? null : "STARTED", refreshes: primary ? [] : [refresh] }];
        }),
      ),
    });
    this.accounts = { primary: account(true), secondary: account(false) };
    for (const { name } of topology.groups) this.active.set(name, "primary");
  }

  /** The account that has the replicated database to write. */
  get writer(): AccountRole {
    return this.active.get(this.databaseGroup) ?? "primary";
  }

  get databaseGroup(): string {
    return this.topology.groups.find(({ kind }) => kind === "database")?.name ?? "";
  }

  /** A client or a task writes a row, where it can. @returns whether it was acknowledged */
  write(account: AccountRole, row: string): boolean {
    const { up, tables, tasks } = this.accounts[account];
    const running = [...tasks.values()].every((state) => state === "started");
    if (!up || this.writer !== account || !running) return false;
    tables.set("MONITORING.RECOVERY_POINT", [...(tables.get("MONITORING.RECOVERY_POINT") ?? []), row]);
    return true;
  }

  /** A refresh by the schedule begins, and hangs in a phase. */
  beginRefresh(account: AccountRole, group: string, phase: string): void {
    this.half(account, group).refreshes.push({ job: this.newJob(), phase, snapshot: this.now, endedAt: null });
  }

  /** Copies what the primary of a group has. @throws what Snowflake refuses */
  refresh(role: AccountRole, group: string): void {
    const source = otherAccount(role);
    if (this.active.get(group) === role) throw refusal("003900", `${group} is a primary here`);
    if (this.refreshing(role, group) !== undefined) throw refusal("003915", `${group} is being refreshed`);
    if (!this.accounts[source].up) throw refusal("003917", `the account of the primary of ${group} can't be reached`);
    if (group === this.databaseGroup) {
      const lost = this.unsaved(role);
      if (lost.length > 0) this.violations.push(`a refresh of ${role} overwrote ${lost.join(", ")}`);
      this.accounts[role].tables = new Map(this.accounts[source].tables);
    }
    const { refreshes } = this.half(role, group);
    refreshes.push({ job: this.newJob(), phase: "COMPLETED", snapshot: this.now, endedAt: this.now });
  }

  /** An account goes down: nobody is logged in any more. */
  takeDown(role: AccountRole): void {
    this.accounts[role].up = false;
    this.accounts[role].sessions.clear();
  }

  logIn(role: AccountRole): number {
    const account = this.accounts[role];
    if (!account.up) throw new Error("connect ECONNREFUSED");
    this.session += 1;
    account.sessions.add(this.session);
    return this.session;
  }

  execute(role: AccountRole, session: number, sql: string): Row[] {
    const account = this.accounts[role];
    if (!account.up) throw new Error("connect ECONNREFUSED");
    if (!account.sessions.has(session)) throw refusal("390111", "Session no longer exists.  New login required");
    this.onStatement(role, sql);
    for (const [pattern, answer] of this.answers) {
      const match = pattern.exec(sql);
      if (match !== null) {
        const before = this.changes.length;
        const rows = answer({ role, account, session, match, sql });
        if (this.changes.length > before && !this.outsiders.has(session)) this.mustBeNewest(role, session, sql);
        return rows;
      }
    }
    throw new Error(`the fake doesn't know: ${sql}`);
  }

  /** Who changes something must have recorded the highest epoch there is in the account. */
  private mustBeNewest(role: AccountRole, session: number, sql: string): void {
    const { epochs } = this.accounts[role];
    const own = Math.max(0, ...epochs.filter((one) => one.session === session).map(({ epoch }) => epoch));
    const highest = Math.max(0, ...epochs.map(({ epoch }) => epoch));
    if (own < highest || own === 0) this.violations.push(`epoch ${own} changed ${role} after ${highest}: ${sql}`);
  }

  private half(account: AccountRole, group: string): Half {
    const half = this.accounts[account].halves.get(group);
    if (half === undefined) throw refusal("002003", `Failover group '${group}' does not exist or not authorized.`);
    return half;
  }

  private newJob(): string {
    this.job += 1;
    return `job-${this.job}`;
  }

  private refreshing(account: AccountRole, group: string): Refresh | undefined {
    return this.half(account, group).refreshes.find(({ endedAt }) => endedAt === null);
  }

  private changed(role: AccountRole, sql: string): void {
    this.changes.push(`${role}: ${sql}`);
  }

  /** Rows that would be overwritten and are nowhere else. */
  private unsaved(role: AccountRole): string[] {
    const { tables, quarantine } = this.accounts[role];
    const kept = new Set([...this.accounts[this.writer].tables.values(), ...quarantine.values()].flat());
    return [...tables.values()].flat().filter((row) => !kept.has(row));
  }

  private readonly answers: readonly [
    RegExp,
    (on: { role: AccountRole; account: FakeAccount; session: number; match: RegExpExecArray; sql: string }) => Row[],
  ][] = [
    [/^SELECT 1$/, () => [{ "1": 1 }]],
    [/^SELECT DATE_PART\(EPOCH_MILLISECOND, CURRENT_TIMESTAMP/, () => [{ NOW: this.now }]],
    [
      /^SHOW FAILOVER GROUPS$/,
      ({ account }) =>
        this.topology.groups.flatMap(({ name }) =>
          (["primary", "secondary"] as const).map((role) => ({
            name,
            account_name: this.topology.accounts[role],
            is_primary: String(this.active.get(name) === role),
            // Of other accounts' halves, the schedule isn't shown.
            secondary_state: account === this.accounts[role] ? (account.halves.get(name)?.schedule ?? null) : null,
          })),
        ),
    ],
    [
      /REPLICATION_GROUP_REFRESH_HISTORY\('([^']+)'\)/,
      ({ role, match }) =>
        this.half(role, match[1] ?? "")
          .refreshes.map(({ job, phase, snapshot, endedAt }) => ({
            PHASE_NAME: phase,
            JOB_UUID: job,
            STARTED: snapshot,
            ENDED: endedAt,
            SNAPSHOT: snapshot,
            ERROR: null,
          }))
          .reverse(),
    ],
    [
      /^SHOW CONNECTIONS$/,
      () =>
        (["primary", "secondary"] as const).map((role) => ({
          name: this.topology.connection,
          account_name: this.topology.accounts[role],
          is_primary: String(this.connectionAt === role),
        })),
    ],
    [
      /SYSTEM\$GET_CATALOG_LINKED_DATABASE_CONFIG/,
      ({ account }) => [{ CONFIG: JSON.stringify({ allowed_write_operations: account.catalogWrites }) }],
    ],
    [/^SHOW TASKS IN SCHEMA/, ({ account }) => [...account.tasks].map(([name, state]) => ({ name, state }))],
    [/^SHOW DATABASES$/, () => [{ name: this.topology.operations.name }, { name: this.topology.monitoring.name }]],
    [/TASK_HISTORY\(\)/, () => []],
    [
      /^SELECT COALESCE\(MAX\(EPOCH\)/,
      ({ account }) => [{ EPOCH: Math.max(0, ...account.epochs.map(({ epoch }) => epoch)) }],
    ],
    [
      /^SELECT EPOCH, HOLDER, DRILL FROM/,
      ({ account }) =>
        [...account.epochs]
          .sort((one, other) => other.epoch - one.epoch)
          .slice(0, 1)
          .map(({ epoch, holder, drill }) => ({ EPOCH: epoch, HOLDER: holder, DRILL: drill })),
    ],
    [
      /^INSERT INTO \S+FAILOVER_EPOCH" .*SELECT (\d+), '([^']*)', '([^']*)'/s,
      ({ account, session, match }) => {
        account.epochs.push({ epoch: Number(match[1]), holder: match[2] ?? "", drill: match[3] ?? "", session });
        return [];
      },
    ],
    [
      /^SELECT DISTINCT SESSION_ID .*WHERE EPOCH < (\d+)/s,
      ({ account, session, match }) =>
        [...new Set(account.epochs.filter(({ epoch }) => epoch < Number(match[1])).map((one) => one.session))]
          .filter((id) => id !== session)
          .map((id) => ({ SESSION_ID: String(id) })),
    ],
    [
      /^SELECT SYSTEM\$ABORT_SESSION\((\d+)\)/,
      ({ account, match }) => {
        if (!account.sessions.delete(Number(match[1])))
          throw refusal("002003", `Session '${match[1]}' does not exist or not authorized.`);
        return [{ A: "terminated" }];
      },
    ],
    [
      /FROM "ICEBERG_MONITORING"\."MONITORING"\."HEARTBEAT_LOG"/,
      () => [{ HEALTHY: true, CHECKED: this.now - 1000, CHECKS: "[]" }],
    ],
    [/^SELECT MAX\(DATE_PART\(EPOCH_MILLISECOND, WRITTEN_AT/, () => [{ WRITTEN: this.now - 60_000 }]],
    [
      /^ALTER FAILOVER GROUP "([^"]+)" REFRESH$/,
      ({ role, match, sql }) => {
        this.refresh(role, match[1] ?? "");
        this.changed(role, sql);
        return [];
      },
    ],
    [
      /^ALTER FAILOVER GROUP "([^"]+)" (SUSPEND|SUSPEND IMMEDIATE|RESUME)$/,
      ({ role, match, sql }) => {
        const [group = "", action] = match.slice(1);
        if (this.active.get(group) === role) throw refusal("003900", `${group} is a primary here`);
        const half = this.half(role, group);
        half.schedule = action === "RESUME" ? "STARTED" : "SUSPENDED";
        if (action === "RESUME" && group === this.databaseGroup && this.unsaved(role).length > 0) {
          this.violations.push(`the schedule of ${role} would overwrite what isn't kept`);
        }
        if (action === "SUSPEND IMMEDIATE") this.cancel(role, group);
        this.changed(role, sql);
        return [];
      },
    ],
    [
      /^SELECT SYSTEM\$CANCEL_QUERY\('([^']+)'\)/,
      ({ role, match, sql }) => {
        for (const { name } of this.topology.groups) {
          if (this.refreshing(role, name)?.job === match[1]) this.cancel(role, name);
        }
        this.changed(role, sql);
        return [];
      },
    ],
    [
      /^ALTER FAILOVER GROUP "([^"]+)" PRIMARY$/,
      ({ role, match, sql }) => {
        const group = match[1] ?? "";
        const half = this.half(role, group);
        if (this.active.get(group) === role) throw refusal("003900", `${group} is a primary here`);
        if (this.refreshing(role, group) !== undefined) {
          this.violations.push(`${group} was promoted while it was being refreshed`);
          throw refusal(
            "003916",
            `Replication group "${group}" cannot currently be set as primary because it is being refreshed.`,
          );
        }
        if (half.schedule !== "SUSPENDED") this.violations.push(`${group} was promoted with its schedule on`);
        const index = this.topology.groups.findIndex(({ name }) => name === group);
        if (this.topology.groups.slice(0, index).some(({ name }) => this.active.get(name) !== role)) {
          this.violations.push(`${group} was promoted before what it depends on`);
        }
        this.active.set(group, role);
        half.schedule = null;
        this.half(otherAccount(role), group).schedule = "SUSPENDED";
        this.changed(role, sql);
        return [];
      },
    ],
    [
      /^ALTER CONNECTION "([^"]+)" PRIMARY$/,
      ({ role, sql }) => {
        if ([...this.active.values()].some((one) => one !== role))
          this.violations.push("clients were led to a secondary");
        this.connectionAt = role;
        this.changed(role, sql);
        return [];
      },
    ],
    [
      /SET ALLOWED_WRITE_OPERATIONS = (ALL|NONE)$/,
      ({ role, account, match, sql }) => {
        account.catalogWrites = match[1] === "ALL" ? "ALL" : "NONE";
        if (match[1] === "ALL" && this.writer !== role)
          this.violations.push(`${role} may write the lake, and isn't active`);
        this.changed(role, sql);
        return [];
      },
    ],
    [
      /^ALTER TASK .*"([^"]+)" (SUSPEND|RESUME)$/,
      ({ role, account, match, sql }) => {
        account.tasks.set(match[1] ?? "", match[2] === "RESUME" ? "started" : "suspended");
        this.changed(role, sql);
        return [];
      },
    ],
    [
      /^SELECT TABLE_SCHEMA, TABLE_NAME FROM "([^"]+)"\."INFORMATION_SCHEMA"\."TABLES"/,
      ({ account, match }) => {
        const tables = match[1] === this.topology.operations.name ? account.tables : account.quarantine;
        return [...tables.keys()].sort().map((name) => {
          const [TABLE_SCHEMA, TABLE_NAME] = name.split(".");
          return { TABLE_SCHEMA, TABLE_NAME };
        });
      },
    ],
    [/^SELECT COLUMN_NAME FROM/, () => [{ COLUMN_NAME: "VALUE" }]],
    [
      /^SELECT COUNT\(\*\) AS N(, HASH_AGG.*)? FROM "([^"]+)"\."([^"]+)"\."([^"]+)"$/,
      ({ account, match }) => {
        const tables = match[2] === this.topology.operations.name ? account.tables : account.quarantine;
        const rows = tables.get(`${match[3]}.${match[4]}`);
        if (rows === undefined)
          throw refusal("002003", `Object '${match[3]}.${match[4]}' does not exist or not authorized.`);
        return [{ N: rows.length, H: [...rows].sort().join("|") }];
      },
    ],
    [/^CREATE SCHEMA IF NOT EXISTS/, ({ role, sql }) => (this.changed(role, sql), [])],
    [
      /^CREATE TABLE \S+"([^"]+)"\."([^"]+)" AS SELECT \* FROM "[^"]+"\."([^"]+)"\."([^"]+)"$/,
      ({ role, account, match, sql }) => {
        const name = `${match[1]}.${match[2]}`;
        if (account.quarantine.has(name)) throw refusal("002002", `Object '${name}' already exists.`);
        account.quarantine.set(name, account.tables.get(`${match[3]}.${match[4]}`) ?? []);
        this.changed(role, sql);
        return [];
      },
    ],
    [
      /^DELETE FROM "[^"]+"\."([^"]+)"\."([^"]+)" AS C USING "[^"]+"\."([^"]+)"\."([^"]+)" AS T WHERE/,
      ({ role, account, match, sql }) => {
        const name = `${match[1]}.${match[2]}`;
        const common = new Set(account.tables.get(`${match[3]}.${match[4]}`));
        account.quarantine.set(
          name,
          (account.quarantine.get(name) ?? []).filter((row) => !common.has(row)),
        );
        this.changed(role, sql);
        return [];
      },
    ],
    [
      /^DROP TABLE IF EXISTS "[^"]+"\."([^"]+)"\."([^"]+)"$/,
      ({ role, account, match, sql }) => {
        const name = `${match[1]}.${match[2]}`;
        if ((account.quarantine.get(name)?.length ?? 0) > 0) this.violations.push(`${name} was dropped with rows`);
        account.quarantine.delete(name);
        this.changed(role, sql);
        return [];
      },
    ],
    [/^DROP SCHEMA IF EXISTS/, ({ role, sql }) => (this.changed(role, sql), [])],
    [/^SELECT CURRENT_ACCOUNT_NAME\(\) AS ACCOUNT$/, ({ role }) => [{ ACCOUNT: this.topology.accounts[role] }]],
    [/"INFORMATION_SCHEMA"\."VIEWS"/, () => [{ TABLE_SCHEMA: "ADVERTISING", TABLE_NAME: "CAMPAIGNS" }]],
    [/^SELECT \* FROM \S+ LIMIT 1$/, () => [{}]],
  ];

  private cancel(role: AccountRole, group: string): void {
    const running = this.refreshing(role, group);
    if (running === undefined) return;
    if (running.phase.startsWith("SECONDARY_DOWNLOADING"))
      this.violations.push(`a refresh was canceled in ${running.phase}`);
    running.phase = "CANCELED";
    running.endedAt = this.now;
  }
}
