import { createReadStream } from "node:fs";
import type { LocalFiles } from "../iceberg/local-files";

const QUOTE = 34;
const NEW_LINE = 10;

/** Bytes of the longest record of a file in which records end with a line break outside of quotes. */
async function measure(path: string): Promise<number> {
  let longest = 0;
  let length = 0;
  let quoted = false;
  for await (const chunk of createReadStream(path, { highWaterMark: 2 ** 20 })) {
    const bytes: Buffer = chunk;
    for (const byte of bytes) {
      length += 1;
      if (byte === QUOTE) quoted = !quoted;
      if (byte !== NEW_LINE || quoted) continue;
      longest = Math.max(longest, length);
      length = 0;
    }
  }
  return Math.max(longest, length);
}

const known = new WeakMap<LocalFiles, Map<string, Promise<number>>>();

/** The same for a copy, measured once: what is at a copy's path never changes. */
export function longestRecord(copies: LocalFiles, path: string): Promise<number> {
  const lengths = known.get(copies) ?? new Map<string, Promise<number>>();
  known.set(copies, lengths);
  const measured = lengths.get(path) ?? measure(path);
  lengths.set(path, measured);
  return measured;
}
