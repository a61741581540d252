import { type LikePattern, likeMatches } from "../sql/like";

/** An ordered set of names in which a LIKE pattern without case is found without looking at every name. */
export class NameIndex<T> {
  /** Sorted by upper-cased name, then by name. */
  readonly #entries: { readonly upper: string; readonly name: string; readonly value: T }[] = [];

  get size(): number {
    return this.#entries.length;
  }

  add(name: string, value: T): void {
    const upper = name.toUpperCase();
    this.#entries.splice(this.#position(upper, name), 0, { upper, name, value });
  }

  remove(name: string): void {
    const upper = name.toUpperCase();
    const at = this.#position(upper, name);
    if (this.#entries[at]?.name === name) this.#entries.splice(at, 1);
  }

  /** The values whose names match, by name. Literal beginnings and single-character wildcards narrow the search. */
  matching(pattern: LikePattern): readonly T[] {
    const found: { readonly name: string; readonly value: T }[] = [];
    this.#search(pattern, 0, "", 0, this.#entries.length, found);
    return sortByName(found);
  }

  /** All values, by name. */
  all(): readonly T[] {
    return sortByName([...this.#entries]);
  }

  #search(
    pattern: LikePattern,
    step: number,
    prefix: string,
    from: number,
    to: number,
    found: { readonly name: string; readonly value: T }[],
  ): void {
    if (from >= to) return;
    const next = pattern.steps[step];
    if (next === undefined || next.kind === "any") {
      for (const entry of this.#entries.slice(from, to)) if (likeMatches(pattern, entry.upper)) found.push(entry);
      return;
    }
    if (next.kind === "text") {
      const longer = prefix + next.text;
      const start = this.#lowerBound(longer, from, to);
      this.#search(pattern, step + 1, longer, start, this.#endOfPrefix(longer, start, to), found);
      return;
    }
    let at = this.#lowerBound(`${prefix}\u0000`, from, to);
    while (at < to) {
      const one = this.#entries[at]?.upper.codePointAt(prefix.length);
      if (one === undefined) return;
      const longer = prefix + String.fromCodePoint(one);
      const end = this.#endOfPrefix(longer, at, to);
      this.#search(pattern, step + 1, longer, at, end, found);
      at = Math.max(end, at + 1);
    }
  }

  #position(upper: string, name: string): number {
    let low = 0;
    let high = this.#entries.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const entry = this.#entries[middle];
      if (entry !== undefined && (entry.upper < upper || (entry.upper === upper && entry.name < name)))
        low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #lowerBound(upper: string, from: number, to: number): number {
    let low = from;
    let high = to;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#entries[middle]?.upper ?? "") < upper) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The first entry from `from` on that does not begin with the prefix. */
  #endOfPrefix(prefix: string, from: number, to: number): number {
    let low = from;
    let high = to;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#entries[middle]?.upper.startsWith(prefix) === true) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function sortByName<T>(entries: readonly { readonly name: string; readonly value: T }[]): readonly T[] {
  const sorted = [...entries].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  return sorted.map((entry) => entry.value);
}
