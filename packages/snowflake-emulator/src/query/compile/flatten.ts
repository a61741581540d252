import { notEmulated } from "../../errors";
import { BOOLEAN, type DataType, TEXT, VARIANT } from "../../types/data-type";
import type { Argument, Call, Expression, TableAlias } from "../ast";
import type { ExpressionBinder } from "./bound";
import { castTo, coerce, plainText } from "./cast";
import type { ScopeColumn } from "./frame";
import { constantNeeded, invalidArgumentTypes, notEnoughArguments } from "./problems";
import { type BoundSource, renamed } from "./relation";
import { isSemiStructured, numberType } from "./types";

/** Finds arguments by name or place. */
class TableArguments {
  constructor(
    private readonly call: Call,
    private readonly order: readonly string[],
  ) {
    const unknown = call.arguments.find((one) => one.name !== undefined && !order.includes(one.name));
    if (unknown !== undefined) throw notEmulated(`the argument ${unknown.name} of ${this.name}`);
  }

  get name(): string {
    return this.call.name.parts.join(".");
  }

  find(name: string): Expression | undefined {
    const named = this.call.arguments.find((one) => one.name === name);
    const placed: Argument | undefined = this.call.arguments[this.order.indexOf(name)];
    return named?.value ?? (placed?.name === undefined ? placed?.value : undefined);
  }

  need(name: string): Expression {
    const found = this.find(name);
    if (found === undefined) throw notEnoughArguments(`${this.name}(…)`, 1, this.call.arguments.length, this.call);
    return found;
  }
}

/** How DuckDB reads the rows that sf_flatten and sf_split_to_table write. */
const ROWS = '[{"key":"VARCHAR","path":"VARCHAR","index":"BIGINT","value":"VARCHAR","parent":"VARCHAR"}]';

/** SQL of a list of rows for each row of what stands before, and of the value that they are elements of. */
function listSql(call: Call, binder: ExpressionBinder): { readonly list: string; readonly input: string } {
  const isFlatten = call.name.parts.join(".") === "FLATTEN";
  const given = new TableArguments(
    call,
    isFlatten ? ["INPUT", "PATH", "OUTER", "RECURSIVE", "MODE"] : ["STRING", "DELIMITER"],
  );
  if (!isFlatten) {
    const texts = ["STRING", "DELIMITER"].map((name) =>
      plainText(binder.expression(given.need(name)), binder.settings),
    );
    return { list: `from_json(sf_split_to_table(${texts.join(", ")}), '${ROWS}')`, input: "NULL" };
  }
  const input = binder.expression(given.need("INPUT"));
  if (!isSemiStructured(input.type) && input.type.kind !== "NULL")
    throw invalidArgumentTypes("FLATTEN", [input.type], call);
  const text = (name: string, absent: string) => {
    const node = given.find(name);
    return node === undefined ? absent : plainText(binder.expression(node), binder.settings);
  };
  const flag = (name: string) => {
    const node = given.find(name);
    if (node === undefined) return "FALSE";
    const bound = coerce(binder.expression(node), BOOLEAN, binder.settings);
    if (bound === undefined) throw constantNeeded("FLATTEN", 1);
    return bound.sql;
  };
  const json = input.type.kind === "NULL" ? castTo(input, VARIANT, binder.settings).sql : input.sql;
  const rows = `sf_flatten(${json}, ${text("PATH", "''")}, ${flag("OUTER")}, ${flag("RECURSIVE")}, upper(${text("MODE", "'BOTH'")}))`;
  return { list: `from_json(${rows}, '${ROWS}')`, input: json };
}

interface OutputColumn {
  readonly name: string;
  readonly type: DataType;
  /** The field of the row; undefined for the sequence. */
  readonly field?: string;
}

const INTEGER = numberType(38, 0);
const FLATTEN_COLUMNS: readonly OutputColumn[] = [
  { name: "SEQ", type: INTEGER },
  { name: "KEY", type: TEXT, field: "key" },
  { name: "PATH", type: TEXT, field: "path" },
  { name: "INDEX", type: INTEGER, field: "index" },
  { name: "VALUE", type: VARIANT, field: "value" },
  { name: "THIS", type: VARIANT, field: "parent" },
];
const SPLIT_COLUMNS: readonly OutputColumn[] = [
  { name: "SEQ", type: INTEGER },
  { name: "INDEX", type: INTEGER, field: "index" },
  { name: "VALUE", type: TEXT, field: "value" },
];

function outputSql({ type, field }: OutputColumn, label: string): string {
  if (field === undefined) return `CAST(${label}."seq" AS DECIMAL(38,0))`;
  const value = `struct_extract(${label}."e", '${field}')`;
  // Looked up only where a query asks for it.
  if (field === "parent") return `CAST(sf_get_path(${label}."input", ${value}) AS JSON)`;
  if (type.kind === "NUMBER") return `CAST(${value} AS DECIMAL(38,0))`;
  return type.kind === "VARIANT" ? `CAST(${value} AS JSON)` : value;
}

/**
 * Joins FLATTEN or SPLIT_TO_TABLE to what stands before it in FROM. The rows before are numbered (SEQ), and each is joined to
 * the list that the function makes of it. `bind` gives the binder that sees a source's columns.
 */
export function flattenSource(
  before: BoundSource | undefined,
  call: Call,
  alias: TableAlias | undefined,
  labels: { readonly inner: string; readonly outer: string },
  bind: (source: BoundSource) => ExpressionBinder,
): BoundSource {
  const { inner, outer } = labels;
  const all = [...new Set([...(before?.columns ?? []), ...(before?.relations.flatMap((one) => one.columns) ?? [])])];
  const moved = (label: string) =>
    new Map(all.map((one, index) => [one, { ...one, sql: `${label}."c${index + 1}"` }] as const));
  const relabeled = (label: string): BoundSource => {
    const columns = moved(label);
    const move = (one: ScopeColumn) => columns.get(one) ?? one;
    return {
      sql: "",
      relations: before?.relations.map((one) => ({ ...one, columns: one.columns.map(move) })) ?? [],
      columns: before?.columns.map(move) ?? [],
      uses: before?.uses ?? [],
      sequence: undefined,
    };
  };
  const items = all.map((one, index) => `${one.sql} AS "c${index + 1}"`);
  const numbered =
    before === undefined
      ? 'SELECT 1 AS "seq"'
      : `SELECT ${[...items, 'row_number() OVER () AS "seq"'].join(", ")} FROM ${before.sql}`;
  const { list, input } = listSql(call, bind(relabeled(inner)));
  const sql = `(SELECT ${inner}.*, ${input} AS "input", unnest(${list}) AS "e" FROM (${numbered}) AS ${inner}) AS ${outer}`;
  const output = call.name.parts.join(".") === "FLATTEN" ? FLATTEN_COLUMNS : SPLIT_COLUMNS;
  const columns = renamed(
    output.map((one) => ({
      name: one.name,
      type: one.type,
      nullable: one.field !== undefined,
      sql: outputSql(one, outer),
    })),
    alias,
  );
  const kept = relabeled(outer);
  const names = [alias?.name ?? call.name.parts[0]];
  return { ...kept, sql, relations: [...kept.relations, { names, columns }], columns: [...kept.columns, ...columns] };
}

/** `TABLE(GENERATOR(ROWCOUNT => n))`: rows without columns. */
export function generatorSource(call: Call, alias: TableAlias | undefined, label: string): BoundSource {
  const given = new TableArguments(call, ["ROWCOUNT", "TIMELIMIT"]);
  if (given.find("TIMELIMIT") !== undefined) throw notEmulated("TIMELIMIT of GENERATOR");
  const count = given.need("ROWCOUNT");
  if (count.kind !== "literal" || count.literal.type !== "NUMBER" || !/^\d+$/.test(count.literal.text)) {
    throw constantNeeded("GENERATOR", 1);
  }
  return {
    sql: `range(${count.literal.text}) AS ${label}("n")`,
    relations: [{ names: [alias?.name ?? "GENERATOR"], columns: [] }],
    columns: [],
    uses: [],
    sequence: `${label}."n"`,
  };
}
