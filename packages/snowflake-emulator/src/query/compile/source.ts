import { notEmulated } from "../../errors";
import type { Source } from "../ast";
import type { Binder } from "./binder";
import { type Bound, type ColumnUse, columnType } from "./bound";
import { unify } from "./comparison";
import { flattenSource, generatorSource } from "./flatten";
import { joinSources } from "./join";
import { columnCountMismatch, noCommonType } from "./problems";
import type { QueryContext } from "./query-context";
import { type BoundSource, positionalColumns, positions, relationSource, renamed, single } from "./relation";

/** Everything in FROM, from the left. Later sources that are lateral see those before. */
export function bindFrom(sources: readonly Source[], context: QueryContext): BoundSource | undefined {
  let before: BoundSource | undefined;
  for (const one of sources) {
    if (one.kind === "tableFunction" && isFlattening(one.call.name.parts)) {
      before = bindFlatten(before, one, context);
      continue;
    }
    const next = bindSource(one, context, before);
    before = before === undefined ? next : cross(before, next);
  }
  return before;
}

function cross(left: BoundSource, right: BoundSource): BoundSource {
  return {
    sql: `${left.sql}, ${right.sql}`,
    relations: [...left.relations, ...right.relations],
    columns: [...left.columns, ...right.columns],
    uses: [...left.uses, ...right.uses],
    sequence: left.sequence ?? right.sequence,
  };
}

const isFlattening = (parts: readonly string[]) => parts[0] === "FLATTEN" || parts[0] === "SPLIT_TO_TABLE";

function bindFlatten(
  before: BoundSource | undefined,
  source: Extract<Source, { kind: "tableFunction" }>,
  context: QueryContext,
): BoundSource {
  const labels = { inner: context.label("f"), outer: context.label("r") };
  return flattenSource(before, source.call, source.alias, labels, (visible) => context.binder(visible));
}

/** One source. `before`: what a lateral one sees. */
function bindSource(source: Source, context: QueryContext, before: BoundSource | undefined): BoundSource {
  const label = context.label("r");
  switch (source.kind) {
    case "table":
      return bindTable(source, context, label);
    case "tableFunction": {
      if (source.call.name.parts.join(".") === "GENERATOR") return generatorSource(source.call, source.alias, label);
      const relation = context.prepared.relations.get(source);
      if (relation === undefined)
        throw new Error(`the table function ${source.call.name.parts.join(".")} was not prepared`);
      return relationSource(relation, label, [source.alias?.name ?? source.call.name.parts[0]], source.alias);
    }
    case "subquery": {
      const query = context.query(source.query, source.lateral ? context.binder(before).frame : context.parent);
      const columns = renamed(positionalColumns(query.columns, label), source.alias);
      const sql = `${source.lateral ? "LATERAL " : ""}(${query.sql}) AS ${label}(${positions(columns.length)})`;
      const own = new Set(source.lateral ? [context.frameId] : []);
      const uses = query.uses.filter((one) => !own.has(one.frame));
      return single(sql, columns, source.alias === undefined ? [] : [source.alias.name], uses);
    }
    case "values": {
      const { sql, columns, uses } = bindValues(source.rows, context.binder(undefined));
      const named = renamed(positionalColumns(columns, label), source.alias);
      return single(
        `(${sql}) AS ${label}(${positions(columns.length)})`,
        named,
        [source.alias?.name ?? "VALUES"],
        uses,
      );
    }
    case "join":
      return bindJoin(source, context, before);
  }
}

function bindTable(source: Extract<Source, { kind: "table" }>, context: QueryContext, label: string): BoundSource {
  const [name] = source.name.parts;
  const cte = source.name.parts.length === 1 ? context.tables.get(name) : undefined;
  const names = source.alias === undefined ? source.name.parts : [source.alias.name];
  if (cte !== undefined) {
    const columns = renamed(positionalColumns(cte.columns, label), source.alias);
    return single(`${cte.label} AS ${label}(${positions(columns.length)})`, columns, names);
  }
  const relation = context.prepared.relations.get(source);
  if (relation === undefined) throw new Error(`the table ${source.name.parts.join(".")} was not prepared`);
  return relationSource(relation, label, names, source.alias);
}

function bindJoin(
  source: Extract<Source, { kind: "join" }>,
  context: QueryContext,
  before: BoundSource | undefined,
): BoundSource {
  const left = bindFrom([source.left], context) ?? bindSource(source.left, context, before);
  if (source.right.kind === "tableFunction" && isFlattening(source.right.call.name.parts)) {
    if (source.type !== "CROSS" && source.type !== "INNER")
      throw notEmulated(`${source.type} JOIN with ${source.right.call.name.parts[0]}; use OUTER => TRUE`);
    if (source.using !== undefined || source.natural) throw notEmulated("USING with a lateral table function");
    const joined = bindFlatten(left, source.right, context);
    if (source.on === undefined) return joined;
    const on = context.condition(source.on, joined, "ON");
    // The condition can see the flattened rows, so it filters them.
    return { ...joined, sql: `(${joined.sql} INNER JOIN (SELECT 1) AS ${context.label("r")} ON ${on.sql})` };
  }
  const right = bindSource(source.right, context, left);
  return joinSources(source, left, right, context);
}

/** Rows of expressions: as many columns as the first has, each of a common type. D: VALUES (COLUMN1, …). */
export function bindValues(
  rows: readonly (readonly import("../ast").Expression[])[],
  binder: Binder,
): {
  readonly sql: string;
  readonly columns: readonly { name: string; type: import("../../types/data-type").DataType; nullable: boolean }[];
  readonly uses: readonly ColumnUse[];
} {
  const bound = rows.map((row) => row.map((one) => binder.expression(one)));
  const width = bound[0]?.length ?? 0;
  for (const row of bound) if (row.length !== width) throw columnCountMismatch("VALUES", width, row.length);
  const columns = Array.from({ length: width }, (_, index) =>
    unify(
      bound.flatMap((row) => row.slice(index, index + 1)),
      binder.settings,
      ([l, r]) => noCommonType(l ?? { kind: "NULL" }, r ?? { kind: "NULL" }),
    ),
  );
  const tuples = bound.map((_, row) => `(${columns.map((one) => one.values[row]?.sql ?? "NULL").join(", ")})`);
  return {
    sql: `VALUES ${tuples.join(", ")}`,
    columns: columns.map((one, index) => ({
      name: `COLUMN${index + 1}`,
      type: columnType(one.type),
      nullable: one.values.some((value: Bound) => value.nullable),
    })),
    uses: bound.flat().flatMap((one) => one.uses),
  };
}
