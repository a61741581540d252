import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import type { Account, AccountOptions } from "./account";
import type { AwsAccess } from "./aws";
import { adjustable, type Clock, systemClock } from "./clock";
import { automate } from "./control/automation";
import { takeDown } from "./control/outage";
import { createControlServer } from "./control/server";
import { SnapshotShelf } from "./control/snapshot-shelf";
import type { ControlTargets } from "./control/targets";
import { loadDuckDb } from "./data/duckdb";
import { FaultList } from "./http/fault-list";
import { createHttpServer } from "./http/server";
import { icebergLibrary } from "./iceberg/library";
import type { RemoteServices } from "./iceberg/remote-services";
import { Organization } from "./organization";
import { connectProcedures } from "./procedures/connect";
import { ProcedureRuntime } from "./procedures/runtime";
import { type Randomness, systemRandomness } from "./randomness";
import type { QueryRecord } from "./session/query-history";
import { SessionStore } from "./session/session-store";
import type { StatementServices } from "./sql/statement-request";

/** How to start an emulator when AWS has been connected already. */
export interface EmulatorOptions {
  readonly organization: string;
  readonly accounts: readonly AccountOptions[];
  /** 0: any free port. */
  readonly port: number;
  readonly host: "127.0.0.1";
  readonly clock?: Clock;
  readonly random?: Randomness;
  /** Access to AWS for an account; absent: functions that look at AWS fail and say so. */
  readonly aws?: (account: Account) => AwsAccess;
  /** How catalogs and files of Iceberg tables are reached; absent: they are not, and say so. */
  readonly remote?: RemoteServices;
  /** What goes wrong on purpose. Default: nothing, until the control endpoint asks for it. */
  readonly faults?: FaultList;
  /** TCP port of the control endpoint, 0: any free one. Default: there is none. */
  readonly controlPort?: number;
  /** Folder in which everything is kept. Default: it ends with the process. */
  readonly stateDirectory?: string;
  /** Told of defects in what happens by itself: tasks, alerts. Default: a warning of the process. */
  readonly onError?: (error: Error) => void;
  /** How long a request waits for its statement before it is told to ask again, milliseconds. Default: 45,000 (D). */
  readonly statementWaitMs?: number;
  /** Called after each statement. */
  readonly onStatement?: (record: QueryRecord, account: string) => void;
}

/** A running emulator. */
export interface SnowflakeEmulator {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  readonly port: number;
  readonly organization: Organization;
  readonly sessions: SessionStore;
  /** What the control endpoint can do, without HTTP. */
  readonly control: ControlTargets;
  /** Address of the control endpoint; undefined: there is none. */
  readonly controlUrl: string | undefined;
  /** Puts everything back as it was at the start; sessions stay. Rejects while a transaction is open. */
  reset(): Promise<void>;
  /** Stops listening and ends open connections. Calling it again does nothing. */
  close(): Promise<void>;
}

/** Starts listening. Rejects with an Error that names the port when it is taken. */
export async function startEmulator(options: EmulatorOptions): Promise<SnowflakeEmulator> {
  const clock = adjustable(options.clock ?? systemClock);
  const random = options.random ?? systemRandomness;
  const organization = new Organization(options.organization, options.accounts, clock, random, options.stateDirectory);
  const { aws, faults = new FaultList(), stateDirectory } = options;
  const { accounts } = organization;
  if (stateDirectory !== undefined) await keepStates(accounts, options.accounts, stateDirectory);
  const snapshots = new SnapshotShelf(accounts, clock);
  await snapshots.begin();
  // Loading the engine's library holds everything up for a while: better now than during somebody's first statement.
  await loadDuckDb();
  // So does the Iceberg library, for those who reach a lake.
  if (options.remote !== undefined) icebergLibrary();
  const sessions = new SessionStore(clock, random);
  const statements: StatementServices = {
    accounts,
    sessions,
    reach: (account) => faults.beforeReach(account),
    holdPhase: (account, group, phase, signal) => faults.holdPhase(account, group, phase, signal),
    beforeStatement: (account, sqlText) => faults.beforeStatement(account, sqlText),
    aws: (account) => aws?.(account),
    onStatement: options.onStatement ?? (() => undefined),
  };
  const procedures = new ProcedureRuntime();
  for (const account of accounts) connectProcedures(account, { runtime: procedures, statements });
  const statementWaitMs = options.statementWaitMs ?? 45_000;
  const onError = options.onError ?? ((error: Error) => process.emitWarning(error));
  const control = automate({
    accounts,
    clock,
    sessions,
    statements,
    faults,
    snapshots,
    remote: options.remote,
    onError,
  });
  faults.watchOutages((named) => {
    const affected = accounts.filter(({ identifier }) => named === undefined || identifier === named);
    return takeDown(affected, sessions, control.scheduler);
  });
  const server = createHttpServer({ ...statements, organization, sessions, clock, faults, statementWaitMs });
  const port = await listen(server, options.port, options.host);
  const controlServer = options.controlPort === undefined ? undefined : createControlServer(control);
  const controlPort =
    controlServer &&
    (await listen(controlServer, options.controlPort ?? 0, options.host).catch(async (error: Error) => {
      await stop(server);
      throw error;
    }));
  let closing: Promise<void> | undefined;
  return {
    url: `http://${options.host}:${port}`,
    port,
    organization,
    sessions,
    control,
    controlUrl: controlPort === undefined ? undefined : `http://${options.host}:${controlPort}`,
    reset: () => snapshots.reset(),
    close() {
      control.scheduler.stop();
      closing ??= Promise.all([server, controlServer].map(stop))
        .then(() => sessions.settled())
        .then(() => procedures.close())
        .then(() => Promise.all(accounts.map((account) => account.close())))
        .then(() => undefined);
      return closing;
    },
  };
}

/** Lets each account go on with what is kept of it in its folder. */
async function keepStates(
  accounts: readonly Account[],
  options: readonly AccountOptions[],
  directory: string,
): Promise<void> {
  for (const account of accounts) {
    const administrator = options.find((one) => one.name.toUpperCase() === account.name)?.administrator;
    if (administrator === undefined) throw new Error(`account ${account.name} has no administrator`);
    await account.keepIn(join(directory, account.name), administrator);
  }
}

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const taken = error.code === "EADDRINUSE";
      reject(
        taken ? new Error(`port ${port} on ${host} is in use: choose another one, or 0 for any free port`) : error,
      );
    });
    server.listen(port, host, () => {
      const address = server.address();
      resolve(isAddress(address) ? address.port : port);
    });
  });
}

function isAddress(address: string | AddressInfo | null): address is AddressInfo {
  return typeof address === "object" && address !== null;
}

function stop(server: Server | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    if (server === undefined) return resolve();
    server.close((error) => (error === undefined ? resolve() : reject(error)));
    server.closeAllConnections();
  });
}
