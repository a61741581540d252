/**
 * What the controller tells while it works. It never prints: terminal, JSON lines and tests are three hosts.
 *
 * Codes: F1xx the lease, F2xx the plan, F3xx steps, F4xx what was measured, F5xx evidence, F9xx results. `MESSAGES` is the registry, and the table in
 * docs/failover-messages.md is generated from it.
 */
export interface FailoverMessage {
  readonly code: string;
  readonly level: "info" | "warning" | "error" | "result";
  /** One sentence for people. */
  readonly text: string;
  /** Facts for programs. */
  readonly data: Readonly<Record<string, unknown>>;
  readonly at: Date;
}

/** Takes messages, and asks on the controller's behalf. */
export interface FailoverHost {
  notify(message: FailoverMessage): void;
  /** Asks a yes-or-no question, whose default answer is no. Resolves with the answer. */
  confirm(question: string): Promise<boolean>;
}
