import { notEmulated } from "../../errors";
import type { Argument, Call, QualifiedName } from "../ast";
import { readOrderItems } from "./order";
import { isFollowedBy, type Reader, readList } from "./reader";
import { readWindow } from "./window";

/** What Snowflake takes as an argument and the emulator does not. */
function refuseArgument({ cursor }: Reader): void {
  if (cursor.isSymbol("**")) throw notEmulated("the spread operator **");
  let ahead = 0;
  while (["word", "quoted"].includes(cursor.peek(ahead).kind) && cursor.peek(ahead + 1).text === ".") ahead += 2;
  const star = cursor.peek(ahead);
  if (ahead > 0 && star.kind === "symbol" && star.value === "*") throw notEmulated("table.* as an argument");
}

function readArgument(reader: Reader): Argument {
  const { cursor } = reader;
  refuseArgument(reader);
  const named = cursor.peek().kind === "word" && isFollowedBy(cursor, "=>");
  const name = named ? cursor.identifier() : undefined;
  if (named) cursor.expectSymbol("=>");
  const value = reader.expression();
  if (cursor.isSymbol("->")) throw notEmulated("lambda expressions");
  return name === undefined ? { value } : { name, value };
}

/** What stands in the parentheses of a call. */
function readArguments(reader: Reader): Pick<Call, "arguments" | "distinct" | "star"> {
  const { cursor } = reader;
  cursor.expectSymbol("(");
  if (cursor.takeSymbol("*")) {
    if (!cursor.isSymbol(")")) throw notEmulated("* with ILIKE or EXCLUDE as an argument");
    cursor.expectSymbol(")");
    return { arguments: [], distinct: false, star: true };
  }
  if (cursor.takeSymbol(")")) return { arguments: [], distinct: false, star: false };
  const distinct = cursor.takeOneOf("DISTINCT", "ALL") === "DISTINCT";
  const list = readList(cursor, () => readArgument(reader));
  cursor.expectSymbol(")");
  return { arguments: list, distinct, star: false };
}

/** NTH_VALUE counts from the first row, unless it says otherwise. */
function refuseFromLast({ cursor }: Reader, name: QualifiedName): void {
  if (name.parts.at(-1) !== "NTH_VALUE") return;
  if (cursor.isWords("FROM", "LAST")) throw notEmulated("NTH_VALUE … FROM LAST");
  cursor.take("FROM FIRST");
}

/**
 * The parentheses of a call and what may follow them: WITHIN GROUP, IGNORE or RESPECT NULLS, OVER. Throws 000002 for
 * lambda expressions, the spread operator, and stars other than `f(*)`.
 */
export function readCall(reader: Reader, name: QualifiedName): Call {
  const { cursor } = reader;
  const { line, column } = name;
  const inside = readArguments(reader);
  let withinGroup: Call["withinGroup"];
  if (cursor.take("WITHIN GROUP")) {
    cursor.expectSymbol("(");
    cursor.expect("ORDER BY");
    withinGroup = readOrderItems(reader);
    cursor.expectSymbol(")");
  }
  refuseFromLast(reader, name);
  const nulls = cursor.takeOneOf("IGNORE NULLS", "RESPECT NULLS");
  const windowed = cursor.isWords("OVER") && isFollowedBy(cursor, "(");
  if (windowed) cursor.expect("OVER");
  const over = windowed ? readWindow(reader) : undefined;
  return {
    kind: "call",
    name,
    ...inside,
    ...(withinGroup && { withinGroup }),
    ...(nulls !== undefined && { nulls: nulls === "IGNORE NULLS" ? "IGNORE" : "RESPECT" }),
    ...(over && { over }),
    line,
    column,
  };
}
