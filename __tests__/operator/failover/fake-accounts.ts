import type { AccountRole } from "../../../config/schema";
import { type FailoverTopology, otherAccount } from "../../../operator/failover/topology";
import type { Row } from "../../../operator/snowflake/session";
import type { FakeAccount, Half, Refresh } from "./fake-account";
import { epochAnswers } from "./fake-answers/epochs";
import type { FakeAnswer } from "./fake-answers/fake-answer";
import { groupAnswers } from "./fake-answers/groups";
import { recordAnswers } from "./fake-answers/records";
import { tableAnswers } from "./fake-answers/tables";
import { writerAnswers } from "./fake-answers/writers";
import { refusal } from "./refusal";

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

  /** An account's half of a group. @throws what Snowflake refuses */
  half(account: AccountRole, group: string): Half {
    const half = this.accounts[account].halves.get(group);
    if (half === undefined) throw refusal("002003", `Failover group '${group}' does not exist or not authorized.`);
    return half;
  }

  private newJob(): string {
    this.job += 1;
    return `job-${this.job}`;
  }

  /** The refresh of a group that goes on. */
  refreshing(account: AccountRole, group: string): Refresh | undefined {
    return this.half(account, group).refreshes.find(({ endedAt }) => endedAt === null);
  }

  /** Notes a statement that changed something. */
  changed(role: AccountRole, sql: string): void {
    this.changes.push(`${role}: ${sql}`);
  }

  /** Rows that would be overwritten and are nowhere else. */
  unsaved(role: AccountRole): string[] {
    const { tables, quarantine } = this.accounts[role];
    const kept = new Set([...this.accounts[this.writer].tables.values(), ...quarantine.values()].flat());
    return [...tables.values()].flat().filter((row) => !kept.has(row));
  }

  private readonly answers: readonly FakeAnswer[] = [
    ...recordAnswers(this),
    ...epochAnswers(this),
    ...writerAnswers(this),
    ...groupAnswers(this),
    ...tableAnswers(this),
  ];

  /** Ends the refresh of a group that goes on, if one does. */
  cancel(role: AccountRole, group: string): void {
    const running = this.refreshing(role, group);
    if (running === undefined) return;
    if (running.phase.startsWith("SECONDARY_DOWNLOADING"))
      this.violations.push(`a refresh was canceled in ${running.phase}`);
    running.phase = "CANCELED";
    running.endedAt = this.now;
  }
}
