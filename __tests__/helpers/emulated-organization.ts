import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { TwinbergConfig } from "../../config/schema";
import { type SnowflakeSession as DriverSession, openSession } from "../../operator/snowflake/session";
import { type SnowflakeEmulator, startEmulator } from "../../packages/snowflake-emulator/src/emulator";
import { VirtualClock } from "../../packages/snowflake-emulator/src/index";
import { field, MemoryLake } from "../../packages/snowflake-emulator/test/iceberg/memory-lake";
import type { StatementResult } from "../../packages/snowflake-provider-standin/src/snowflake/result";
import { SnowflakeSession } from "../../packages/snowflake-provider-standin/src/snowflake/session";
import {
  type RecordingRunner,
  withoutTracking,
} from "../../packages/snowflake-provider-standin/test/support/recording-runner";
import { stringLiteral } from "../../sql/literal";

const PASSWORD = "correct horse battery staple";

/** The column types of config/demo.yaml, as Iceberg has them. */
const ICEBERG_TYPES: Readonly<Record<string, "string" | "double" | "int" | "boolean">> = {
  string: "string",
  double: "double",
  int: "int",
  boolean: "boolean",
};

/** One session with an account, which remembers what was run in it. */
export class EmulatedSession implements RecordingRunner {
  readonly statements: string[] = [];

  constructor(private readonly session: SnowflakeSession) {}

  async run(sqlText: string): Promise<StatementResult> {
    this.statements.push(withoutTracking(sqlText));
    return this.session.run(sqlText);
  }

  close(): Promise<void> {
    return this.session.close();
  }
}

/** The two accounts of a configuration, emulated, over a lake in memory that has the configuration's tables. */
export class EmulatedOrganization {
  private readonly sessions = new Map<string, Promise<EmulatedSession>>();
  private readonly outages: number[] = [];

  private constructor(
    private readonly config: TwinbergConfig,
    private readonly emulator: SnowflakeEmulator,
    private readonly lake: MemoryLake,
  ) {}

  static async start(config: TwinbergConfig): Promise<EmulatedOrganization> {
    const clock = new VirtualClock();
    const lake = new MemoryLake(() => clock.now());
    for (const { name, columns } of config.lake.tables) {
      const fields = Object.entries(columns).map(([column, type], index) => {
        const icebergType = ICEBERG_TYPES[type];
        if (icebergType === undefined) throw new Error(`${name}.${column}: ${type} isn't known here`);
        return field(index + 1, column, icebergType);
      });
      await lake.create(config.lake.glueDatabase, name, fields);
    }
    const account = ({ name, region, edition, deployer }: TwinbergConfig["accounts"]["primary"]) => ({
      name,
      region,
      edition,
      administrator: { user: deployer.user, password: PASSWORD },
      replicationEnabled: true,
    });
    const emulator = await startEmulator({
      organization: config.organization,
      accounts: [account(config.accounts.primary), account(config.accounts.secondary)],
      port: 0,
      host: "127.0.0.1",
      clock,
      remote: lake,
    });
    const organization = new EmulatedOrganization(config, emulator, lake);
    const recipients = (config.alerts?.recipients ?? []).map(
      (email, index) => `CREATE USER RECIPIENT_${index} EMAIL = ${stringLiteral(email)}`,
    );
    for (const { name } of Object.values(config.accounts)) await organization.administer(name, ...recipients);
    return organization;
  }

  /** A session as a role; the same one for the same account, role and warehouse. */
  session(account: string, role: string, warehouse?: string): Promise<EmulatedSession> {
    const key = [account, role, warehouse].join();
    const session = this.sessions.get(key) ?? this.open(account, role, warehouse);
    this.sessions.set(key, session);
    return session;
  }

  /** A session of the official driver, as the account's administrator. Whoever asks for it closes it. */
  driverSession(account: string): Promise<DriverSession> {
    return openSession({
      url: this.emulator.url,
      organization: this.config.organization,
      account,
      user: this.config.accounts.primary.deployer.user,
      role: "ACCOUNTADMIN",
      login: { kind: "password", password: PASSWORD },
    });
  }

  /** Runs statements in an account as its administrator, in order. */
  async administer(account: string, ...statements: readonly string[]): Promise<void> {
    const session = await this.session(account, "ACCOUNTADMIN");
    for (const statement of statements) await session.run(statement);
  }

  /** Takes an account down for as long as the organization is there. */
  lose(account: string): void {
    const { faults } = this.emulator.control;
    this.outages.push(faults.add({ kind: "outage", how: "503" }, `${this.config.organization}-${account}`));
  }

  async close(): Promise<void> {
    for (const outage of this.outages) this.emulator.control.faults.remove(outage);
    for (const session of this.sessions.values()) await (await session).close();
    await this.emulator.close();
    await this.lake.close();
  }

  private async open(account: string, role: string, warehouse: string | undefined): Promise<EmulatedSession> {
    const { hostname, port } = new URL(this.emulator.url);
    const session = await SnowflakeSession.open(
      {
        account: `${this.config.organization}-${account}`,
        user: this.config.accounts.primary.deployer.user,
        credentials: { kind: "password", password: PASSWORD },
        role,
        warehouse,
        protocol: "http",
        host: hostname,
        port: Number(port),
        sessionParameters: {},
      },
      {
        now: () => new Date(),
        newId: randomUUID,
        sleep: async (milliseconds) => {
          await sleep(milliseconds);
        },
      },
    );
    return new EmulatedSession(session);
  }
}
