import { notEmulated } from "../../errors";
import type { Expression, GroupBy } from "../ast";
import { isFollowedBy, type Reader, readInParentheses, readList } from "./reader";

type Sets = readonly (readonly Expression[])[];
type Item = Exclude<GroupBy, { readonly kind: "ALL" }>;

/** D: sql-reference/constructs/group-by-cube, at most 7 elements, which are 128 sets. */
const MOST_SETS = 128;

/** A set: one expression, or several in parentheses, or `()`. */
function readSet(reader: Reader): readonly Expression[] {
  const { cursor } = reader;
  if (cursor.isSymbol("(") && isFollowedBy(cursor, ")")) {
    cursor.next();
    cursor.next();
    return [];
  }
  return elementsOf(reader.expression());
}

function elementsOf(expression: Expression): readonly Expression[] {
  return expression.kind === "row" ? expression.elements : [expression];
}

function readItem(reader: Reader): Item {
  const { cursor } = reader;
  const kind = isFollowedBy(cursor, "(") ? cursor.takeOneOf("ROLLUP", "CUBE") : undefined;
  if (kind !== undefined) return { kind, expressions: readInParentheses(cursor, () => reader.expression()) };
  if (cursor.take("GROUPING SETS")) {
    return { kind: "GROUPING SETS", sets: readInParentheses(cursor, () => readSet(reader)) };
  }
  return { kind: "expressions", expressions: [reader.expression()] };
}

/** Every subset, the whole first. */
function subsets(lists: Sets): Sets {
  const [first, ...others] = lists;
  if (first === undefined) return [[]];
  const rest = subsets(others);
  return [...rest.map((set) => [...first, ...set]), ...rest];
}

function tooMany(): Error {
  return notEmulated(`GROUP BY of more than ${MOST_SETS} sets`);
}

/** The sets that an item stands for. */
function setsOf(item: Item): Sets {
  switch (item.kind) {
    case "expressions":
      return [item.expressions];
    case "GROUPING SETS":
      return item.sets;
    case "ROLLUP": {
      const lists = item.expressions.map(elementsOf);
      return [...lists, []].map((_, dropped) => lists.slice(0, lists.length - dropped).flat());
    }
    case "CUBE":
      if (2 ** item.expressions.length > MOST_SETS) throw tooMany();
      return subsets(item.expressions.map(elementsOf));
  }
}

/** `x, ROLLUP(y, z)` groups by every set of the one together with every set of the other. */
function combine(items: readonly Item[]): GroupBy {
  let sets: Sets = [[]];
  for (const item of items) {
    const others = setsOf(item);
    if (sets.length * others.length > MOST_SETS) throw tooMany();
    sets = sets.flatMap((set) => others.map((other) => [...set, ...other]));
  }
  return { kind: "GROUPING SETS", sets };
}

/**
 * What follows GROUP BY. ROLLUP, CUBE and GROUPING SETS beside other items become the GROUPING SETS that they stand for.
 * Positions are number literals. D: sql-reference/constructs/group-by. Throws 000002 for more than 128 sets.
 */
export function readGroupBy(reader: Reader): GroupBy {
  const { cursor } = reader;
  if (cursor.take("ALL")) return { kind: "ALL" };
  const items = readList(cursor, () => readItem(reader));
  const [first, ...others] = items;
  if (others.length === 0) return first;
  const plain = items.flatMap((item) => (item.kind === "expressions" ? item.expressions : []));
  return plain.length === items.length ? { kind: "expressions", expressions: plain } : combine(items);
}
