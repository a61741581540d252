import type { Expression, GroupBy } from "../ast";
import type { Binder } from "./binder";
import type { Bound } from "./bound";
import { aggregateNotAllowed, invalidPosition, windowNotAllowed } from "./problems";
import type { OutputItem } from "./select-items";
import { groupKey } from "./window";

/** GROUP BY, bound: the clause, and the SQL of its keys. */
export interface BoundGrouping {
  readonly clause: string;
  readonly keys: ReadonlySet<string>;
  /** Keys may be NULL in rows of subtotals. */
  readonly subtotals: boolean;
  readonly parts: readonly Bound[];
}

/** The item that a bare whole number stands for. Throws 000913. */
export function positionItem(
  node: Expression,
  items: readonly OutputItem[],
  clause: string,
): { readonly index: number; readonly item: OutputItem } | undefined {
  if (node.kind !== "literal" || node.literal.type !== "NUMBER" || !/^\d+$/.test(node.literal.text)) return undefined;
  const index = Number(node.literal.text) - 1;
  const item = items[index];
  if (item === undefined) throw invalidPosition(clause, node.literal.text);
  return { index, item };
}

/** Binds GROUP BY. Names are columns first, then aliases of the select list. D: GROUP BY. */
export function bindGrouping(groupBy: GroupBy, items: readonly OutputItem[], binder: Binder): BoundGrouping {
  const parts: Bound[] = [];
  const key = (node: Expression): string => {
    const bound = positionItem(node, items, "GROUP BY")?.item.bound ?? binder.expression(node);
    if (bound.aggregate) throw aggregateNotAllowed("GROUP BY");
    if (bound.window) throw windowNotAllowed("GROUP BY");
    parts.push(bound);
    return groupKey(bound);
  };
  const list = (nodes: readonly Expression[]) =>
    nodes.map((one) => (one.kind === "row" ? `(${one.elements.map(key).join(", ")})` : key(one))).join(", ");
  const clause = clauseOf(groupBy, items, parts, list);
  return {
    clause,
    keys: new Set(parts.map((one) => one.sql)),
    subtotals: groupBy.kind !== "ALL" && groupBy.kind !== "expressions",
    parts,
  };
}

function clauseOf(
  groupBy: GroupBy,
  items: readonly OutputItem[],
  parts: Bound[],
  list: (nodes: readonly Expression[]) => string,
): string {
  switch (groupBy.kind) {
    case "ALL": {
      const keys = items.map((one) => one.bound).filter((one) => !one.aggregate && !one.window && one.uses.length > 0);
      parts.push(...keys);
      return keys.length === 0 ? "" : ` GROUP BY ${keys.map(groupKey).join(", ")}`;
    }
    case "expressions":
      return ` GROUP BY ${list(groupBy.expressions)}`;
    case "ROLLUP":
    case "CUBE":
      return ` GROUP BY ${groupBy.kind}(${list(groupBy.expressions)})`;
    case "GROUPING SETS":
      return ` GROUP BY GROUPING SETS (${groupBy.sets.map((one) => `(${list(one)})`).join(", ")})`;
  }
}
