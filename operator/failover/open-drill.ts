import { randomUUID } from "node:crypto";
import { hostname, userInfo } from "node:os";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { AccountRole, TwinbergConfig } from "../../config/schema";
import { quoteIdentifier } from "../../sql/identifier";
import { openSession, type SessionSettings, type SnowflakeSession } from "../snowflake/session";
import { accountUrl, deployerSettings } from "../validate/deployers";
import { keepPorts, openAccountPort } from "./account-port";
import type { DrillOptions } from "./drill-options";
import type { DrillIntent } from "./journal-entry";
import type { FailoverHost } from "./message";
import { MESSAGES, tell } from "./messages";
import { observe } from "./observe/observe";
import { type ControllerBucket, openControllerBucket } from "./stores/bucket";
import { BucketJournalStore } from "./stores/bucket-journal";
import { BucketLeaseStore } from "./stores/bucket-lease";
import { CopiedJournalStore, DRILLS_FOLDER } from "./stores/copied-journal";
import { topologyOf } from "./topology";

/** An account that doesn't answer within this, in milliseconds, is out of reach. */
const LIMIT_MS = 15_000;

/** What a drill is opened with. */
export interface DrillInput {
  readonly config: TwinbergConfig;
  readonly intent: DrillIntent;
  readonly host: FailoverHost;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Folder of the checkout. */
  readonly root: string;
  readonly signal: AbortSignal;
  /** Opens a session; tests give another. Default: the official driver's. */
  readonly open?: (settings: SessionSettings) => Promise<SnowflakeSession>;
  /** Default: the configured one. */
  readonly bucket?: ControllerBucket;
}

/** What a drill needs, opened for real. */
export interface OpenedDrill {
  readonly options: DrillOptions;
  /** Where a drill's journal and evidence are on this machine. */
  folderOf(drill: string): string;
  /** Logs out everywhere, and lets go of connections. */
  close(): Promise<void>;
}

/**
 * Opens what a drill needs: sessions of both accounts as their deployers, and the controller's bucket.
 * @throws UsageError when there is no key for the target; a planned drill needs the other one, too
 */
export function openDrill(input: DrillInput): OpenedDrill {
  const { config, intent, host, env, root, signal, open = openSession } = input;
  const bucket = input.bucket ?? openControllerBucket(config);
  const topology = topologyOf(config);
  const clock = () => new Date();
  const target = deployerSettings(config, intent.to, env);
  if (intent.mode === "planned") deployerSettings(config, intent.to === "primary" ? "secondary" : "primary", env);
  const opened = keepPorts(async (account: AccountRole) =>
    openAccountPort({ config, account, settings: deployerSettings(config, account, env), open }),
  );
  const folder = path.join(root, DRILLS_FOLDER);
  const journals = new CopiedJournalStore(new BucketJournalStore(bucket), folder, (drill, reason) =>
    tell(host, MESSAGES.notCopied, { drill, reason }, clock()),
  );
  return {
    options: {
      topology,
      intent,
      host,
      ports: opened.ports,
      asClient: (work) => asClient({ config, target, open }, work),
      observe: () => observe(topology, opened.ports, clock, LIMIT_MS),
      leases: new BucketLeaseStore(bucket),
      journals,
      clock,
      pause: (ms) => delay(ms, undefined, { signal }),
      token: randomUUID,
      holder: `${userInfo().username}@${hostname()}`,
      signal,
      keepLease: true,
    },
    folderOf: (drill) => path.join(folder, drill),
    close: async () => {
      await opened.close();
      bucket.close();
    },
  };
}

/** As the target's deployer, but by the connection's name, as clients do; without one, by the account's. */
async function asClient<Value>(
  {
    config,
    target,
    open,
  }: {
    readonly config: TwinbergConfig;
    readonly target: SessionSettings;
    readonly open: (settings: SessionSettings) => Promise<SnowflakeSession>;
  },
  work: (session: Pick<SnowflakeSession, "execute">) => Promise<Value>,
): Promise<Value> {
  const { organization, local, failover, warehouses } = config;
  const name = failover.connection?.name ?? target.account;
  const url = local?.snowflakeEndpoint ?? accountUrl(organization, name);
  const session = await open({ ...target, account: name, url });
  try {
    await session.execute(`USE WAREHOUSE ${quoteIdentifier(warehouses.query.name)}`);
    return await work(session);
  } finally {
    await session.close();
  }
}
