import { notEmulated } from "../../errors";
import type { FrameBound, OrderItem, WindowSpec } from "../ast";
import type { Bound, ExpressionBinder } from "./bound";
import { refuseType } from "./cast";
import { integerSql } from "./comparison";

/** An ORDER BY key in the form that DuckDB sorts as Snowflake does. */
export function sortKey(value: Bound): string {
  refuseType(value.type, ["VARIANT", "OBJECT", "ARRAY"], "ORDER BY");
  return value.type.kind === "TIMESTAMP_TZ" ? `(${value.sql}).utc` : value.sql;
}

/** NULLs last when ascending, first when descending, unless the query says. D: ORDER BY. */
export function direction({ descending, nulls }: Pick<OrderItem, "descending" | "nulls">): string {
  return `${descending ? "DESC" : "ASC"} NULLS ${nulls ?? (descending ? "FIRST" : "LAST")}`;
}

/** `key ASC NULLS LAST, …` and what it is made of. */
export function orderSql(
  items: readonly OrderItem[],
  binder: ExpressionBinder,
): { readonly sql: string; readonly parts: readonly Bound[] } {
  const parts = items.map((one) => binder.expression(one.expression));
  const sql = items
    .map((one, index) => {
      const part = parts[index];
      return part === undefined ? "" : `${sortKey(part)} ${direction(one)}`;
    })
    .join(", ");
  return { sql, parts };
}

/** A PARTITION BY or GROUP BY key. */
export function groupKey(value: Bound): string {
  refuseType(value.type, ["TIMESTAMP_TZ"], "groups");
  return value.sql;
}

/** D: Window functions. These see the whole partition unless the query says otherwise. */
const WHOLE_PARTITION = new Set(["FIRST_VALUE", "LAST_VALUE", "NTH_VALUE"]);

/** `OVER (…)` in DuckDB's SQL. */
export function windowSql(
  name: string,
  spec: WindowSpec,
  binder: ExpressionBinder,
): { readonly sql: string; readonly parts: readonly Bound[] } {
  const partition = spec.partitionBy.map((one) => binder.expression(one));
  const order = orderSql(spec.orderBy, binder);
  const clauses: string[] = [];
  if (partition.length > 0) clauses.push(`PARTITION BY ${partition.map(groupKey).join(", ")}`);
  if (spec.orderBy.length > 0) clauses.push(`ORDER BY ${order.sql}`);
  const frame = spec.frame;
  if (frame !== undefined) {
    if (frame.unit === "RANGE" && (isOffset(frame.start) || isOffset(frame.end))) {
      throw notEmulated("window frames of RANGE with an offset");
    }
    clauses.push(`${frame.unit} BETWEEN ${bound(frame.start, binder)} AND ${bound(frame.end, binder)}`);
  } else if (WHOLE_PARTITION.has(name)) {
    clauses.push("ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING");
  }
  return { sql: `OVER (${clauses.join(" ")})`, parts: [...partition, ...order.parts] };
}

const isOffset = (one: FrameBound) => one.kind === "PRECEDING" || one.kind === "FOLLOWING";

function bound(one: FrameBound, binder: ExpressionBinder): string {
  if (one.kind !== "PRECEDING" && one.kind !== "FOLLOWING") return one.kind;
  return `${integerSql(binder.expression(one.offset), binder.settings)} ${one.kind}`;
}
