import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Account, AccountOptions } from "./account";
import type { AwsAccess } from "./aws";
import { type Clock, systemClock } from "./clock";
import { type FaultGate, NO_FAULTS } from "./http/fault-gate";
import { createHttpServer } from "./http/server";
import { Organization } from "./organization";
import { type Randomness, systemRandomness } from "./randomness";
import type { QueryRecord } from "./session/query-history";
import { SessionStore } from "./session/session-store";

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
  /** What goes wrong on purpose. Default: nothing. */
  readonly faults?: FaultGate;
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
  /** Stops listening and ends open connections. Calling it again does nothing. */
  close(): Promise<void>;
}

/** Starts listening. Rejects with an Error that names the port when it is taken. */
export async function startEmulator(options: EmulatorOptions): Promise<SnowflakeEmulator> {
  const clock = options.clock ?? systemClock;
  const random = options.random ?? systemRandomness;
  const organization = new Organization(options.organization, options.accounts, clock, random);
  const { aws, faults = NO_FAULTS } = options;
  const sessions = new SessionStore(clock, random);
  const server = createHttpServer({
    organization,
    accounts: organization.accounts,
    sessions,
    clock,
    faults,
    beforeStatement: (account, sqlText) => faults.beforeStatement(account, sqlText),
    statementWaitMs: options.statementWaitMs ?? 45_000,
    aws: (account) => aws?.(account),
    onStatement: options.onStatement ?? (() => undefined),
  });
  const port = await listen(server, options.port, options.host);
  let closing: Promise<void> | undefined;
  return {
    url: `http://${options.host}:${port}`,
    port,
    organization,
    sessions,
    close() {
      closing ??= stop(server);
      return closing;
    },
  };
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

function stop(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => (error === undefined ? resolve() : reject(error)));
    server.closeAllConnections();
  });
}
