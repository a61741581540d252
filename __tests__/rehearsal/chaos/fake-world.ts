import { ACCOUNT_ROLES, type AccountRole } from "../../../config/schema";
import { type AccountPort, keepPorts } from "../../../operator/failover/account-port";
import type { Row } from "../../../operator/snowflake/session";
import type { ChaosWorld, ControllerParts, Undo } from "../../../rehearsal/chaos/world";
import { FakeAccounts } from "../../operator/failover/fake-accounts";
import { refusal } from "../../operator/failover/refusal";
import { ControllerMemory } from "./controller-memory";
import { SCHEDULE_MINUTES } from "./declared";
import { emulatedTopology } from "./emulated-world";

const MARKS = "CHAOS.MARKS";
/** How far time goes between two looks at schedules and tasks. */
const STEP_SECONDS = 60;

/** The simple accounts, in which things can be made to go wrong: a drill costs a hundredth of one in the emulator. */
export class FakeWorld implements ChaosWorld {
  readonly topology = emulatedTopology();
  readonly accounts = new FakeAccounts(this.topology);
  private readonly memory = new ControllerMemory();
  private readonly slow = new Map<AccountRole, number>();
  private readonly faults = new Set<(role: AccountRole, sql: string) => void>();
  private refreshedAt = this.accounts.now;

  constructor() {
    this.accounts.onStatement = (role, sql) => {
      this.accounts.now += this.slow.get(role) ?? 0;
      for (const fault of [...this.faults]) fault(role, sql);
    };
  }

  async execute(account: AccountRole, sql: string): Promise<readonly Row[]> {
    const session = this.accounts.logIn(account);
    this.accounts.outsiders.add(session);
    const marks = this.marks(account, sql);
    return marks ?? this.accounts.execute(account, session, quoted(sql));
  }

  async withController<T>(_to: AccountRole, work: (parts: ControllerParts) => Promise<T>): Promise<T> {
    return work(this.parts(keepPorts(async (account) => this.port(account)).ports));
  }

  async advance(seconds: number): Promise<void> {
    const end = this.accounts.now + seconds * 1000;
    while (this.accounts.now < end) {
      this.accounts.now = Math.min(end, this.accounts.now + STEP_SECONDS * 1000);
      if (this.accounts.now - this.refreshedAt >= SCHEDULE_MINUTES * 60_000) this.onSchedule();
    }
  }

  async outage(account: AccountRole): Promise<Undo> {
    this.accounts.takeDown(account);
    return async () => {
      this.accounts.accounts[account].up = true;
      // A group that is overdue is refreshed at once.
      this.onSchedule();
    };
  }

  async latency(account: AccountRole, milliseconds: number): Promise<Undo> {
    this.slow.set(account, milliseconds);
    return async () => void this.slow.delete(account);
  }

  async failing(account: AccountRole, pattern: string, times: number): Promise<Undo> {
    const matching = new RegExp(pattern);
    let left = times;
    const fault = (role: AccountRole, sql: string) => {
      if (role !== account || left === 0 || !matching.test(sql)) return;
      left -= 1;
      throw refusal("000603", "SQL execution internal error: it fails on purpose");
    };
    this.faults.add(fault);
    return async () => void this.faults.delete(fault);
  }

  /** The active account's writer, and the schedules of those that follow. */
  private onSchedule(): void {
    this.refreshedAt = this.accounts.now;
    for (const role of ACCOUNT_ROLES) {
      const { up, halves } = this.accounts.accounts[role];
      this.accounts.write(role, `beat at ${this.accounts.now}`);
      for (const [group, { schedule }] of halves) {
        const reached = ACCOUNT_ROLES.every((one) => this.accounts.accounts[one].up);
        if (up && reached && schedule === "STARTED" && this.accounts.active.get(group) !== role) {
          this.accounts.refresh(role, group);
        }
      }
    }
  }

  private parts(ports: ControllerParts["ports"]): ControllerParts {
    return this.memory.parts({
      topology: this.topology,
      ports,
      asClient: async (work) => work(await this.port(this.accounts.connectionAt)),
      clock: () => new Date(this.accounts.now),
      advance: (seconds) => this.advance(seconds),
    });
  }

  private async port(account: AccountRole): Promise<AccountPort> {
    const session = this.accounts.logIn(account);
    return {
      account,
      execute: async (sql) => this.accounts.execute(account, session, sql),
      close: async () => undefined,
    };
  }

  /** What is done to the table of marks, and asked about what is kept of it; undefined: something else. */
  private marks(account: AccountRole, sql: string): readonly Row[] | undefined {
    const { tables, quarantine } = this.accounts.accounts[account];
    const insert = /^INSERT INTO .*VALUES \((\d+)\)$/.exec(sql);
    const select = /^SELECT MARK FROM "([^"]+)"\."([^"]+)"\."([^"]+)"/.exec(sql);
    if (insert !== null || /^(CREATE|DROP) .*CHAOS/.test(sql)) {
      this.accounts.onStatement(account, sql);
      if (this.accounts.writer !== account) throw refusal("003001", "the database is read-only");
      if (insert !== null) tables.set(MARKS, [...(tables.get(MARKS) ?? []), insert[1] ?? ""]);
      else if (sql.startsWith("DROP")) tables.delete(MARKS);
      else tables.set(MARKS, []);
      return [];
    }
    if (/STARTSWITH\(TABLE_SCHEMA, 'QUARANTINE_'\)/.test(sql)) {
      const names = [...quarantine.keys()].filter((name) => name.endsWith("MARKS")).map((name) => name.split("."));
      return names.map(([TABLE_SCHEMA, TABLE_NAME]) => ({ TABLE_SCHEMA, TABLE_NAME }));
    }
    if (sql.startsWith("SELECT TABLE_NAME FROM")) return [];
    if (select === null) return undefined;
    const from = select[1] === this.topology.operations.name ? tables : quarantine;
    const rows = (from.get(`${select[2]}.${select[3]}`) ?? []).map(Number);
    return rows.sort((one, other) => one - other).map((MARK) => ({ MARK }));
  }
}

/** The fake reads names in quotes only. */
function quoted(sql: string): string {
  return sql.replace(/^(ALTER FAILOVER GROUP) (\w+) /, '$1 "$2" ');
}
