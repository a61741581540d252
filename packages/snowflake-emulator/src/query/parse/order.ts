import type { OrderItem } from "../ast";
import { type Reader, readList } from "./reader";

/** `[ASC | DESC] [NULLS {FIRST | LAST}]`. */
export function readDirection({ cursor }: Reader): Pick<OrderItem, "descending" | "nulls"> {
  const descending = cursor.takeOneOf("ASC", "DESC") === "DESC";
  const nulls = cursor.takeOneOf("NULLS FIRST", "NULLS LAST");
  if (nulls === undefined) return { descending };
  return { descending, nulls: nulls === "NULLS FIRST" ? "FIRST" : "LAST" };
}

/** What follows ORDER BY. Positions are number literals. */
export function readOrderItems(reader: Reader): readonly OrderItem[] {
  return readList(reader.cursor, () => ({ expression: reader.expression(), ...readDirection(reader) }));
}
