import { statementCanceled } from "../errors";
import { encodeCell } from "../wire/encode-result";
import type { Cell } from "../wire/result-table";
import type { ProcedureArgument } from "./definition";
import { uncaughtError } from "./failure";
import type { ProcedureHost } from "./host";
import type { OutputFormats, ReturnedValue, ThreadOutcome } from "./protocol";
import { type ReturnType, returnCell } from "./return-value";
import { RunningCall } from "./running-call";
import { ProcedureThread, type ThreadLimits } from "./thread";
import { wireType } from "./wire-type";

/** A JavaScript procedure, as far as running it goes. */
export interface JavaScriptProcedure {
  /** The procedure's name: also the name of the function that the body becomes. A JavaScript identifier. */
  readonly name: string;
  readonly args: readonly Pick<ProcedureArgument, "name" | "type">[];
  readonly body: string;
  readonly returns: ReturnType;
}

/** What a call sees of the session. */
export interface CallSettings {
  /** TIMEZONE: what local time is inside. */
  readonly timeZone: string;
  readonly formats: OutputFormats;
}

export interface RuntimeOptions extends Partial<ThreadLimits> {
  /** Threads that are kept while nothing runs. Default: 2. */
  readonly idleThreads?: number;
}

const DEFAULT_MEMORY_MB = 128;
const DEFAULT_IDLE_THREADS = 2;

/**
 * Runs JavaScript procedures. Each call has a context of its own (ECMAScript and the object `snowflake`, nothing else) in a
 * thread of its own, so that a loop without end blocks nobody and can be stopped. Threads are used again: a call on a warm
 * one costs about two milliseconds. A procedure that calls another one occupies two threads.
 */
export class ProcedureRuntime {
  readonly #idle: ProcedureThread[] = [];
  readonly #busy = new Set<ProcedureThread>();
  readonly #limits: ThreadLimits;
  readonly #idleThreads: number;

  constructor({ memoryMb = DEFAULT_MEMORY_MB, idleThreads = DEFAULT_IDLE_THREADS }: RuntimeOptions = {}) {
    this.#limits = { memoryMb };
    this.#idleThreads = idleThreads;
  }

  /**
   * Calls a procedure and gives its value as a cell in wire text.
   * @param values one per argument, as cells of a result
   * @param signal its reason, when it is aborted, is what the call fails with
   * Throws SnowflakeError: 100132 for what the body did not catch, 100183 for a statement's error that it did not catch,
   * 1000xx for a value that is none of the declared type.
   */
  async call(
    procedure: JavaScriptProcedure,
    values: readonly Cell[],
    host: ProcedureHost,
    settings: CallSettings,
    signal?: AbortSignal,
  ): Promise<string | null> {
    const { name, args, body, returns } = procedure;
    const outcome = await this.#run(host, signal, {
      handler: name,
      prefix: `function ${name}(${args.map((one) => one.name).join(", ")}) {`,
      body,
      args: args.map(({ type }, index) => ({ ...wireType(type), cell: encodeCell(values[index] ?? null) })),
      returnsText: returns.type.kind === "TEXT",
      ...settings,
      now: host.now(),
    });
    if (outcome.kind !== "RETURNED") throw uncaughtError(name, body, outcome);
    const returned: ReturnedValue = JSON.parse(outcome.value);
    return returnCell(returned, returns);
  }

  /** Stops all threads; calls that still run fail. */
  async close(): Promise<void> {
    const threads = [...this.#idle.splice(0), ...this.#busy];
    await Promise.all(threads.map((thread) => thread.terminate()));
  }

  #take(): ProcedureThread {
    for (let thread = this.#idle.pop(); thread !== undefined; thread = this.#idle.pop()) {
      if (!thread.dead) return thread;
    }
    return new ProcedureThread(this.#limits);
  }

  async #run(
    host: ProcedureHost,
    signal: AbortSignal | undefined,
    call: ConstructorParameters<typeof RunningCall>[2],
  ): Promise<ThreadOutcome> {
    if (signal?.aborted === true) throw abortReason(signal);
    const thread = this.#take();
    this.#busy.add(thread);
    const running = new RunningCall(thread, host, call);
    const abort = () => running.fail(signal === undefined ? statementCanceled() : abortReason(signal));
    signal?.addEventListener("abort", abort, { once: true });
    let ended = false;
    try {
      const outcome = await running.outcome;
      ended = true;
      return outcome;
    } finally {
      signal?.removeEventListener("abort", abort);
      this.#busy.delete(thread);
      thread.release();
      if (ended && !thread.dead && this.#idle.length < this.#idleThreads) this.#idle.push(thread);
      else await thread.terminate();
    }
  }
}

function abortReason(signal: AbortSignal): unknown {
  return signal.reason instanceof Error && signal.reason.name !== "AbortError" ? signal.reason : statementCanceled();
}
