import { notEmulated } from "../../errors";
import type { Cursor } from "../../sql/cursor";
import type { Expression, PathStep } from "../ast";
import { readDataType } from "./data-type";
import type { Reader } from "./reader";

/** A key after a colon or dot. Its case counts, even without quotes. */
function readKey(cursor: Cursor): PathStep {
  const token = cursor.peek();
  if (token.kind !== "word" && token.kind !== "quoted") throw cursor.unexpected();
  cursor.next();
  return { kind: "key", key: token.kind === "word" ? token.text : token.value };
}

/** `['key']` or `[index]`. */
function readBracket(reader: Reader): PathStep {
  const { cursor } = reader;
  cursor.expectSymbol("[");
  const index = reader.expression();
  cursor.expectSymbol("]");
  const key = index.kind === "literal" && index.literal.type === "TEXT" ? index.literal.value : undefined;
  return key === undefined ? { kind: "index", index } : { kind: "key", key };
}

/** The next step into a VARIANT. A dot goes on with a path, but does not begin one. */
function readStep(reader: Reader, begun: boolean): PathStep | undefined {
  const { cursor } = reader;
  if (cursor.isSymbol("[")) return readBracket(reader);
  if (cursor.takeSymbol(":") || (begun && cursor.takeSymbol("."))) return readKey(cursor);
  return undefined;
}

function refuseCollation({ cursor }: Reader): void {
  if (cursor.isWords("COLLATE") && cursor.peek(1).kind === "string") throw notEmulated("COLLATE");
}

/**
 * What follows an operand and binds closest: `::type`, `:key`, `.key`, `['key']`, `[index]`, in any number.
 * Throws 000002 for COLLATE.
 */
export function readSuffixes(reader: Reader, first: Expression): Expression {
  const { cursor, nesting } = reader;
  if (cursor.peek().kind !== "symbol") {
    refuseCollation(reader);
    return first;
  }
  return nesting.chain((link) => {
    const { line, column } = first;
    let operand = first;
    let steps: PathStep[] = [];
    const endPath = () => {
      if (steps.length > 0) operand = { kind: "path", operand, steps, line, column };
      steps = [];
    };
    for (;;) {
      const at = cursor.peek();
      const step = readStep(reader, steps.length > 0);
      if (step !== undefined) {
        if (steps.length === 0) link(at);
        steps.push(step);
        continue;
      }
      endPath();
      if (!cursor.takeSymbol("::")) break;
      link(at);
      operand = { kind: "cast", operand, type: readDataType(cursor), try: false, line, column };
    }
    refuseCollation(reader);
    return operand;
  });
}
