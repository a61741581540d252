import type { FailoverHost, FailoverMessage } from "../../operator/failover/message";

/** The controller's process is gone in the middle of what it did. */
class Killed extends Error {
  override readonly name = "Killed";
}

/** What a {@link killableHost} does at each message. */
export interface KillableSettings {
  /** Whether the controller is gone as soon as it has said this, the `count`-th message. Default: never. */
  readonly killedAt?: ((message: FailoverMessage, count: number) => boolean) | undefined;
  /** Is told each message before. Default: nobody. */
  readonly onMessage?: ((message: FailoverMessage) => void) | undefined;
  /** Answers questions. Default: yes. */
  readonly confirm?: FailoverHost["confirm"] | undefined;
}

/** A controller's host that keeps what it says, and can end it in the middle of that; to be run within {@link unlessKilled}. */
export function killableHost({ killedAt, onMessage, confirm }: KillableSettings = {}): {
  readonly host: FailoverHost;
  readonly messages: readonly FailoverMessage[];
} {
  const messages: FailoverMessage[] = [];
  return {
    messages,
    host: {
      notify(message) {
        messages.push(message);
        onMessage?.(message);
        if (killedAt?.(message, messages.length) === true) throw new Killed();
      },
      confirm: confirm ?? (() => Promise.resolve(true)),
    },
  };
}

/** What the work comes to, or that its {@link killableHost} ended it. @throws whatever else the work throws */
export async function unlessKilled<T>(work: () => Promise<T>): Promise<T | "killed"> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Killed) return "killed";
    throw error;
  }
}
