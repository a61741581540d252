import type { Clock } from "../clock";

/** A message that a real Snowflake would have sent. */
export interface SentMessage {
  /** Counted from 1. */
  readonly id: number;
  /** Identifier of the account, `ORG-ACCT`. */
  readonly account: string;
  /** Milliseconds since the epoch. */
  readonly sentAt: number;
  /** The notification integration that it went through. */
  readonly integration: string;
  readonly kind: "email";
  readonly recipients: readonly string[];
  readonly subject: string;
  readonly body: string;
  readonly mimeType: "text/plain" | "text/html" | "application/json";
}

/** How many messages are kept; older ones go. */
const MOST_KEPT = 10_000;

/** Where email ends up: nothing leaves the machine. */
export class Outbox {
  #messages: SentMessage[] = [];
  #lastId = 0;

  constructor(private readonly clock: Clock) {}

  send(message: Omit<SentMessage, "id" | "sentAt">): SentMessage {
    this.#lastId += 1;
    const sent: SentMessage = { id: this.#lastId, sentAt: this.clock.now(), ...message };
    this.#messages.push(sent);
    if (this.#messages.length > MOST_KEPT) this.#messages.shift();
    return sent;
  }

  /** Oldest first; of one account only when given. */
  list(account?: string): readonly SentMessage[] {
    return account === undefined ? [...this.#messages] : this.#messages.filter((one) => one.account === account);
  }

  clear(): void {
    this.#messages = [];
  }
}
