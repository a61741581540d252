import { nestedTooDeeply } from "../../errors";
import type { Token } from "../../sql/tokenizer";

/** How many constructs may stand one in the other: what reading recurses into. */
const DEEPEST = 200;
/** How many levels the tree may have: chains of operators are deep, too, for whoever walks through the tree. */
const HIGHEST = 500;

/**
 * Keeps the tree of a statement low enough to be walked through by recursion: an SQL text of any length gives an error
 * or a tree, never an overflow of the stack.
 */
export class Nesting {
  /** Constructs that contain the place of reading. */
  #depth = 0;
  /** Levels of the highest thing that was read so far in the innermost construct or chain. */
  #height = 0;

  /** Reads a construct that may contain others of its kind. Throws 001003 at the token when it is too deep. */
  inside<T>(at: Token, read: () => T): T {
    if (this.#depth === DEEPEST) throw nestedTooDeeply(at.line, at.column, DEEPEST);
    const outer = this.#height;
    this.#depth += 1;
    this.#height = 0;
    const result = read();
    this.#depth -= 1;
    this.#height = Math.max(outer, this.#height + 1);
    return result;
  }

  /** Reads a chain, as in `a + b + c`: each call of `link` puts one level above all that it has read. */
  chain<T>(read: (link: (at: Token) => void) => T): T {
    const outer = this.#height;
    this.#height = 0;
    const result = read((at) => {
      this.#height += 1;
      if (this.#depth + this.#height > HIGHEST) throw nestedTooDeeply(at.line, at.column, HIGHEST);
    });
    this.#height = Math.max(outer, this.#height);
    return result;
  }
}
