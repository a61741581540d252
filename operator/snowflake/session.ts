import type { Connection, ConnectionOptions } from "snowflake-sdk";
import { z } from "zod";

/** One row: column name, as Snowflake spells it, to value. */
export type Row = Readonly<Record<string, unknown>>;

/** Where somebody logs in, and as whom. */
interface SessionPlace {
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
}

/** A login without a key pair. */
export type KeylessLogin =
  | { readonly kind: "password"; readonly password: string }
  /** A programmatic access token. */
  | { readonly kind: "token"; readonly token: string }
  /** Single sign-on, in the browser that opens. */
  | { readonly kind: "browser" }
  /** The AWS identity of the environment. The driver sends it to Snowflake's own hosts only. */
  | { readonly kind: "workload-identity" };

/** Who logs in where. */
export type SessionSettings = SessionPlace &
  (
    | {
        /** Private key, PKCS #8 PEM. */
        readonly privateKeyPem: string;
      }
    | { readonly login: KeylessLogin }
  );

/** A session of the official Node driver. */
export interface SnowflakeSession {
  /** Runs one statement and returns its rows. @throws the driver's error, whose message is Snowflake's. */
  execute(sql: string): Promise<readonly Row[]>;
  /** Logs out. */
  close(): Promise<void>;
}

/** How long an account may take to log somebody out, in milliseconds: it ends the session by itself in the end. */
const LOGOUT_MS = 5000;

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
    ...authentication(settings),
    // A local cloud answers or is gone; the driver's own patience is five minutes.
    sfRetryMaxLoginRetries: 2,
  });
  if (!("privateKeyPem" in settings) && settings.login.kind === "browser") {
    // Single sign-on is only to be had this way.
    await connection.connectAsync(() => undefined);
  } else {
    await new Promise<void>((resolve, reject) => {
      connection.connect((error) => (error === undefined || error === null ? resolve() : reject(error)));
    });
  }
  return { execute: (sql) => execute(connection, sql), close: () => close(connection) };
}

/** What the driver is told of the login. Source: docs.snowflake.com, developer-guide/node-js/nodejs-driver-authenticate */
function authentication(settings: SessionSettings): Partial<ConnectionOptions> {
  if ("privateKeyPem" in settings) return { authenticator: "SNOWFLAKE_JWT", privateKey: settings.privateKeyPem };
  const { login } = settings;
  switch (login.kind) {
    case "password":
      return { authenticator: "SNOWFLAKE", password: login.password };
    case "token":
      return { authenticator: "PROGRAMMATIC_ACCESS_TOKEN", token: login.token };
    case "browser":
      return { authenticator: "EXTERNALBROWSER" };
    case "workload-identity":
      return { authenticator: "WORKLOAD_IDENTITY", workloadIdentityProvider: "AWS" };
  }
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
    const late = setTimeout(() => reject(new Error("the account didn't answer when logging out")), LOGOUT_MS);
    connection.destroy((error) => {
      clearTimeout(late);
      if (error === undefined || error === null) resolve();
      else reject(error);
    });
  });
}
