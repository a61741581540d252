import type { ObjectId } from "../objects/snowflake-object";

/**
 * How many rows tables have, remembered until they change. A count that was taken while its table changed is not remembered.
 */
export class RowCounts {
  readonly #known = new Map<ObjectId, number>();
  /** Counts the changes of each table's rows. */
  readonly #changes = new Map<ObjectId, number>();
  /** Counts the changes of unknown extent. */
  #all = 0;

  /** The tables' rows are about to change, or have just changed; "all": any of them may. */
  changed(ids: readonly ObjectId[] | "all"): void {
    if (ids === "all") {
      this.#all += 1;
      this.#known.clear();
      return;
    }
    for (const id of ids) {
      this.#known.delete(id);
      this.#changes.set(id, (this.#changes.get(id) ?? 0) + 1);
    }
  }

  /** The tables' counts; `count` is asked for those that are not remembered. */
  async of(
    ids: readonly ObjectId[],
    count: (ids: readonly ObjectId[]) => Promise<ReadonlyMap<ObjectId, number>>,
  ): Promise<ReadonlyMap<ObjectId, number>> {
    const missing = ids.filter((id) => !this.#known.has(id));
    const answer = new Map(ids.flatMap((id) => this.#entry(id)));
    if (missing.length === 0) return answer;
    const before = new Map(missing.map((id) => [id, this.stamp(id)]));
    for (const [id, rows] of await count(missing)) {
      answer.set(id, rows);
      if (before.get(id) === this.stamp(id)) this.#known.set(id, rows);
    }
    return answer;
  }

  #entry(id: ObjectId): readonly (readonly [ObjectId, number])[] {
    const rows = this.#known.get(id);
    return rows === undefined ? [] : [[id, rows]];
  }

  /** Another text after each change of a table's rows. */
  stamp(id: ObjectId): string {
    return `${this.#all} ${this.#changes.get(id) ?? 0}`;
  }
}
