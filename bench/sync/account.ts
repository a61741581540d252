import { performance } from "node:perf_hooks";
import { type SnowflakeEmulator, startEmulator } from "../../packages/snowflake-emulator/src/emulator";
import { VirtualClock } from "../../packages/snowflake-emulator/src/index";
import { type ProcedureSettings, procedureBody, SYNC_LOG } from "../../procedures";
import { BareSession } from "../emulator/bare-protocol";
import { PASSWORD } from "../emulator/servers";
import { demoBody } from "./demo";
import type { BenchLake } from "./lake";

/** What one call of a procedure took. */
export interface Cycle {
  readonly statements: number;
  readonly seconds: number;
}

const SETTINGS: ProcedureSettings = {
  account: "primary",
  catalogDatabase: "CLD",
  externalDatabase: "EXT",
  prodDatabase: "PROD",
  prodSchemas: {},
  local: { database: "OWN", schema: "PUBLIC" },
  replicated: { database: "OWN", schema: "PUBLIC" },
  catalogWrites: false,
  failoverGroups: { account: "ACCOUNT_FG", volume: "VOLUME_FG", database: "DATABASE_FG" },
  lastGood: { database: "OWN", schema: "PUBLIC" },
  lastGoodTables: [],
  discoverySeconds: 30,
  recoveryPointObjectiveSeconds: 900,
  grants: [],
  tasks: [],
  views: [],
};

const INTEGRATION = `CREATE CATALOG INTEGRATION CI CATALOG_SOURCE = ICEBERG_REST TABLE_FORMAT = ICEBERG REST_CONFIG = (
  CATALOG_URI = 'https://glue.us-east-1.amazonaws.com/iceberg' CATALOG_API_TYPE = AWS_GLUE CATALOG_NAME = '123456789012'
  ACCESS_DELEGATION_MODE = VENDED_CREDENTIALS) REST_AUTHENTICATION = (TYPE = SIGV4
  SIGV4_IAM_ROLE = 'arn:aws:iam::123456789012:role/lake') ENABLED = TRUE`;

/** An emulated account over the lake, with SYNC_PROD, and the demo's procedure beside it in a database of its own. */
export class BenchAccount {
  private constructor(
    private readonly emulator: SnowflakeEmulator,
    private readonly session: BareSession,
    private readonly counter: { statements: number },
  ) {}

  static async start(lake: BenchLake): Promise<BenchAccount> {
    const counter = { statements: 0 };
    const emulator = await startEmulator({
      organization: "BENCH",
      accounts: [
        {
          name: "EAST",
          region: "AWS_US_EAST_1",
          edition: "BUSINESS_CRITICAL",
          administrator: { user: "ADMIN", password: PASSWORD },
        },
      ],
      port: 0,
      host: "127.0.0.1",
      clock: new VirtualClock(),
      remote: lake.catalog.services,
      // A cycle takes longer than a request waits; the benchmark's client doesn't ask again.
      statementWaitMs: 3_600_000,
      onStatement: () => {
        counter.statements += 1;
      },
    });
    const account = new BenchAccount(emulator, await BareSession.login(emulator.url, PASSWORD), counter);
    await account.declare();
    return account;
  }

  private async declare(): Promise<void> {
    const columns = SYNC_LOG.columns.map(({ name, type }) => `${name} ${type}`).join(", ");
    const procedure = (name: string, body: string) =>
      `CREATE PROCEDURE OWN.PUBLIC.${name}() RETURNS VARCHAR LANGUAGE JAVASCRIPT AS $$${body}$$`;
    for (const sql of [
      INTEGRATION,
      "CREATE DATABASE CLD LINKED_CATALOG = (CATALOG = 'CI', ALLOWED_WRITE_OPERATIONS = NONE)",
      ...["PROD", "DEMO_PROD", "OWN"].map((name) => `CREATE DATABASE ${name}`),
      `CREATE TABLE OWN.PUBLIC.SYNC_LOG (${columns})`,
      procedure("SYNC_PROD", procedureBody("SYNC_PROD", SETTINGS)),
      procedure("DEMO", demoBody("CLD", "DEMO_PROD")),
    ]) {
      await this.session.run(sql);
    }
    await this.emulator.control.scheduler.idle();
  }

  /** Lets a discovery find what changed in the lake. */
  async discover(): Promise<void> {
    await this.emulator.control.scheduler.advanceBy(SETTINGS.discoverySeconds * 1000);
  }

  async call(procedure: "SYNC_PROD" | "DEMO"): Promise<Cycle> {
    const [before, started] = [this.counter.statements, performance.now()];
    await this.session.run(`CALL OWN.PUBLIC.${procedure}()`);
    // Without the CALL itself.
    return { statements: this.counter.statements - before - 1, seconds: (performance.now() - started) / 1000 };
  }

  close(): Promise<void> {
    return this.emulator.close();
  }
}
