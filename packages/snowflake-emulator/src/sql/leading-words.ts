/** Something that is known by the words that it begins with, found by the longest of them that fit. */
export class LeadingWords<T> {
  readonly #byFirst = new Map<string, { readonly words: readonly string[]; readonly value: T }[]>();

  /** @param leadingOf gives a value's leading words, with blanks between them */
  constructor(values: readonly T[], leadingOf: (value: T) => string) {
    for (const value of values) {
      const words = leadingOf(value).split(" ");
      const [first = ""] = words;
      const known = this.#byFirst.get(first) ?? [];
      known.push({ words, value });
      this.#byFirst.set(first, known);
    }
    for (const known of this.#byFirst.values()) known.sort((a, b) => b.words.length - a.words.length);
  }

  /** The value with the longest leading words that `words` begins with, and how many they are. */
  find(words: readonly string[]): { readonly value: T; readonly length: number } | undefined {
    const found = this.#byFirst
      .get(words[0] ?? "")
      ?.find((one) => one.words.every((word, index) => words[index] === word));
    return found && { value: found.value, length: found.words.length };
  }
}
