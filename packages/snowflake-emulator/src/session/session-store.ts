import type { Account } from "../account";
import type { Clock } from "../clock";
import { invalidToken, masterTokenExpired, sessionTokenExpired } from "../errors";
import type { ObjectId } from "../objects/snowflake-object";
import type { Randomness } from "../randomness";
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

/** All open sessions of an emulator, found by token. */
export class SessionStore {
  readonly #byToken = new Map<string, Session>();
  readonly #byMaster = new Map<string, Session>();
  #lastId = 1_000_000;

  constructor(
    private readonly clock: Clock,
    private readonly random: Randomness,
  ) {}

  open(start: SessionStart): Session {
    this.#lastId += 1;
    const session: Session = {
      databaseId: null,
      schemaId: null,
      ...start,
      parameters: new Map(start.parameters),
      id: this.#lastId,
      token: this.#newToken(),
      tokenExpiresAt: this.clock.now() + TOKEN_SECONDS * 1000,
      masterToken: this.#newToken(),
      masterExpiresAt: this.clock.now() + MASTER_TOKEN_SECONDS * 1000,
    };
    this.#byToken.set(session.token, session);
    this.#byMaster.set(session.masterToken, session);
    return session;
  }

  /** The session of a session token. Throws 390104 when there is none, 390112 when the token has expired. */
  require(token: string | undefined): Session {
    const session = token === undefined ? undefined : this.#byToken.get(token);
    if (session === undefined) throw invalidToken();
    if (session.tokenExpiresAt <= this.clock.now()) throw sessionTokenExpired();
    return session;
  }

  /** New tokens for a master token's session. Throws 390104 when unknown, 390114 when expired. */
  renew(masterToken: string | undefined): Session {
    const session = masterToken === undefined ? undefined : this.#byMaster.get(masterToken);
    if (session === undefined) throw invalidToken();
    if (session.masterExpiresAt <= this.clock.now()) throw masterTokenExpired();
    this.close(session);
    session.token = this.#newToken();
    session.tokenExpiresAt = this.clock.now() + TOKEN_SECONDS * 1000;
    session.masterToken = this.#newToken();
    session.masterExpiresAt = this.clock.now() + MASTER_TOKEN_SECONDS * 1000;
    this.#byToken.set(session.token, session);
    this.#byMaster.set(session.masterToken, session);
    return session;
  }

  close(session: Session): void {
    this.#byToken.delete(session.token);
    this.#byMaster.delete(session.masterToken);
  }

  #newToken(): string {
    return `ver:3-hint:${this.#lastId}-ETMsDgAAA${this.random.bytes(32).toString("base64url")}`;
  }
}
