import type { AccountRole } from "../../config/schema";
import type { AccountPort } from "./account-port";
import { StepError } from "./errors";
import type { DrillIntent, JournalEntry } from "./journal-entry";
import { MESSAGES, type MessageType } from "./messages";
import type { FailoverTopology } from "./topology";

/** A step as it is planned and printed. */
export interface StepDescription {
  /** What it is called in the journal and by `--pause-before`: a name, and after a colon what it concerns. */
  readonly id: string;
  /** What it does, as a sentence without a full stop. */
  readonly title: string;
  /** Where it acts. `controller`: in its bucket; `client`: wherever the connection leads. */
  readonly account: AccountRole | "controller" | "client";
  /** What must be so before. */
  readonly precondition: string;
  /** Statements, word by word but for what is found only then, which stands in angle brackets. */
  readonly commands: readonly string[];
  /** What is so afterwards. */
  readonly postcondition: string;
}

/** How a step ended. */
export interface StepEnd {
  readonly outcome: "done" | "already" | "unreachable";
  /** What was seen, for the journal. */
  readonly observed: Readonly<Record<string, unknown>>;
}

/** A step that can be carried out. */
export interface Step extends StepDescription {
  /** What becomes of it when its account can't be reached: `record`: it is left for later, loudly; `stop`: it fails. */
  readonly unreachable: "record" | "stop";
  /**
   * Looks, acts, and looks again: it can be run any number of times.
   * @throws StepError when it can't go on, UnreachableError, StaleEpochError
   */
  run(world: StepWorld): Promise<StepEnd>;
}

/** How long steps wait. All in milliseconds. */
export interface Patience {
  /** From one look to the next. */
  readonly pollMs: number;
  /** For refreshes, tasks and redirects, each. */
  readonly waitMs: number;
}

/** What a step works with. */
export interface StepWorld {
  readonly topology: FailoverTopology;
  readonly intent: DrillIntent;
  readonly drill: string;
  /** That the drill began with: it names what is quarantined, also when others continue. */
  readonly firstEpoch: number;
  readonly journal: readonly JournalEntry[];
  readonly patience: Patience;
  /** An account to look at. Its errors are Snowflake's. @throws UnreachableError */
  port(account: AccountRole): Promise<AccountPort>;
  /** Changes an account, if nobody else has a higher epoch there. @throws StaleEpochError, UnreachableError, Snowflake's error */
  change(account: AccountRole, sql: string): ReturnType<AccountPort["execute"]>;
  /** Logs in as a client does, and works. @throws Error */
  asClient<Value>(work: (port: Pick<AccountPort, "execute">) => Promise<Value>): Promise<Value>;
  /** Records the epoch in the accounts that can be reached, and ends what older controllers do there. */
  enter(account: AccountRole): Promise<{ readonly aborted: readonly string[] }>;
  /** Lets the lease go. */
  release(): Promise<void>;
  /** The controller's clock. */
  now(): Date;
  /** Lets time pass, and keeps the lease meanwhile. */
  pause(ms: number): Promise<void>;
  tell<Data extends object>(type: MessageType<Data>, data: Data): void;
  /** Writes a measurement into the journal. */
  measure(name: string, value: number | string | null, unit: string): Promise<void>;
}

/** What a look came to. */
export interface Look {
  /** Whether the step's postcondition is so. */
  readonly done: boolean;
  /** Why the step can't act now, if it can't. */
  readonly blocked?: string;
  readonly observed: Readonly<Record<string, unknown>>;
}

/** Looks; unless it is done, acts and looks again. @throws StepError when it is blocked before, or not done after */
export async function lookActLook(look: () => Promise<Look>, act: () => Promise<void>): Promise<StepEnd> {
  const before = await look();
  if (before.done) return { outcome: "already", observed: before.observed };
  if (before.blocked !== undefined) throw new StepError(before.blocked);
  await act();
  const after = await look();
  if (!after.done) throw new StepError(`afterwards it isn't so: ${after.blocked ?? JSON.stringify(after.observed)}`);
  return { outcome: "done", observed: after.observed };
}

/** Looks until it is so. @throws StepError when it takes too long */
export async function waitUntil(
  world: StepWorld,
  step: string,
  look: () => Promise<string | undefined>,
  advice?: string,
): Promise<void> {
  const { pollMs, waitMs } = world.patience;
  for (let waited = 0; ; waited += pollMs) {
    const reason = await look();
    if (reason === undefined) return;
    if (waited === 0) world.tell(MESSAGES.waiting, { step, for: reason });
    if (waited >= waitMs) throw new StepError(`waited ${Math.round(waitMs / 1000)} s in vain for ${reason}`, advice);
    await world.pause(pollMs);
  }
}
