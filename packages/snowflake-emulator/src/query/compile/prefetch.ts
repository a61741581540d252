import { notEmulated, unknownFunction } from "../../errors";
import type { Cell } from "../../wire/result-table";
import type { Call, Expression, Query, QueryBody, Select, Source } from "../ast";
import { bindLiteral } from "./literal";
import { namedColumns } from "./named-columns";
import { notEnoughArguments, tooManyArguments } from "./problems";
import type { BoundRelation, QueryScope, RowFilter, ScopeFunction, ScopeValue, TableFunctionArgument } from "./scope";

/** What had to be asked for before a query can be compiled in one go. */
export interface Prepared {
  readonly relations: ReadonlyMap<Source, BoundRelation>;
  /** Calls of functions that are computed outside of the query. */
  readonly values: ReadonlyMap<Call, ScopeValue>;
  /** What looks like a column, `s.NEXTVAL`, and is the next value of a sequence: as SQL. */
  readonly sequences: ReadonlyMap<object, string>;
}

/** Table functions that the compiler has itself. */
export const OWN_TABLE_FUNCTIONS: ReadonlySet<string> = new Set(["FLATTEN", "SPLIT_TO_TABLE", "GENERATOR"]);

const isNode = (value: unknown): value is object => typeof value === "object" && value !== null;

/** Is a recursive query one that reads itself: it has an anchor and a branch. */
export function canRecur(body: QueryBody): boolean {
  return body.kind === "set" && body.operator === "UNION";
}

class Prefetch {
  readonly relations = new Map<Source, BoundRelation>();
  readonly values = new Map<Call, ScopeValue>();
  readonly sequences = new Map<object, string>();
  readonly #filters = new Map<Source, RowFilter>();

  /** Made when it is first needed. */
  private names: { readonly used: ReadonlySet<string> | undefined } | undefined;

  constructor(
    private readonly tree: unknown,
    private readonly scope: QueryScope,
    private readonly whole: boolean,
  ) {}

  async query(query: Query, names: ReadonlySet<string>): Promise<void> {
    let visible = names;
    for (const one of query.with) {
      const inside = canRecur(one.query.body) ? new Set([...visible, one.name]) : visible;
      await this.query(one.query, inside);
      visible = new Set([...visible, one.name]);
    }
    const { with: _, ...rest } = query;
    for (const value of Object.values(rest)) await this.visit(value, visible);
  }

  /** Everything below a node. Trees hold nothing but nodes, lists and plain values. */
  async visit(node: unknown, names: ReadonlySet<string>): Promise<void> {
    if (Array.isArray(node)) {
      for (const one of node) await this.visit(one, names);
      return;
    }
    if (!isNode(node)) return;
    if (isQuery(node)) return this.query(node, names);
    if (isSelect(node)) this.#noteFilter(node);
    if (isSource(node)) await this.source(node, names);
    if (isCall(node)) await this.call(node);
    if (isColumn(node)) await this.sequence(node);
    for (const value of Object.values(node)) await this.visit(value, names);
  }

  /** WHERE over one table alone says which of its rows count. */
  #noteFilter({ from, where }: Select): void {
    const [source, other] = from ?? [];
    if (source?.kind !== "table" || other !== undefined || where === undefined) return;
    const names = source.alias === undefined ? source.name.parts : [source.alias.name];
    if (source.alias?.columns !== undefined) return;
    this.#filters.set(source, { names, conditions: conjunctsOf(where) });
  }

  private async source(source: Source, names: ReadonlySet<string>): Promise<void> {
    if (source.kind === "table") {
      const [name] = source.name.parts;
      if (source.name.parts.length === 1 && names.has(name)) return;
      const filter = this.#filters.get(source);
      this.bind(source, await this.scope.relation(source.name, source.timeTravel, filter));
    }
    if (source.kind !== "tableFunction") return;
    const name = source.call.name.parts.join(".");
    if (OWN_TABLE_FUNCTIONS.has(name)) return;
    const parameters: TableFunctionArgument[] = [];
    for (const one of source.call.arguments) {
      const value = await this.constant(one.value, name);
      parameters.push(one.name === undefined ? { value } : { name: one.name, value });
    }
    const relation = await this.scope.tableFunction(source.call.name, parameters);
    if (relation === undefined) throw unknownFunction(name);
    this.bind(source, relation);
  }

  private bind(key: Source, { columns, source }: BoundRelation): void {
    if (this.whole && source.kind === "rows") this.names ??= { used: namedColumns(this.tree) };
    const bound = source.kind === "rows" ? { ...source, named: this.names?.used } : source;
    this.relations.set(key, { columns, source: bound });
  }

  private async sequence(node: Extract<Expression, { readonly kind: "column" }>): Promise<void> {
    const { parts } = node.name;
    if (parts.length < 2 || parts.at(-1) !== "NEXTVAL") return;
    const sql = await this.scope.sequence?.(parts.slice(0, -1));
    if (sql !== undefined) this.sequences.set(node, sql);
  }

  private async call(call: Call): Promise<void> {
    const name = call.name.parts.join(".");
    const known = this.scope.functions.get(name);
    if (known === undefined || this.values.has(call)) return;
    this.values.set(call, { type: known.type, value: await this.evaluate(call, name, known) });
  }

  private async evaluate(call: Call, name: string, known: ScopeFunction): Promise<Cell> {
    const count = call.arguments.length;
    if (count < known.minArguments) throw notEnoughArguments(`${name}(…)`, known.minArguments, count, call);
    if (count > known.maxArguments) throw tooManyArguments(`${name}(…)`, known.maxArguments, count, call);
    const cells: Cell[] = [];
    for (const one of call.arguments) cells.push(await this.constant(one.value, name));
    return known.evaluate(cells);
  }

  /** An argument that can be computed before the query: a literal, a variable, a call of such a function. */
  private async constant(node: Expression, where: string): Promise<Cell> {
    if (node.kind === "literal") {
      const { literal } = node;
      if (literal.type === "NULL") return null;
      if (literal.type !== "NUMBER") return literal.value;
      bindLiteral(literal);
      return Number(literal.text);
    }
    if (node.kind === "unary" && node.operator === "-") {
      const value = await this.constant(node.operand, where);
      if (typeof value === "number") return -value;
    }
    if (node.kind === "cast") return this.constant(node.operand, where);
    if (node.kind === "variable") {
      const value = this.scope.variable(node.name);
      if (value !== undefined) return value.value;
    }
    if (node.kind === "call") {
      const known = this.scope.functions.get(node.name.parts.join("."));
      if (known !== undefined) return this.evaluate(node, node.name.parts.join("."), known);
    }
    throw notEmulated(`an argument of ${where} that is no literal, variable or context function`);
  }
}

const SOURCE_KINDS: ReadonlySet<unknown> = new Set(["table", "tableFunction"]);

function isQuery(node: object): node is Query {
  return "with" in node && "body" in node && "orderBy" in node;
}

function isSelect(node: object): node is Select {
  return "kind" in node && node.kind === "select" && "items" in node;
}

/** What AND joins at the top. */
function conjunctsOf(condition: Expression): readonly Expression[] {
  if (condition.kind !== "binary" || condition.operator !== "AND") return [condition];
  return [...conjunctsOf(condition.left), ...conjunctsOf(condition.right)];
}

function isSource(node: object): node is Source {
  return "kind" in node && SOURCE_KINDS.has(node.kind);
}

function isColumn(node: object): node is Extract<Expression, { readonly kind: "column" }> {
  return "kind" in node && node.kind === "column" && "name" in node;
}

function isCall(node: object): node is Call {
  return "kind" in node && node.kind === "call";
}

/**
 * Asks the scope for every relation and function that a tree names. Throws what the scope throws.
 * @param whole whether nothing outside of the tree names columns of its relations
 */
export async function prefetch(tree: unknown, scope: QueryScope, whole: boolean): Promise<Prepared> {
  const prefetched = new Prefetch(tree, scope, whole);
  await prefetched.visit(tree, new Set());
  return prefetched;
}
