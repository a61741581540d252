import { internalError, SnowflakeError } from "../errors";
import type { Binding, Bindings } from "../sql/binds";
import { encodeCell } from "../wire/encode-result";
import type { ResultTable } from "../wire/result-table";
import { affectedRows } from "./affected-rows";
import type { ExecutedStatement, ProcedureHost } from "./host";
import { javaScriptOutOfMemory } from "./procedure-errors";
import type { ExecuteReply, RowSlice, ThreadCall, ThreadMessage, ThreadOutcome } from "./protocol";
import type { ProcedureThread } from "./thread";
import { wireType } from "./wire-type";

/** Rows that go over at a time: few enough not to hold up the emulator. */
const ROWS_PER_SLICE = 1000;

function sliceOf(result: ResultTable, from: number): RowSlice {
  return { from, rows: result.rows.slice(from, from + ROWS_PER_SLICE).map((row) => row.map(encodeCell)) };
}

/** Bound values by position, counted from "1". */
function bindingsOf(binds: readonly Binding[]): Bindings {
  return new Map(binds.map((bind, index) => [String(index + 1), bind]));
}

/** One call while it runs: answers what its thread asks. */
export class RunningCall {
  readonly #results: ResultTable[] = [];
  readonly outcome: Promise<ThreadOutcome>;
  #settle: { resolve(outcome: ThreadOutcome): void; reject(error: unknown): void } | undefined;

  constructor(
    private readonly thread: ProcedureThread,
    private readonly host: ProcedureHost,
    call: ThreadCall,
  ) {
    this.outcome = new Promise((resolve, reject) => {
      this.#settle = { resolve, reject };
    });
    thread.start(call, {
      message: (message) => this.#take(message),
      failed: (error) => this.fail(asSnowflakeError(error, call.handler)),
    });
  }

  /** Ends the call with an error; what its thread says afterwards is not heard. */
  fail(error: unknown): void {
    this.#settle?.reject(error);
    this.#settle = undefined;
  }

  #take(message: ThreadMessage): void {
    if (this.#settle === undefined) return;
    switch (message.kind) {
      case "DONE":
        this.#settle.resolve(message.outcome);
        this.#settle = undefined;
        return;
      case "EXECUTE":
        this.host
          .execute(message.sqlText, bindingsOf(message.binds))
          .then((executed) => this.#answer(this.#replyOf(executed)))
          .catch((error: unknown) => this.#refuse(error));
        return;
      case "ROWS": {
        const result = this.#results[message.resultId];
        if (result === undefined) this.fail(internalError(`a procedure asks for result ${message.resultId}`));
        else this.#answer(sliceOf(result, message.from));
        return;
      }
      case "LOG":
        this.host.log(message.level, message.message, message.attributes);
        return;
      case "EVENT":
        this.host.addEvent(message.name, message.attributes);
        return;
      case "SPAN_ATTRIBUTE":
        this.host.setSpanAttribute(message.key, message.value);
        return;
    }
  }

  #answer(answer: ExecuteReply | RowSlice): void {
    if (this.#settle !== undefined) this.thread.reply(answer);
  }

  #replyOf({ queryId, requestId, result }: ExecutedStatement): ExecuteReply {
    const resultId = this.#results.push(result) - 1;
    return {
      now: this.host.now(),
      resultId,
      queryId,
      requestId,
      columns: result.columns.map(({ name, type, nullable }) => ({
        name,
        ...wireType(type),
        nullable: nullable ?? true,
      })),
      total: result.rows.length,
      affected: affectedRows(result),
      ...sliceOf(result, 0),
    };
  }

  /** A statement's error goes to the procedure; anything else is none of its business and ends the call. */
  #refuse(error: unknown): void {
    if (!(error instanceof SnowflakeError)) {
      this.fail(error);
      return;
    }
    const { code, sqlState: state, message } = error;
    this.#answer({ now: this.host.now(), error: { code: Number(code), state, message } });
  }
}

function asSnowflakeError(error: Error, procedure: string): SnowflakeError {
  const outOfMemory = "code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY";
  return outOfMemory ? javaScriptOutOfMemory(procedure) : internalError(error.message);
}
