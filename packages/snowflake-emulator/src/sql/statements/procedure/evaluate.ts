import { parseQuery } from "../../../query/parse";
import { type DataType, renderDataType } from "../../../types/data-type";
import type { Cell, Column } from "../../../wire/result-table";
import { Cursor } from "../../cursor";
import { describeQuery, runQuery } from "../../queries";
import type { ExecutionContext, ParsedStatement } from "../../statement";
import { type Token, tokenize } from "../../tokenizer";
import { plainSelect } from "../query/plain-select";

/** An expression of a call: its tokens, with bound values in them. */
export type ExpressionTokens = readonly Token[];

const symbol = (value: string): Token => ({ kind: "symbol", text: value, value, line: 1, column: 0, offset: 0 });

/** Tokens of a piece of SQL, without the end. */
export function tokensOf(sql: string): ExpressionTokens {
  return tokenize(sql).filter((token) => token.kind !== "end");
}

/** `CAST (expression AS type)` */
export function castTo(expression: ExpressionTokens, type: DataType): ExpressionTokens {
  return [...tokensOf("CAST ("), ...expression, ...tokensOf(`AS ${renderDataType(type)})`)];
}

/** `SELECT a, b`, as the emulator reads any query. */
function selectOf(expressions: readonly ExpressionTokens[]): ParsedStatement {
  const list = expressions.flatMap((one, at) => (at === 0 ? one : [symbol(","), ...one]));
  const end: Token = { kind: "end", text: "<EOF>", value: "", line: 1, column: 0, offset: 0 };
  const cursor = new Cursor([...tokensOf("SELECT"), ...list, end]);
  const query = parseQuery(cursor);
  cursor.end();
  const plain = plainSelect(query);
  if (plain !== undefined) return { execute: (context) => plain.run(context), describe: () => plain.columns };
  return { execute: (context) => runQuery(context, query), describe: (context) => describeQuery(context, query) };
}

/** The types of expressions; nothing is evaluated. */
export async function typesOf(
  context: ExecutionContext,
  expressions: readonly ExpressionTokens[],
): Promise<readonly DataType[]> {
  if (expressions.length === 0) return [];
  const { describe, execute } = selectOf(expressions);
  const columns: readonly Column[] =
    describe === undefined ? (await execute(context)).columns : await describe(context);
  return columns.map((column) => column.type);
}

/** The values of expressions. */
export async function valuesOf(
  context: ExecutionContext,
  expressions: readonly ExpressionTokens[],
): Promise<readonly Cell[]> {
  if (expressions.length === 0) return [];
  const { rows } = await selectOf(expressions).execute(context);
  return rows[0] ?? [];
}
