import type { FrameBound, OrderItem, WindowFrame, WindowSpec } from "../ast";
import { readOrderItems } from "./order";
import { type Reader, readList } from "./reader";

function readBound(reader: Reader): FrameBound {
  const { cursor } = reader;
  const fixed = cursor.takeOneOf("UNBOUNDED PRECEDING", "UNBOUNDED FOLLOWING", "CURRENT ROW");
  if (fixed !== undefined) return { kind: fixed };
  const offset = reader.operand();
  const kind = cursor.takeOneOf("PRECEDING", "FOLLOWING");
  if (kind === undefined) throw cursor.unexpected();
  return { kind, offset };
}

/** `{ROWS | RANGE} [BETWEEN bound AND] bound`; with one bound the frame ends at the current row. */
function readFrame(reader: Reader): WindowFrame | undefined {
  const { cursor } = reader;
  const unit = cursor.takeOneOf("ROWS", "RANGE");
  if (unit === undefined) return undefined;
  const between = cursor.take("BETWEEN");
  const start = readBound(reader);
  if (!between) return { unit, start, end: { kind: "CURRENT ROW" } };
  cursor.expect("AND");
  return { unit, start, end: readBound(reader) };
}

/** `([PARTITION BY …] [ORDER BY …] [frame])`. D: sql-reference/functions-window-syntax. */
export function readWindow(reader: Reader): WindowSpec {
  const { cursor } = reader;
  cursor.expectSymbol("(");
  const partitionBy = cursor.take("PARTITION BY") ? readList(cursor, () => reader.expression()) : [];
  const orderBy: readonly OrderItem[] = cursor.take("ORDER BY") ? readOrderItems(reader) : [];
  const frame = readFrame(reader);
  cursor.expectSymbol(")");
  return { partitionBy, orderBy, ...(frame && { frame }) };
}
