import type { AccountRole, TwinbergConfig } from "../../config/schema";
import { quoteIdentifier } from "../../sql/identifier";
import { openSession, type Row, type SessionSettings, type SnowflakeSession } from "../snowflake/session";

/** One of the roles that the configuration names. */
export type LakeRole = keyof TwinbergConfig["roles"];

/** One account, asked as one role or another. */
export interface AccountAccess {
  /** Which of the two accounts. */
  readonly account: AccountRole;
  /** Runs a statement as a role and none besides. @throws NotReached, or the driver's error */
  execute(as: LakeRole, sql: string): Promise<readonly Row[]>;
  /** Aborted when the user interrupts. */
  readonly signal: AbortSignal;
  /**
   * Has a statement run before logging out, also after an interrupt: what undoes something that should have been refused.
   * @returns forgets it
   */
  atEnd(as: LakeRole, sql: string): () => void;
  /** Logs out. */
  close(): Promise<void>;
}

/** The account can't be logged in to, or the role can't be taken: nothing was asked. */
export class NotReached extends Error {
  override readonly name = "NotReached";
}

/** What {@link openAccount} needs. */
export interface AccountAccessInput {
  readonly config: TwinbergConfig;
  readonly account: AccountRole;
  /** Who logs in: the deployer. */
  readonly settings: SessionSettings;
  readonly signal: AbortSignal;
  /** Opens a session; tests give another. Default: the official driver's. */
  readonly open?: (settings: SessionSettings) => Promise<SnowflakeSession>;
}

/** An account, with a session for each role that is opened when it is first needed. */
export function openAccount({
  config,
  account,
  settings,
  signal,
  open = openSession,
}: AccountAccessInput): AccountAccess {
  const where = `${settings.organization}-${settings.account} at ${settings.url}`;
  const sessions = new Map<LakeRole, Promise<SnowflakeSession>>();
  const opened: SnowflakeSession[] = [];
  const endings = new Set<() => Promise<unknown>>();
  let first: Promise<SnowflakeSession> | undefined;
  let closed = false;

  const logIn = async (): Promise<SnowflakeSession> => {
    const session = await open(settings).catch((error: unknown) => {
      throw new NotReached(`${settings.user} can't log in to ${where}: ${messageOf(error)}`);
    });
    // Came too late, after an interrupt: nobody else would log it out.
    if (closed) await session.close();
    else opened.push(session);
    return session;
  };
  const work = async (as: LakeRole): Promise<SnowflakeSession> => {
    // One failed login is told for all roles: the others would only wait as long for the same.
    const opening: Promise<SnowflakeSession> = first === undefined ? logIn() : first.then(logIn);
    first ??= opening;
    const session = await opening;
    const role = config.roles[as];
    try {
      await session.execute(`USE ROLE ${quoteIdentifier(role)}`);
      // Whoever is the deployer holds more roles, and what they may do is no matter here.
      await session.execute("USE SECONDARY ROLES NONE");
      await session.execute(`USE WAREHOUSE ${quoteIdentifier(config.warehouses.query.name)}`);
    } catch (error) {
      throw new NotReached(`${settings.user} can't work as ${role} in ${where}: ${messageOf(error)}`);
    }
    return session;
  };
  const sessionOf = (as: LakeRole): Promise<SnowflakeSession> => {
    const found = sessions.get(as) ?? work(as);
    sessions.set(as, found);
    return found;
  };
  return {
    account,
    signal,
    execute: (as, sql) =>
      unlessAborted(signal, async () => {
        const session = await sessionOf(as);
        return session.execute(sql);
      }),
    atEnd: (as, sql) => {
      const ending = async () => (await sessionOf(as)).execute(sql);
      endings.add(ending);
      return () => void endings.delete(ending);
    },
    close: async () => {
      closed = true;
      // Settled either way: the results are there, and a session that is gone needs no logging out.
      await Promise.allSettled([...endings].map((ending) => ending()));
      await Promise.allSettled(opened.splice(0).map((session) => session.close()));
    },
  };
}

/** Doesn't wait for work that an interrupt has overtaken: the driver can't be told to stop. */
export async function unlessAborted<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  signal.throwIfAborted();
  let stop: (() => void) | undefined;
  const aborted = new Promise<never>((_resolve, reject) => {
    stop = () => reject(signal.reason);
    signal.addEventListener("abort", stop, { once: true });
  });
  try {
    return await Promise.race([work(), aborted]);
  } finally {
    if (stop !== undefined) signal.removeEventListener("abort", stop);
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
