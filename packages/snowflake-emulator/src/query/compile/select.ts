import { notEmulated } from "../../errors";
import type { Expression, OrderItem, Query, Select } from "../ast";
import { physicalIdentifier } from "../physical-name";
import type { Binder } from "./binder";
import { type Bound, type BoundQuery, type ColumnUse, columnType } from "./bound";
import { asPhysical } from "./cast";
import { type BoundGrouping, bindGrouping, positionItem } from "./grouping";
import { condition } from "./predicate";
import { invalidIdentifierAt, qualifyNeedsWindow, windowNotAllowed } from "./problems";
import type { QueryContext } from "./query-context";
import type { BoundSource } from "./relation";
import { bindItems, checkGrouped, type OutputItem } from "./select-items";
import { bindFrom } from "./source";
import { direction, sortKey } from "./window";

/** ORDER BY, LIMIT and OFFSET of the query that a SELECT is the body of. */
export type Tail = Pick<Query, "orderBy" | "orderByAll" | "limit" | "offset">;

/** Compiles a SELECT with what follows it. */
export function compileSelect(select: Select, tail: Tail, context: QueryContext): BoundQuery {
  const source = select.from === undefined ? undefined : bindFrom(select.from, context);
  const aliases = new Map<string, Bound>();
  const loose = bindItems(select.items, source, context.binder(source, aliases), aliases);
  const where = select.where === undefined ? undefined : context.condition(select.where, source, "WHERE", aliases);
  const grouping =
    select.groupBy === undefined ? undefined : bindGrouping(select.groupBy, loose, context.binder(source, aliases));
  const grouped = grouping !== undefined || select.having !== undefined || loose.some((one) => one.bound.aggregate);
  const binder = new Map<string, Bound>();
  const final = context.binder(source, binder, grouping?.keys ?? (grouped ? new Set() : undefined));
  const items = grouped
    ? bindItems(select.items, source, final, binder).map((one) => groupedItem(one, grouping))
    : loose;
  if (!grouped) for (const [name, bound] of aliases) binder.set(name, bound);
  const having = clause(select.having, final, "HAVING");
  const qualify = clause(select.qualify, final, "QUALIFY");
  if (having?.window === true) throw windowNotAllowed("HAVING");
  if (qualify !== undefined && !qualify.window && !items.some((one) => one.bound.window)) throw qualifyNeedsWindow();
  const order = orderClause(tail, items, final, select.distinct);
  const all = [
    ...items.map((one) => one.bound),
    ...order.parts,
    ...(having ? [having] : []),
    ...(qualify ? [qualify] : []),
  ];
  if (grouped) for (const one of all) checkGrouped(one, context.frameId, select);
  const sql = [
    `SELECT ${select.distinct ? "DISTINCT " : ""}${items.map(itemSql).join(", ")}`,
    source === undefined ? "" : ` FROM ${source.sql}`,
    where === undefined ? "" : ` WHERE ${where.sql}`,
    grouping?.clause ?? "",
    having === undefined ? "" : ` HAVING ${having.sql}`,
    qualify === undefined ? "" : ` QUALIFY ${qualify.sql}`,
    order.sql,
    limitClause(tail, select.top, context),
  ].join("");
  const parts = [...all, ...(where ? [where] : []), ...(grouping?.parts ?? [])];
  return { sql, columns: items.map(outputColumn), uses: outerUses(parts, source, context.frameId) };
}

function clause(node: Expression | undefined, binder: Binder, name: string): Bound | undefined {
  return node === undefined ? undefined : condition(binder.expression(node), name, node, binder);
}

/** A star's column in a grouped query is grouped when it is a key. */
function groupedItem(item: OutputItem, grouping: BoundGrouping | undefined): OutputItem {
  const isKey = grouping?.keys.has(item.bound.sql) === true;
  const bound = isKey ? { ...item.bound, uses: [], nullable: item.bound.nullable || grouping.subtotals } : item.bound;
  return { ...item, bound };
}

export function outerUses(
  parts: readonly Bound[],
  source: BoundSource | undefined,
  frame: number,
): readonly ColumnUse[] {
  return [...parts.flatMap((one) => one.uses), ...(source?.uses ?? [])].filter((one) => one.frame !== frame);
}

export function outputColumn({ name, bound }: OutputItem) {
  return { name, type: columnType(bound.type), nullable: bound.nullable };
}

export function itemSql({ name, bound }: OutputItem): string {
  const sql = bound.type.kind === "NULL" ? asPhysical("NULL", columnType(bound.type)) : bound.sql;
  return `${sql} AS ${physicalIdentifier(name)}`;
}

/** ORDER BY: a name is a column of the result first. Positions, names and ALL sort by the result's columns. */
export function orderClause(
  tail: Tail,
  items: readonly OutputItem[],
  binder: Binder,
  distinct: boolean,
): { readonly sql: string; readonly parts: readonly Bound[] } {
  const all = tail.orderByAll;
  const order: readonly (Pick<OrderItem, "descending" | "nulls"> & {
    readonly expression?: Expression;
    readonly item?: OutputItem;
  })[] = all === undefined ? tail.orderBy : items.map((item) => ({ ...all, item }));
  const parts: Bound[] = [];
  const keys = order.map((one) => {
    const found = one.item ?? (one.expression === undefined ? undefined : outputNamed(one.expression, items));
    const bound = found?.bound ?? (one.expression === undefined ? undefined : binder.expression(one.expression));
    if (bound === undefined) throw new Error("ORDER BY without a key");
    parts.push(bound);
    const index = found === undefined ? -1 : items.indexOf(found);
    const key = sortKey(bound);
    // By its place, so that it is computed once.
    const sql = index >= 0 && key === bound.sql ? String(index + 1) : key;
    if (distinct && index < 0 && !items.some((item) => item.bound.sql === bound.sql)) {
      if (one.expression !== undefined && bound.uses[0] !== undefined)
        throw invalidIdentifierAt(bound.uses[0].label, one.expression);
    }
    return `${sql} ${direction(one)}`;
  });
  return { sql: keys.length === 0 ? "" : ` ORDER BY ${keys.join(", ")}`, parts };
}

function outputNamed(node: Expression, items: readonly OutputItem[]): OutputItem | undefined {
  const position = positionItem(node, items, "ORDER BY");
  if (position !== undefined) return position.item;
  if (node.kind !== "column" || node.name.parts.length !== 1) return undefined;
  const [name] = node.name.parts;
  return items.find((one) => one.name === name);
}

/** LIMIT and OFFSET: constants; NULL is no limit. D: LIMIT / FETCH. */
export function limitClause(tail: Tail, top: number | undefined, context: QueryContext): string {
  const count = (node: Expression | undefined, what: string): string | undefined => {
    if (node === undefined) return undefined;
    const { constant } = context.binder(undefined).expression(node);
    if (constant?.type === "NULL" || (constant?.type === "TEXT" && constant.value === "")) return undefined;
    if (constant?.type !== "NUMBER" || !/^\d+$/.test(constant.text))
      throw notEmulated(`${what} that is no whole number`);
    return constant.text;
  };
  const limit = top === undefined ? count(tail.limit, "LIMIT") : String(top);
  const offset = count(tail.offset, "OFFSET");
  return `${limit === undefined ? "" : ` LIMIT ${limit}`}${offset === undefined ? "" : ` OFFSET ${offset}`}`;
}
