import type { Cursor } from "../../sql/cursor";
import type { Assignment, NewValue, Target } from "../dml-ast";
import { readQualifiedName, readSourceAlias } from "./names";
import { readPrimary } from "./primary";
import { placeOf, type Reader, readInParentheses, readList } from "./reader";

/**
 * An expression, or DEFAULT where it can't be the name of a column. A literal alone, as in thousands of rows of VALUES, is
 * read without asking every operator whether it follows.
 */
function readNewValue(reader: Reader): NewValue {
  const { cursor } = reader;
  const token = cursor.peek();
  const follows = cursor.peek(1);
  const endsValue = follows.kind === "symbol" && (follows.value === "," || follows.value === ")");
  if (endsValue && (token.kind === "number" || token.kind === "string")) return readPrimary(reader);
  const alone = endsValue || follows.kind === "end" || follows.kind === "word";
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
