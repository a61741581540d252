import type { Source } from "../ast";
import { type Bound, columnType, derive } from "./bound";
import { asPhysical, castTo } from "./cast";
import { compare } from "./comparison";
import type { ScopeColumn } from "./frame";
import { ambiguousColumn, invalidIdentifierAt } from "./problems";
import type { QueryContext } from "./query-context";
import type { BoundSource } from "./relation";
import { commonType } from "./types";

type Join = Extract<Source, { readonly kind: "join" }>;

const bare = (column: ScopeColumn): Bound => derive(column.sql, column.type, [], column.nullable);

/** Columns that a join may leave NULL. */
const nullable = (source: BoundSource, may: boolean): BoundSource => {
  if (!may) return source;
  const known = new Map<ScopeColumn, ScopeColumn>();
  const loosen = (one: ScopeColumn) => {
    const loose = known.get(one) ?? { ...one, nullable: true };
    known.set(one, loose);
    return loose;
  };
  return {
    ...source,
    relations: source.relations.map((one) => ({ ...one, columns: one.columns.map(loosen) })),
    columns: source.columns.map(loosen),
  };
};

/** Joins two sources by ON, USING, NATURAL or not at all. */
export function joinSources(join: Join, first: BoundSource, second: BoundSource, context: QueryContext): BoundSource {
  const left = nullable(first, join.type === "RIGHT" || join.type === "FULL");
  const right = nullable(second, join.type === "LEFT" || join.type === "FULL");
  const shared = join.natural
    ? left.columns
        .filter((one) => one.hidden !== true)
        .map((one) => one.name)
        .filter((name) => right.columns.some((one) => one.name === name))
    : join.using;
  const base = {
    relations: [...left.relations, ...right.relations],
    uses: [...left.uses, ...right.uses],
    sequence: left.sequence ?? right.sequence,
  };
  const columns = [...left.columns, ...right.columns];
  const word = join.type === "CROSS" ? "CROSS JOIN" : `${join.type} JOIN`;
  if (shared === undefined || (join.natural && shared.length === 0)) {
    if (join.on === undefined) {
      return {
        ...base,
        columns,
        sql: `(${left.sql} ${join.type === "CROSS" ? "CROSS JOIN" : word} ${right.sql}${join.type === "CROSS" ? "" : " ON TRUE"})`,
      };
    }
    const on = context.condition(join.on, { ...base, columns, sql: "" }, "ON");
    return {
      ...base,
      uses: [...base.uses, ...on.uses],
      columns,
      sql: `(${left.sql} ${word === "CROSS JOIN" ? "INNER JOIN" : word} ${right.sql} ON ${on.sql})`,
    };
  }
  const pairs = shared.map((name) => [only(left, name, join), only(right, name, join)] as const);
  const on = pairs.map(([l, r]) => compare("=", bare(l), bare(r), join, context.settings).sql).join(" AND ");
  const merged = pairs.map(([l, r]) => mergedColumn(join, l, r, context));
  const rest = [...left.columns, ...right.columns].filter((one) => !pairs.some((pair) => pair.includes(one)));
  return { ...base, columns: [...merged, ...rest], sql: `(${left.sql} ${word} ${right.sql} ON ${on})` };
}

function only(source: BoundSource, name: string, join: Join): ScopeColumn {
  const [found, other] = source.columns.filter((one) => one.name === name);
  if (found === undefined) throw invalidIdentifierAt(name, join);
  if (other !== undefined) throw ambiguousColumn(name, join);
  return found;
}

/** The one column that USING makes of two: the side that always has rows, or whichever has. D: JOIN. */
function mergedColumn(join: Join, left: ScopeColumn, right: ScopeColumn, context: QueryContext): ScopeColumn {
  if (join.type === "RIGHT") return { ...right };
  if (join.type !== "FULL") return { ...left };
  const type = columnType(commonType(left.type, right.type) ?? left.type);
  const [l, r] = [left, right].map((one) => castTo(bare(one), type, context.settings).sql);
  return { name: left.name, type, nullable: true, sql: asPhysical(`coalesce(${l}, ${r})`, type) };
}
