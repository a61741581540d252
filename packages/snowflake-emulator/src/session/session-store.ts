import type { Account } from "../account";
import { type Clock, clientTime } from "../clock";
import { invalidToken, masterTokenExpired, sessionGone, sessionTokenExpired } from "../errors";
import type { ObjectId } from "../objects/snowflake-object";
import type { Randomness } from "../randomness";
import { QueryIds } from "./query-ids";
import type { Session } from "./session";

/** D: session policies; a session token lives for one hour, a master token for four. */
export const TOKEN_SECONDS = 3600;
export const MASTER_TOKEN_SECONDS = 14_400;

/** What a login decides about the session that it opens. */
export interface SessionStart {
  readonly account: Account;
  readonly userId: ObjectId;
  readonly primaryRoleId: ObjectId;
  readonly secondaryRoles: "ALL" | "NONE";
  readonly warehouseId: ObjectId | null;
  readonly parameters: ReadonlyMap<string, string>;
}

/** Tokens of closed sessions that are still known as such. */
const CLOSED_LIMIT = 2000;

/** All open sessions of an emulator, found by token. */
export class SessionStore {
  readonly #byToken = new Map<string, Session>();
  readonly #byMaster = new Map<string, Session>();
  /** Tokens of closed sessions and the accounts that they were of, oldest first. */
  readonly #closed = new Map<string, Account>();
  /** What forgotten sessions are still giving back: transactions, temporary tables. */
  readonly #leaving = new Set<Promise<void>>();
  #lastId = 1_000_000;

  constructor(
    private readonly clock: Clock,
    private readonly random: Randomness,
  ) {}

  open(start: SessionStart): Session {
    this.#forgetExpired();
    const session = this.make(start);
    this.#byToken.set(session.token, session);
    this.#byMaster.set(session.masterToken, session);
    return session;
  }

  /** A session that no token leads to: it lasts for one request. */
  make(start: SessionStart): Session {
    this.#lastId += 1;
    return {
      databaseId: null,
      schemaId: null,
      ...start,
      queryIds: new QueryIds(),
      variables: new Map(),
      parameters: new Map(start.parameters),
      id: this.#lastId,
      token: this.#newToken(),
      tokenExpiresAt: this.#in(TOKEN_SECONDS),
      masterToken: this.#newToken(),
      masterExpiresAt: this.#in(MASTER_TOKEN_SECONDS),
    };
  }

  /** The session of a token, also when the token has expired. Undefined when there is none. */
  find(token: string | undefined): Session | undefined {
    return token === undefined ? undefined : (this.#byToken.get(token) ?? this.#byMaster.get(token));
  }

  /**
   * The session of a session token. Throws 390104 when there is none, 390111 when it has been closed, 390112 when the
   * token has expired.
   */
  require(token: string | undefined): Session {
    const session = token === undefined ? undefined : this.#byToken.get(token);
    if (session === undefined) throw token !== undefined && this.#closed.has(token) ? sessionGone() : invalidToken();
    if (session.tokenExpiresAt <= clientTime(this.clock)) throw sessionTokenExpired();
    return session;
  }

  /** New tokens for a master token's session. Throws 390104 when unknown, 390114 when expired. */
  renew(masterToken: string | undefined): Session {
    const session = masterToken === undefined ? undefined : this.#byMaster.get(masterToken);
    if (session === undefined) {
      throw masterToken !== undefined && this.#closed.has(masterToken) ? sessionGone() : invalidToken();
    }
    if (session.masterExpiresAt <= clientTime(this.clock)) throw masterTokenExpired();
    this.#remove(session);
    session.token = this.#newToken();
    session.tokenExpiresAt = this.#in(TOKEN_SECONDS);
    session.masterToken = this.#newToken();
    session.masterExpiresAt = this.#in(MASTER_TOKEN_SECONDS);
    this.#byToken.set(session.token, session);
    this.#byMaster.set(session.masterToken, session);
    return session;
  }

  /** Gives the master token its whole life again: what a heartbeat does for a session that is kept alive. */
  keepAlive(session: Session): void {
    session.masterExpiresAt = this.#in(MASTER_TOKEN_SECONDS);
  }

  /** Its tokens are of no use from now on: 390111. What it holds is not given back by this. */
  close(session: Session): void {
    this.#remove(session);
    for (const token of [session.token, session.masterToken]) this.#closed.set(token, session.account);
    for (const oldest of this.#closed.keys()) {
      if (this.#closed.size <= CLOSED_LIMIT) break;
      this.#closed.delete(oldest);
    }
  }

  /** The account of a token, also when its session has been closed. */
  accountOf(token: string | undefined): Account | undefined {
    return this.find(token)?.account ?? (token === undefined ? undefined : this.#closed.get(token));
  }

  /** An open session of an account. */
  byId(account: Account, id: number): Session | undefined {
    return this.#of(account).find((session) => session.id === id);
  }

  /** Ends all sessions of an account; what they hold is given back in the background. */
  endAll(account: Account): void {
    for (const session of this.#of(account)) {
      this.close(session);
      this.#leave(session);
    }
  }

  #of(account: Account): readonly Session[] {
    return [...this.#byToken.values()].filter((session) => session.account === account);
  }

  /**
   * Lets the tokens of an account's sessions (of all, without an account) expire now: the session tokens, or the master
   * tokens too. Returns how many sessions there are.
   */
  expire(which: "SESSION" | "MASTER", account?: Account): number {
    let count = 0;
    for (const session of this.#byToken.values()) {
      if (account !== undefined && session.account !== account) continue;
      session.tokenExpiresAt = clientTime(this.clock);
      if (which === "MASTER") session.masterExpiresAt = clientTime(this.clock);
      count += 1;
    }
    return count;
  }

  /** Sessions whose master token has expired can't come back; the oldest are first. */
  #forgetExpired(): void {
    // A day, so that clients are still told the right thing for a while.
    const limit = clientTime(this.clock) - 86_400_000;
    for (const session of this.#byMaster.values()) {
      if (session.masterExpiresAt > limit) break;
      this.#remove(session);
      this.#leave(session);
    }
  }

  /** Lets go of what a session holds. A failure stays for `settled` to tell. */
  #leave({ account, id }: Session): void {
    const leaving = account.closeSession(id);
    this.#leaving.add(leaving);
    leaving.then(
      () => this.#leaving.delete(leaving),
      () => undefined,
    );
  }

  /** Resolves when forgotten sessions have given back all that they held; rejects with why one could not. */
  async settled(): Promise<void> {
    await Promise.all(this.#leaving);
  }

  #remove(session: Session): void {
    this.#byToken.delete(session.token);
    this.#byMaster.delete(session.masterToken);
  }

  #in(seconds: number): number {
    return clientTime(this.clock) + seconds * 1000;
  }

  #newToken(): string {
    return `ver:3-hint:${this.#lastId}-ETMsDgAAA${this.random.bytes(32).toString("base64url")}`;
  }
}
