import type { DuckDBConnection } from "@duckdb/node-api";
import { statementCanceled } from "../errors";

/** How long until a statement that an interrupt has not ended is interrupted again, in milliseconds. */
const INTERRUPT_AGAIN = 10;

/**
 * Interrupts one statement from the abort of its signal on until `end`. Once is not enough: DuckDB forgets an interrupt that
 * comes while the statement is still being prepared.
 */
export class Interruption {
  #timer: NodeJS.Timeout | undefined;

  /** Throws 000604 when the signal was aborted before. */
  constructor(
    private readonly connection: DuckDBConnection,
    private readonly signal: AbortSignal | undefined,
  ) {
    refuseAborted(signal);
    signal?.addEventListener("abort", this.#begin);
  }

  /** The statement has ended: it is not interrupted any more. */
  end(): void {
    this.signal?.removeEventListener("abort", this.#begin);
    clearInterval(this.#timer);
  }

  readonly #begin = () => {
    this.connection.interrupt();
    this.#timer = setInterval(() => this.connection.interrupt(), INTERRUPT_AGAIN);
  };
}

/** Throws 000604 when the signal was aborted. */
export function refuseAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw statementCanceled();
}
