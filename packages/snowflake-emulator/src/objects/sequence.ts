import type { ObjectCollection } from "../state/object-collection";
import type { SnowflakeObject } from "./snowflake-object";

/** A sequence. */
export interface Sequence extends SnowflakeObject {
  /** What NEXTVAL gives next. A bigint as text: JSON and journals have none. */
  next: string;
  /** Never 0; as text, too. */
  increment: string;
  ordered: boolean;
}

/** Takes the next `count` values of a sequence: it never gives them again, whatever becomes of the transaction (D: Using sequences). */
export function nextValues(
  sequences: ObjectCollection<Sequence>,
  sequence: Sequence,
  count: number,
): readonly bigint[] {
  const first = BigInt(sequence.next);
  const step = BigInt(sequence.increment);
  const values = Array.from({ length: count }, (_, index) => first + step * BigInt(index));
  sequences.edit(sequence);
  sequence.next = String(first + step * BigInt(count));
  return values;
}
