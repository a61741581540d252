import type { ObjectId } from "../objects/snowflake-object";
import type { DataStoreInside } from "./data-store-inside";
import { quoteText } from "./physical-type";

/** A sequence as the catalog has it. */
export interface SequenceState {
  readonly id: ObjectId;
  /** What it gives next. */
  readonly next: string;
  readonly increment: string;
}

/**
 * The engine's counters behind sequences: statements that run side by side draw from the same one, row by row, and a value is given
 * once, whatever becomes of the statement. The catalog is told after each statement how far it has gone.
 */
export class SequenceNumbers {
  /** What the catalog was told last. One that says otherwise was altered since: its counter is made anew. */
  readonly #told = new Map<ObjectId, Omit<SequenceState, "id">>();
  /** When each counter is there: whoever draws from it waits for that. */
  readonly #made = new Map<ObjectId, Promise<void>>();
  /** The sequences that statements have bound, by query id. */
  readonly #bound = new Map<string, Set<ObjectId>>();

  constructor(private readonly store: DataStoreInside) {}

  /** SQL that gives another value each time. `queryId`: the statement that it is for. */
  async sql({ id, next, increment }: SequenceState, queryId: string): Promise<string> {
    const told = this.#told.get(id);
    if (told?.next !== next || told.increment !== increment) {
      this.#told.set(id, { next, increment });
      this.#made.set(id, this.#make({ id, next, increment }));
    }
    await this.#made.get(id);
    const bound = this.#bound.get(queryId) ?? new Set<ObjectId>();
    this.#bound.set(queryId, bound);
    bound.add(id);
    return `nextval(${quoteText(this.#name(id))})`;
  }

  /** A statement has ended: what the sequences that it drew from give next. */
  async settle(queryId: string): Promise<readonly SequenceState[]> {
    const bound = this.#bound.get(queryId);
    this.#bound.delete(queryId);
    const settled: SequenceState[] = [];
    for (const id of bound ?? []) {
      const told = this.#told.get(id);
      if (told === undefined) continue;
      const system = await this.store.system();
      const [[last] = []] = await system.exclusive({}, (runner) =>
        runner.rows(`SELECT last_value::VARCHAR FROM duckdb_sequences() WHERE sequence_name = 'q_${id}'`),
      );
      if (last === null || last === undefined || this.#told.get(id) !== told) continue;
      const next = String(BigInt(last) + BigInt(told.increment));
      this.#told.set(id, { next, increment: told.increment });
      settled.push({ id, next, increment: told.increment });
    }
    return settled;
  }

  /** The counters are gone: the store was put back to what it was. */
  forget(): void {
    this.#told.clear();
    this.#made.clear();
  }

  async #make({ id, next, increment }: SequenceState): Promise<void> {
    try {
      const system = await this.store.system();
      await this.store.writing([], () =>
        system.exclusive({}, (runner) =>
          runner.run(
            `CREATE OR REPLACE SEQUENCE ${this.#name(id)} INCREMENT BY ${increment} ` +
              `MINVALUE -9223372036854775807 MAXVALUE 9223372036854775807 START WITH ${next}`,
          ),
        ),
      );
    } catch (error) {
      // Whoever comes next tries again.
      this.#told.delete(id);
      throw error;
    }
  }

  #name(id: ObjectId): string {
    return `${this.store.schema}.q_${id}`;
  }
}
