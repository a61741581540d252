import snowflake from "snowflake-sdk";
import { type SnowflakeEmulator, startEmulator } from "../../packages/snowflake-emulator/src/emulator";
import { type EmulatorClock, VirtualClock } from "../../packages/snowflake-emulator/src/index";
import { MemoryLake } from "../../packages/snowflake-emulator/test/iceberg/memory-lake";
import {
  CONNECTION_SIDE,
  connectionSideBody,
  MONITORING_TABLES,
  type MonitoringTable,
  PROCEDURE_NAMES,
  type ProcedureName,
  type ProcedureSettings,
  procedureBody,
} from "../../procedures";
import { qualifiedName, quoteIdentifier } from "../../sql/identifier";
import { SETTINGS } from "./settings";

process.env.SNOWFLAKE_DISABLE_PLATFORM_DETECTION = "true";
process.env.SF_TELEMETRY_DISABLE_CONNECTION_SHAPE = "true";
snowflake.configure({ logLevel: "OFF", additionalLogToConsole: false });

const PASSWORD = "correct horse battery staple";

const INTEGRATION = `CREATE CATALOG INTEGRATION CI CATALOG_SOURCE = ICEBERG_REST TABLE_FORMAT = ICEBERG REST_CONFIG = (
  CATALOG_URI = 'https://glue.us-east-1.amazonaws.com/iceberg' CATALOG_API_TYPE = AWS_GLUE CATALOG_NAME = '123456789012'
  ACCESS_DELEGATION_MODE = VENDED_CREDENTIALS) REST_AUTHENTICATION = (TYPE = SIGV4
  SIGV4_IAM_ROLE = 'arn:aws:iam::123456789012:role/lake') ENABLED = TRUE`;

export type Row = Readonly<Record<string, unknown>>;

/** Two emulated accounts, EAST and WEST, over one lake in memory. Time moves as the test says. */
export class EmulatedClouds {
  /** Texts of the statements that ran, with the account's name before each. */
  readonly statements: string[] = [];
  readonly lake: MemoryLake;
  private emulator: SnowflakeEmulator | undefined;
  private readonly accounts: EmulatedAccount[] = [];

  /** @param clock by default one that never goes by itself; key pairs' tokens are made by the machine's, which a frozen {@link EmulatorClock} knows, too */
  constructor(readonly clock: VirtualClock | EmulatorClock = new VirtualClock()) {
    this.lake = new MemoryLake(() => clock.now());
  }

  async start(): Promise<this> {
    const account = {
      edition: "BUSINESS_CRITICAL",
      administrator: { user: "ADMIN", password: PASSWORD },
      replicationEnabled: true,
    } as const;
    this.emulator = await startEmulator({
      organization: "ORG",
      accounts: [
        { name: "EAST", region: "AWS_US_EAST_1", ...account },
        { name: "WEST", region: "AWS_US_WEST_2", ...account },
      ],
      port: 0,
      host: "127.0.0.1",
      clock: this.clock,
      remote: this.lake,
      onStatement: ({ sqlText }, name) => this.statements.push(`${name} ${sqlText}`),
    });
    return this;
  }

  /** Where both accounts answer. */
  get url(): string {
    return this.running.url;
  }

  /** Takes an account down. @returns brings it back */
  lose(name: "EAST" | "WEST"): () => void {
    const { faults } = this.running.control;
    const fault = faults.add({ kind: "outage", how: "503" }, `ORG-${name}`);
    return () => void faults.remove(fault);
  }

  /** Makes refreshes of a group wait in a phase. @returns lets them go on */
  holdRefresh(group: string, phase: "SECONDARY_DOWNLOADING_METADATA"): () => void {
    const { faults } = this.running.control;
    const fault = faults.add({ kind: "refresh", group, phase }, undefined);
    return () => void faults.remove(fault);
  }

  /** Lets seconds pass, with the discoveries and refreshes that fall due. */
  async pass(seconds: number): Promise<void> {
    await this.running.control.scheduler.advanceBy(seconds * 1000);
  }

  /** An account with the databases of the settings, made by ICEBERG_ADMIN, as whom its session goes on. */
  async account(
    name: "EAST" | "WEST",
    changed: Partial<ProcedureSettings> = {},
    linkOptions = "",
  ): Promise<EmulatedAccount> {
    const settings = { ...SETTINGS, ...changed };
    const account = new EmulatedAccount(
      await connect(this.running, name),
      settings,
      (sql) => this.statements.filter((text) => text.startsWith(`ORG-${name} `) && sql.test(text)).length,
    );
    this.accounts.push(account);
    await account.prepare(linkOptions);
    await this.running.control.scheduler.idle();
    return account;
  }

  async close(): Promise<void> {
    for (const account of this.accounts) await account.close();
    await this.emulator?.close();
    await this.lake.close();
  }

  private get running(): SnowflakeEmulator {
    if (this.emulator === undefined) throw new Error("not started");
    return this.emulator;
  }
}

/** One of the accounts. */
export class EmulatedAccount {
  constructor(
    private readonly connection: snowflake.Connection,
    readonly settings: ProcedureSettings,
    private readonly count: (sql: RegExp) => number,
  ) {}

  /** Makes what the stacks declare. */
  async prepare(linkOptions: string): Promise<void> {
    const { catalogDatabase, externalDatabase, prodDatabase, local, replicated, lastGood } = this.settings;
    await this.run(
      "CREATE ROLE ICEBERG_ADMIN",
      "GRANT ROLE ICEBERG_ADMIN TO ROLE ACCOUNTADMIN",
      "CREATE ROLE ICEBERG_ANALYST",
      "GRANT ROLE ICEBERG_ANALYST TO ROLE ICEBERG_ADMIN",
      "GRANT CREATE DATABASE ON ACCOUNT TO ROLE ICEBERG_ADMIN",
      "GRANT CREATE INTEGRATION ON ACCOUNT TO ROLE ICEBERG_ADMIN",
      "GRANT EXECUTE TASK ON ACCOUNT TO ROLE ICEBERG_ADMIN",
      "USE ROLE ICEBERG_ADMIN",
      INTEGRATION,
      `CREATE DATABASE ${quoteIdentifier(catalogDatabase)} LINKED_CATALOG = (CATALOG = 'CI', ALLOWED_WRITE_OPERATIONS = NONE) ${linkOptions}`,
      ...[externalDatabase, prodDatabase, local.database, replicated.database].map(
        (name) => `CREATE DATABASE ${quoteIdentifier(name)}`,
      ),
      ...[local, replicated, lastGood].map(
        ({ database, schema }) => `CREATE SCHEMA ${qualifiedName(database, schema)}`,
      ),
      ...MONITORING_TABLES.map((table) => this.createTable(table)),
    );
    for (const name of PROCEDURE_NAMES) await this.declare(name, procedureBody(name, this.settings));
    if (this.settings.connection !== undefined) await this.declareConnectionSide();
  }

  /** As the account's administrator, who may see connections. */
  private async declareConnectionSide(): Promise<void> {
    await this.run("USE ROLE ACCOUNTADMIN");
    await this.declare(CONNECTION_SIDE.name, connectionSideBody());
    await this.run(
      `GRANT USAGE ON PROCEDURE ${this.local(CONNECTION_SIDE.name)}() TO ROLE ICEBERG_ADMIN`,
      "USE ROLE ICEBERG_ADMIN",
    );
  }

  private createTable(table: MonitoringTable): string {
    const { database, schema } = table.place === "local" ? this.settings.local : this.settings.replicated;
    const columns = table.columns.map(
      ({ name, type, nullable }) => `${quoteIdentifier(name)} ${type}${nullable ? "" : " NOT NULL"}`,
    );
    return `CREATE TABLE ${qualifiedName(database, schema, table.name)} (${columns.join(", ")})`;
  }

  private async declare(name: string, body: string): Promise<void> {
    const { database, schema } = this.settings.local;
    await this.run(
      `CREATE PROCEDURE ${qualifiedName(database, schema, name)}() RETURNS VARCHAR LANGUAGE JAVASCRIPT EXECUTE AS OWNER AS $$${body}$$`,
    );
  }

  rows(sqlText: string): Promise<readonly Row[]> {
    return new Promise((resolve, reject) => {
      this.connection.execute({
        sqlText,
        complete: (error, _statement, rows) => (error ? reject(error) : resolve(rows ?? [])),
      });
    });
  }

  async run(...statements: readonly string[]): Promise<void> {
    for (const statement of statements) await this.rows(statement);
  }

  /** Runs statements as ACCOUNTADMIN. */
  async administer(...statements: readonly string[]): Promise<void> {
    await this.run("USE ROLE ACCOUNTADMIN", ...statements, "USE ROLE ICEBERG_ADMIN");
  }

  /** Calls a procedure; what it answers. */
  async call(name: ProcedureName): Promise<Row> {
    const { database, schema } = this.settings.local;
    const [row = {}] = await this.rows(`CALL ${qualifiedName(database, schema, name)}()`);
    const answer: unknown = JSON.parse(String(Object.values(row)[0]));
    return typeof answer === "object" && answer !== null ? { ...answer } : {};
  }

  /** `ACTION STATUS name` of what a procedure logged in its last run, without the run's own row. */
  async lastActions(name: ProcedureName): Promise<readonly string[]> {
    const log = this.local("SYNC_LOG");
    const rows = await this.rows(
      `SELECT ACTION, STATUS, OBJECT_NAME FROM ${log} WHERE ACTION <> 'RUN' AND RUN_ID = (
         SELECT RUN_ID FROM ${log} WHERE PROCEDURE_NAME = '${name}' AND ACTION = 'RUN' ORDER BY LOGGED_AT DESC LIMIT 1)`,
    );
    return rows.map((row) => `${row.ACTION} ${row.STATUS} ${row.OBJECT_NAME}`).sort();
  }

  /** A local monitoring table's name. */
  local(table: string): string {
    return qualifiedName(this.settings.local.database, this.settings.local.schema, table);
  }

  /** How many of this account's statements, over HTTP or in procedures, match. */
  statements(sql: RegExp): number {
    return this.count(sql);
  }

  close(): Promise<unknown> {
    return new Promise((resolve) => this.connection.destroy(resolve));
  }
}

function connect(emulator: SnowflakeEmulator, account: string): Promise<snowflake.Connection> {
  const connection = snowflake.createConnection({
    account: `ORG-${account}`,
    accessUrl: emulator.url,
    username: "ADMIN",
    password: PASSWORD,
  });
  return new Promise((resolve, reject) => {
    connection.connect((error) => (error ? reject(error) : resolve(connection)));
  });
}
