import type { AccountRole, TwinbergConfig } from "../../config/schema";
import { quoteIdentifier } from "../../sql/identifier";
import { openSession, type Row, type SessionSettings, type SnowflakeSession } from "../snowflake/session";

/**
 * One account, asked in one session as its deployer. It never logs in again by itself: a session that was aborted was
 * fenced, and must not go on in another. What an error tells, `answerOf` (operator/validate/answer.ts) says: refused by
 * Snowflake, or nobody answered.
 */
export interface AccountPort {
  /** Which of the two accounts. */
  readonly account: AccountRole;
  /** Runs one statement and returns its rows. @throws the driver's error, whose message is Snowflake's. */
  execute(sql: string): Promise<readonly Row[]>;
  /** Logs out. */
  close(): Promise<void>;
}

/** How each account is come to: gives the port that is open, or opens one. Rejects when the account can't be reached. */
export type AccountPorts = Readonly<Record<AccountRole, () => Promise<AccountPort>>>;

/** What {@link openAccountPort} needs. */
export interface AccountPortInput {
  readonly config: TwinbergConfig;
  readonly account: AccountRole;
  /** Who logs in: `deployerSettings(config, account, env)`. */
  readonly settings: SessionSettings;
  /** Opens a session; tests give another. Default: the official driver's. */
  readonly open?: (settings: SessionSettings) => Promise<SnowflakeSession>;
}

/** Logs in to an account, ready to query tables. @throws Error that names the account, when it can't be logged in to or has no warehouse */
export async function openAccountPort({
  config,
  account,
  settings,
  open = openSession,
}: AccountPortInput): Promise<AccountPort> {
  const where = `${settings.organization}-${settings.account} at ${settings.url}`;
  const session = await open(settings).catch((error: unknown) => {
    throw new Error(`${settings.user} can't log in to ${where}: ${messageOf(error)}`, { cause: error });
  });
  try {
    await session.execute(`USE WAREHOUSE ${quoteIdentifier(config.warehouses.query.name)}`);
  } catch (error) {
    await session.close();
    throw new Error(`${settings.user} can't work in ${where}: ${messageOf(error)}`, { cause: error });
  }
  return { account, execute: (sql) => session.execute(sql), close: () => session.close() };
}

/** Ports that are opened when they are first asked for, and all closed at the end. */
export interface OpenedPorts {
  readonly ports: AccountPorts;
  /** Logs out wherever it is logged in, and of logins that come too late. Never rejects: a session that is gone needs no logging out. */
  close(): Promise<void>;
}

/** Keeps one port for each account; a login that failed is tried again when it is next asked for. @param open opens one */
export function keepPorts(open: (account: AccountRole) => Promise<AccountPort>): OpenedPorts {
  const kept = new Map<AccountRole, Promise<AccountPort>>();
  const opened: AccountPort[] = [];
  let closed = false;
  const openNew = async (account: AccountRole): Promise<AccountPort> => {
    try {
      const port = await open(account);
      // Came too late, after a time limit or an interrupt: nobody else would log it out.
      if (closed) await port.close();
      else opened.push(port);
      return port;
    } catch (error) {
      kept.delete(account);
      throw error;
    }
  };
  const portOf = (account: AccountRole): Promise<AccountPort> => {
    const port = kept.get(account) ?? openNew(account);
    kept.set(account, port);
    return port;
  };
  return {
    ports: { primary: () => portOf("primary"), secondary: () => portOf("secondary") },
    close: async () => {
      closed = true;
      await Promise.allSettled(opened.splice(0).map((port) => port.close()));
    },
  };
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
