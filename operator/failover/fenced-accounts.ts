import type { AccountRole } from "../../config/schema";
import { unlessAborted } from "../validate/account-access";
import { answerOf } from "../validate/answer";
import type { AccountPort, AccountPorts } from "./account-port";
import { StaleEpochError, UnreachableError } from "./errors";
import type { HeldLease } from "./lease";
import type { Observation } from "./observation";
import { abortSession, highestEpoch, olderSessions, recordEpoch } from "./statements";
import type { FailoverTopology } from "./topology";

/** The lease is renewed before a change, unless it was within this time, in milliseconds. */
const RENEWED_WITHIN_MS = 10_000;

/** What a statement ends with when its account goes down under it, among others. */
const INTERNAL_ERROR = "000603";

/** What {@link FencedAccounts} works with. */
export interface FencedAccountsInput {
  readonly topology: FailoverTopology;
  readonly ports: AccountPorts;
  readonly lease: HeldLease;
  readonly drill: string;
  readonly signal: AbortSignal;
  /** What was seen last: who was out of reach then isn't waited for again. */
  readonly observation: Observation;
}

/** What became of the sessions that lower epochs had recorded. */
export interface Entered {
  readonly aborted: readonly string[];
}

/**
 * Both accounts, each entered with the epoch: it is recorded there with the session, older sessions are ended, and before
 * each change the account is asked, in the same session, whether a higher one came since. An account that once didn't
 * answer is left alone: a session that is gone may have been ended by a newer controller.
 */
export class FencedAccounts {
  private readonly entered = new Map<AccountRole, Promise<{ readonly port: AccountPort } & Entered>>();
  private readonly lost = new Map<AccountRole, string>();

  constructor(private readonly input: FencedAccountsInput) {
    for (const seen of Object.values(input.observation.accounts)) {
      if (!seen.reachable) this.lost.set(seen.account, seen.reason);
    }
  }

  /** @throws UnreachableError, StaleEpochError */
  async enter(account: AccountRole): Promise<Entered> {
    return this.session(account);
  }

  /** An account to look at. @throws UnreachableError, StaleEpochError */
  async port(account: AccountRole): Promise<AccountPort> {
    return (await this.session(account)).port;
  }

  /** Runs a statement that changes something. @throws StaleEpochError, UnreachableError, or Snowflake's refusal */
  async change(account: AccountRole, sql: string): ReturnType<AccountPort["execute"]> {
    const { port } = await this.session(account);
    await this.input.lease.renew(RENEWED_WITHIN_MS);
    await this.mustBeHighest(port);
    return port.execute(sql);
  }

  private session(account: AccountRole) {
    const reason = this.lost.get(account);
    if (reason !== undefined) return Promise.reject(new UnreachableError(account, reason));
    const session = this.entered.get(account) ?? this.open(account);
    this.entered.set(account, session);
    return session;
  }

  private async open(account: AccountRole) {
    const { topology, ports, lease, drill } = this.input;
    const raw = await this.reached(account, () => ports[account]());
    const port: AccountPort = {
      account,
      execute: (sql) => this.reached(account, () => raw.execute(sql)),
      close: () => raw.close(),
    };
    await this.mustBeHighest(port);
    const { epoch, holder } = lease;
    await port.execute(recordEpoch(topology, { epoch, holder, drill }));
    // Whoever recorded a higher one meanwhile looks for this session after that, and ends it.
    await this.mustBeHighest(port);
    const aborted: string[] = [];
    for (const row of await port.execute(olderSessions(topology, epoch))) {
      const id = String(row.SESSION_ID);
      if (await this.abort(port, id)) aborted.push(id);
    }
    return { port, aborted };
  }

  /** @returns false when there is no such session any more */
  private async abort(port: AccountPort, id: string): Promise<boolean> {
    try {
      await port.execute(abortSession(id));
      return true;
    } catch (error) {
      const answer = answerOf(error);
      if (answer.kind === "refused" && /session/i.test(answer.message) && !/privileg/i.test(answer.message))
        return false;
      throw error;
    }
  }

  private async mustBeHighest(port: AccountPort): Promise<void> {
    const { topology, lease } = this.input;
    const [row] = await port.execute(highestEpoch(topology));
    if (row === undefined) return;
    const seen = { epoch: Number(row.EPOCH), holder: String(row.HOLDER), drill: String(row.DRILL) };
    // The same one is somebody else's when the bucket was lost and made anew: who recorded it first has it.
    const another = seen.epoch === lease.epoch && (seen.holder !== lease.holder || seen.drill !== lease.drill);
    if (seen.epoch > lease.epoch || another) throw new StaleEpochError(lease.epoch, seen, port.account);
  }

  /** Tells apart what Snowflake refuses from nobody answering; and of the latter, whether a newer controller is the reason. */
  private async reached<Value>(account: AccountRole, work: () => Promise<Value>): Promise<Value> {
    const { signal, lease } = this.input;
    const reason = this.lost.get(account);
    if (reason !== undefined) throw new UnreachableError(account, reason);
    try {
      return await unlessAborted(signal, work);
    } catch (error) {
      signal.throwIfAborted();
      const answer = answerOf(error);
      if (answer.kind === "refused" && answer.code !== INTERNAL_ERROR) throw error;
      if (answer.kind === "refused" && (await this.answers(account))) throw error;
      await lease.renew();
      const told = answer.kind === "refused" ? answer.message : answer.reason;
      this.lost.set(account, told);
      throw new UnreachableError(account, told);
    }
  }

  /** Whether anybody answers at all. */
  private async answers(account: AccountRole): Promise<boolean> {
    try {
      await (await this.input.ports[account]()).execute("SELECT 1");
      return true;
    } catch (error) {
      return answerOf(error).kind === "refused";
    }
  }
}
