import type { Cursor } from "../../sql/cursor";
import type { Assignment, NewValue, Target } from "../dml-ast";
import { readQualifiedName, readSourceAlias } from "./names";
import { placeOf, type Reader, readInParentheses, readList } from "./reader";

/** An expression, or DEFAULT where it can't be the name of a column. */
function readNewValue(reader: Reader): NewValue {
  const { cursor } = reader;
  const token = cursor.peek();
  const follows = cursor.peek(1);
  const alone = follows.kind === "end" || follows.kind === "word" || [",", ")"].includes(follows.value);
  if (!alone || !cursor.take("DEFAULT")) return reader.expression();
  return { kind: "default", ...placeOf(token) };
}

/** `(value, DEFAULT, …)`. */
export function readNewValues(reader: Reader): readonly NewValue[] {
  return readInParentheses(reader.cursor, () => readNewValue(reader));
}

/** `a = value, t.b = value …`; the cursor stands after SET. */
export function readAssignments(reader: Reader): readonly Assignment[] {
  const { cursor } = reader;
  return readList(cursor, () => {
    const column = readQualifiedName(cursor, 4);
    cursor.expectSymbol("=");
    return { column, value: readNewValue(reader) };
  });
}

/** The table that a statement changes, perhaps with an alias. */
export function readTarget(cursor: Cursor): Target {
  const place = placeOf(cursor.peek());
  const name = readQualifiedName(cursor, 3);
  const alias = readSourceAlias(cursor);
  if (alias?.columns !== undefined) throw cursor.unexpected();
  return { name, ...(alias && { alias }), ...place };
}
