import { isDeepStrictEqual } from "node:util";

/** Do two values say the same? Copies are compared: what a change log remembers, and what comes from elsewhere, are copies, too. */
export function same(a: unknown, b: unknown): boolean {
  return isDeepStrictEqual(structuredClone(a), structuredClone(b));
}
