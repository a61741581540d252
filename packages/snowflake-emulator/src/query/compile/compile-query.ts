import { expressionTypeMismatch } from "../../errors";
import type { DataType } from "../../types/data-type";
import type { Column } from "../../wire/result-table";
import type { Expression, Query, Source } from "../ast";
import type { Bound, ColumnUse } from "./bound";
import { castTo, coerce } from "./cast";
import type { NamedRelation } from "./frame";
import { prefetch } from "./prefetch";
import { typeText } from "./problems";
import { compileQueryTree } from "./query";
import { QueryContext } from "./query-context";
import { type BoundSource, relationSource } from "./relation";
import type { BoundRelation, QueryScope } from "./scope";
import { bindFrom } from "./source";

/** A query in DuckDB's SQL: physical types, columns by physical name. */
export interface CompiledQuery {
  readonly sql: string;
  /** With Snowflake's names and types. */
  readonly columns: readonly (Column & { readonly nullable: boolean })[];
}

/** An expression in DuckDB's SQL. */
export interface CompiledExpression {
  readonly sql: string;
  /** NULL without a type is TEXT. */
  readonly type: DataType;
  readonly nullable: boolean;
}

/** Labels of sources that expressions are compiled over later begin here, so that no subquery in those has the same. */
const FIRST_SOURCE_LABEL = 1_000_000;

async function newContext(tree: unknown, scope: QueryScope, firstLabel = 1): Promise<QueryContext> {
  // Sources alone: expressions over them are compiled later.
  const prepared = await prefetch(tree, scope, firstLabel === 1);
  return new QueryContext(scope, prepared, new Map(), undefined, { value: firstLabel }, compileQueryTree);
}

/** Compiles a query. Throws what Snowflake's compiler says, and `notEmulated` for what is not built. */
export async function compileQuery(query: Query, scope: QueryScope): Promise<CompiledQuery> {
  const context = await newContext(query, scope);
  const { sql, columns } = compileQueryTree(query, context);
  return { sql, columns };
}

/** Relations that expressions can name, with the SQL that makes them available in DuckDB's FROM. */
export interface RowSource {
  readonly source: BoundSource;
}

/** A relation under a DuckDB label: `t_5 AS <label>`; `names`: alias, or the parts of its name. */
export function rowSource(relation: BoundRelation, label: string, names: readonly string[]): RowSource {
  return { source: relationSource(relation, label, names, undefined) };
}

/** Several together; their SQL is joined by commas. */
export function joinRowSources(sources: readonly RowSource[]): RowSource {
  const all = sources.map((one) => one.source);
  const relations: readonly NamedRelation[] = all.flatMap((one) => one.relations);
  const uses: readonly ColumnUse[] = all.flatMap((one) => one.uses);
  const sql = all.map((one) => one.sql).join(", ");
  return { source: { sql, relations, columns: all.flatMap((one) => one.columns), uses } };
}

/** FROM's sources (of UPDATE, MERGE, DELETE … USING), compiled. */
export async function compileSources(sources: readonly Source[], scope: QueryScope): Promise<RowSource | undefined> {
  const context = await newContext(sources, scope, FIRST_SOURCE_LABEL);
  const source = bindFrom(sources, context);
  return source === undefined ? undefined : { source };
}

/** Where an expression stands, and what it has to become. */
export interface ExpressionPlace {
  /** What names mean. Default: there are no columns. */
  readonly rows?: RowSource | undefined;
  /** The type that the value gets: as for INSERT and UPDATE, only by conversions that Snowflake does by itself. */
  readonly as?: DataType | undefined;
  /** The column that `as` is the type of, for the error. */
  readonly column?: string | undefined;
  /** A condition: BOOLEAN, without aggregates and window functions; `WHERE`, `ON`. */
  readonly condition?: string | undefined;
}

/** Compiles an expression over rows. Throws 002023 when it can't become `as`. */
export async function compileExpression(
  expression: Expression,
  scope: QueryScope,
  place: ExpressionPlace = {},
): Promise<CompiledExpression> {
  const context = await newContext(expression, scope);
  const bound =
    place.condition === undefined
      ? context.binder(place.rows?.source).expression(expression)
      : context.condition(expression, place.rows?.source, place.condition);
  return assigned(bound, place, scope);
}

function assigned(bound: Bound, { as, column }: ExpressionPlace, scope: QueryScope): CompiledExpression {
  const { type, sql, nullable } = bound;
  if (as === undefined)
    return type.kind === "NULL"
      ? { ...castCompiled(bound, { kind: "TEXT", length: 16_777_216 }, scope) }
      : { sql, type, nullable };
  const value = coerce(bound, as, scope.settings);
  if (value === undefined) throw expressionTypeMismatch(typeText(as), typeText(type), column ?? "");
  return { sql: value.sql, type: as, nullable: value.nullable };
}

function castCompiled(bound: Bound, type: DataType, scope: QueryScope): CompiledExpression {
  const { sql, nullable } = castTo(bound, type, scope.settings);
  return { sql, type, nullable };
}
