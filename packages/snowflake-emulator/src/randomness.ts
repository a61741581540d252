import { randomBytes } from "node:crypto";

/** Where ids, tokens and salts come from; tests put a fixed source here. */
export interface Randomness {
  bytes(size: number): Buffer;
}

/** The machine's source. */
export const systemRandomness: Randomness = { bytes: (size) => randomBytes(size) };

/** A query id as Snowflake writes it: a UUID-shaped text that starts with 01. */
export function newQueryId(random: Randomness): string {
  const hex = random.bytes(16).toString("hex");
  return `01${hex.slice(2, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`;
}
