import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type StatusTools, statusCommand } from "../../../../operator/commands/status";
import { MemoryJournalStore, MemoryLeaseStore } from "../../../../operator/failover/memory-stores";
import { runProgram } from "../../../../operator/program";
import { openSession } from "../../../../operator/snowflake/session";
import { EmulatorClock } from "../../../../packages/snowflake-emulator/src/index";
import { demoTextWith } from "../../../helpers/demo-config";
import { type EmulatedAccount, EmulatedClouds } from "../../../procedures/emulated-account";
import { makeReplicaGroups, makeSourceGroups } from "../../../procedures/emulated-groups";
import { TOPOLOGY } from "../observations";

const { privateKey, publicKey } = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
  publicKeyEncoding: { type: "spki", format: "pem" },
});

/** What else there is in an account, by its administrator. */
const STATEMENTS = [
  `CREATE USER TERRAFORM TYPE = SERVICE RSA_PUBLIC_KEY = '${publicKey.replace(/-----[^-]+-----|\s/g, "")}' DEFAULT_ROLE = ACCOUNTADMIN`,
  "GRANT ROLE ACCOUNTADMIN TO USER TERRAFORM",
  "CREATE WAREHOUSE ICEBERG_DEMO_WH",
  ...TOPOLOGY.writerTasks.flatMap((task) => [
    `CREATE TASK ICEBERG_MONITORING.MONITORING.${task} SCHEDULE = '1440 MINUTE' AS SELECT 1`,
    `ALTER TASK ICEBERG_MONITORING.MONITORING.${task} RESUME`,
  ]),
];

/** What `twinberg status` printed. */
export interface Told {
  readonly code: number;
  readonly text: string;
}

/** Two emulated accounts as the controller finds them, and `twinberg status` over them. */
export class StatusWorld {
  readonly state = { leases: new MemoryLeaseStore(), journals: new MemoryJournalStore(), close: () => undefined };

  private constructor(
    readonly clock: EmulatorClock,
    readonly clouds: EmulatedClouds,
    private readonly folder: string,
    readonly east: EmulatedAccount,
    readonly west: EmulatedAccount,
  ) {}

  static async start(): Promise<StatusWorld> {
    const clock = new EmulatorClock();
    const clouds = new EmulatedClouds(clock);
    clock.freeze();
    await clouds.start();
    await clouds.lake.create("iceberg_advertising_db", "campaigns");
    const east = await clouds.account("EAST");
    const west = await clouds.account("WEST", { account: "secondary" });
    for (const account of [east, west]) await account.administer(...STATEMENTS);
    await makeSourceGroups(east, "WEST", "REPLICATION_SCHEDULE = '10 MINUTE'");
    await east.administer("CREATE CONNECTION LAKE", "ALTER CONNECTION LAKE ENABLE FAILOVER TO ACCOUNTS ORG.WEST");
    await west.administer("CREATE CONNECTION LAKE AS REPLICA OF ORG.EAST.LAKE");
    await east.call("HEARTBEAT");
    await makeReplicaGroups(west, "EAST");
    await west.call("HEARTBEAT");
    const folder = mkdtempSync(path.join(tmpdir(), "status-"));
    const local = `local:\n  awsEndpoint: http://127.0.0.1:1\n  snowflakeEndpoint: ${clouds.url}\n`;
    const text = demoTextWith(
      ["organization: TWINBERG", "organization: ORG"],
      [/heartbeat:\n {4}minutes: \d+/, "heartbeat:\n    minutes: 5"],
    );
    writeFileSync(path.join(folder, "config.yaml"), `${text}\n${local}`);
    return new StatusWorld(clock, clouds, folder, east, west);
  }

  /** Runs it. @param write is told what it prints, as it does */
  async status(
    args: readonly string[] = [],
    tools: Partial<StatusTools> = {},
    signal: AbortSignal = new AbortController().signal,
    write: (text: string) => void = () => undefined,
  ): Promise<Told> {
    const out: string[] = [];
    const command = statusCommand({
      open: openSession,
      openState: () => this.state,
      openTables: () => undefined,
      clock: () => new Date(this.clock.now()),
      ...tools,
    });
    const put = (text: string) => {
      out.push(text);
      write(text);
    };
    const context = {
      env: {
        TWINBERG_CONFIG: path.join(this.folder, "config.yaml"),
        TF_VAR_primary_snowflake_private_key: privateKey,
        TF_VAR_secondary_snowflake_private_key: privateKey,
      },
      root: this.folder,
      write: put,
      progress: () => undefined,
      signal,
    };
    const code = await runProgram(["status", ...args], [command], context, put);
    return { code, text: out.join("") };
  }

  async close(): Promise<void> {
    await this.clouds.close();
    rmSync(this.folder, { recursive: true });
  }
}
