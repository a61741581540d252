import { join } from "node:path";
import { MessageChannel, type MessagePort, Worker } from "node:worker_threads";
import { packageDirectory } from "../package-directory";
import type { ThreadCall, ThreadMessage } from "./protocol";

/** How much a procedure may use. */
export interface ThreadLimits {
  /** Megabytes of JavaScript objects. */
  readonly memoryMb: number;
}

/**
 * The thread's code: plain JavaScript that Node loads by itself. It can't be part of a bundle (a thread starts from a file),
 * so it is taken from the package's folder.
 */
const THREAD_FILE = join(packageDirectory(), "src", "procedures", "thread", "thread.cjs");

/** What a thread's user is told. */
export interface ThreadListener {
  message(message: ThreadMessage): void;
  /** The thread is dead: out of memory, or broken. */
  failed(error: Error): void;
}

/** A thread that runs procedure bodies, one at a time. It does not keep the process alive while it is idle. */
export class ProcedureThread {
  readonly #signal = new Int32Array(new SharedArrayBuffer(4));
  readonly #replies: MessagePort;
  readonly #worker: Worker;
  #listener: ThreadListener | undefined;
  #dead = false;

  constructor({ memoryMb }: ThreadLimits) {
    const { port1, port2 } = new MessageChannel();
    this.#replies = port1;
    port1.unref();
    this.#worker = new Worker(THREAD_FILE, {
      workerData: { signal: this.#signal.buffer, replies: port2 },
      transferList: [port2],
      resourceLimits: { maxOldGenerationSizeMb: memoryMb, maxYoungGenerationSizeMb: Math.ceil(memoryMb / 4) },
      // No loader of the emulator's process, and nothing of its environment.
      execArgv: [],
      env: {},
    });
    this.#worker.on("message", (text: string) => {
      const message: ThreadMessage = JSON.parse(text);
      this.#listener?.message(message);
    });
    this.#worker.on("error", (error) => this.#end(error));
    this.#worker.on("exit", () => this.#end(new Error("the thread of a procedure has ended")));
    this.#worker.unref();
  }

  get dead(): boolean {
    return this.#dead;
  }

  /** Starts a call; the listener hears of it until `release`. */
  start(call: ThreadCall, listener: ThreadListener): void {
    this.#listener = listener;
    this.#worker.ref();
    this.#worker.postMessage(JSON.stringify(call));
  }

  /** Answers what the thread waits for. */
  reply(answer: object): void {
    this.#replies.postMessage(JSON.stringify(answer));
    Atomics.store(this.#signal, 0, 1);
    Atomics.notify(this.#signal, 0);
  }

  /** The call is over. */
  release(): void {
    this.#listener = undefined;
    this.#worker.unref();
  }

  /** Stops whatever it does, an endless loop included. */
  async terminate(): Promise<void> {
    this.#end(new Error("the thread of a procedure was stopped"));
    await this.#worker.terminate();
  }

  #end(error: Error): void {
    if (this.#dead) return;
    this.#dead = true;
    this.#replies.close();
    this.#listener?.failed(error);
  }
}
