import type { DataType } from "../../types/data-type";
import type { QueryBody } from "../ast";
import { physicalIdentifier } from "../physical-name";
import { type BoundQuery, columnType, derive } from "./bound";
import { castTo } from "./cast";
import { noCommonType, setColumnCount } from "./problems";
import type { QueryContext } from "./query-context";
import { positions } from "./relation";
import { commonType, sameType } from "./types";
import { groupKey } from "./window";

type SetBody = Extract<QueryBody, { readonly kind: "set" }>;
type QueryColumn = BoundQuery["columns"][number];

/** Brings a branch's columns to types; the SQL is a SELECT with the given names. */
export function convertBranch(
  branch: BoundQuery,
  picks: readonly { readonly from: number | undefined; readonly name: string; readonly type: DataType }[],
  context: QueryContext,
): string {
  const label = context.label("u");
  const items = picks.map(({ from, name, type }) => {
    const column = from === undefined ? undefined : branch.columns[from];
    const bound =
      column === undefined
        ? derive("NULL", { kind: "NULL" }, [])
        : derive(`${label}."c${(from ?? 0) + 1}"`, column.type, [], column.nullable);
    return `${castTo(bound, type, context.settings).sql} AS ${physicalIdentifier(name)}`;
  });
  return `SELECT ${items.join(", ")} FROM (${branch.sql}) AS ${label}(${positions(branch.columns.length)})`;
}

/** UNION [ALL] [BY NAME], INTERSECT, EXCEPT of two compiled branches. Throws 001789 and when types don't meet. */
export function combine(body: SetBody, left: BoundQuery, right: BoundQuery, context: QueryContext): BoundQuery {
  const names = body.byName ? [...new Set([...left.columns, ...right.columns].map((one) => one.name))] : undefined;
  if (names === undefined && left.columns.length !== right.columns.length) {
    throw setColumnCount(left.columns.length, right.columns.length);
  }
  const pairs =
    names === undefined
      ? left.columns.map((one, index) => ({
          name: one.name,
          l: index as number | undefined,
          r: index as number | undefined,
        }))
      : names.map((name) => ({ name, l: indexOf(left.columns, name), r: indexOf(right.columns, name) }));
  const columns = pairs.map(({ name, l, r }) => {
    const [a, b] = [l === undefined ? undefined : left.columns[l], r === undefined ? undefined : right.columns[r]];
    return { name, l, r, type: setType(a, b), nullable: a?.nullable !== false || b?.nullable !== false };
  });
  if (!body.all) for (const { type } of columns) groupKey(derive("", type, []));
  const operator = `${body.operator}${body.all ? " ALL" : ""}`;
  const sql = `(${convertBranch(
    left,
    columns.map(({ name, l, type }) => ({ from: l, name, type })),
    context,
  )}) ${operator} (${convertBranch(
    right,
    columns.map(({ name, r, type }) => ({ from: r, name, type })),
    context,
  )})`;
  return {
    sql,
    columns: columns.map(({ name, type, nullable }) => ({ name, type, nullable })),
    uses: [...left.uses, ...right.uses],
  };
}

function indexOf(columns: readonly QueryColumn[], name: string): number | undefined {
  const index = columns.findIndex((one) => one.name === name);
  return index < 0 ? undefined : index;
}

function setType(left: QueryColumn | undefined, right: QueryColumn | undefined): DataType {
  const [a, b] = [left?.type ?? right?.type, right?.type ?? left?.type];
  if (a === undefined || b === undefined) throw new Error("a column of neither branch");
  if (sameType(a, b)) return a;
  const common = commonType(a, b);
  if (common === undefined) throw noCommonType(a, b);
  return columnType(common);
}
