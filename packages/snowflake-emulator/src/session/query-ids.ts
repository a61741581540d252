/** Ids that one session remembers. */
const LIMIT = 1000;

/** The statements of a session that have ended, for LAST_QUERY_ID. */
export class QueryIds {
  readonly #ids: string[] = [];
  #dropped = 0;

  add(id: string): void {
    this.#ids.push(id);
    if (this.#ids.length <= LIMIT) return;
    this.#ids.shift();
    this.#dropped += 1;
  }

  /** D: LAST_QUERY_ID. 1 is the first statement of the session, -1 the most recent one; undefined outside of that. */
  at(position: number): string | undefined {
    return position > 0 ? this.#ids[position - 1 - this.#dropped] : this.#ids.at(position);
  }
}
