import type { Connection } from "snowflake-sdk";
import { z } from "zod";

/** One row: column name, as Snowflake spells it, to value. */
export type Row = Readonly<Record<string, unknown>>;

/** Who logs in where. */
export interface SessionSettings {
  /** URL of the server. */
  readonly url: string;
  /** Organization's name. */
  readonly organization: string;
  /** Account's name in the organization. */
  readonly account: string;
  /** User. */
  readonly user: string;
  /** Role to work as. */
  readonly role: string;
  /** Private key, PKCS #8 PEM. */
  readonly privateKeyPem: string;
}

/** A session of the official Node driver. */
export interface SnowflakeSession {
  /** Runs one statement and returns its rows. @throws the driver's error, whose message is Snowflake's. */
  execute(sql: string): Promise<readonly Row[]>;
  /** Logs out. */
  close(): Promise<void>;
}

const rowsSchema = z.array(z.record(z.string(), z.unknown()));

/** Logs in by key pair. @throws the driver's error. */
export async function openSession(settings: SessionSettings): Promise<SnowflakeSession> {
  const { configure, createConnection } = loadDriver();
  // By default it logs errors to the terminal; here they are thrown and reported.
  configure({ logLevel: "OFF" });
  const connection = createConnection({
    accessUrl: settings.url,
    account: `${settings.organization}-${settings.account}`,
    username: settings.user,
    role: settings.role,
    authenticator: "SNOWFLAKE_JWT",
    privateKey: settings.privateKeyPem,
    // A local cloud answers or is gone; the driver's own patience is five minutes.
    sfRetryMaxLoginRetries: 2,
  });
  await new Promise<void>((resolve, reject) => {
    connection.connect((error) => (error === undefined || error === null ? resolve() : reject(error)));
  });
  return { execute: (sql) => execute(connection, sql), close: () => close(connection) };
}

/** Logs in, does something, logs out in any case. */
export async function withSession<T>(
  settings: SessionSettings,
  work: (session: SnowflakeSession) => Promise<T>,
): Promise<T> {
  const session = await openSession(settings);
  try {
    return await work(session);
  } finally {
    await session.close();
  }
}

/**
 * Loaded when it is needed, and not with this file: on loading, the driver looks around for the cloud that it runs in.
 * By require(), since import() of a CommonJS module gives no named exports.
 */
function loadDriver(): typeof import("snowflake-sdk") {
  return require("snowflake-sdk");
}

function execute(connection: Connection, sql: string): Promise<readonly Row[]> {
  return new Promise((resolve, reject) => {
    connection.execute({
      sqlText: sql,
      complete: (error, _statement, rows) =>
        error === undefined || error === null ? resolve(rowsSchema.parse(rows ?? [])) : reject(error),
    });
  });
}

function close(connection: Connection): Promise<void> {
  return new Promise((resolve, reject) => {
    connection.destroy((error) => (error === undefined || error === null ? resolve() : reject(error)));
  });
}
