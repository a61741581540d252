import { invalidProperty, notEmulated } from "../../../errors";
import type { Procedure } from "../../../objects/procedure";
import type { ProcedureArgument } from "../../../procedures/definition";
import { type CallArgument, type ChosenOverload, chooseOverload } from "../../../procedures/overload";
import { unknownRoutine } from "../../../procedures/procedure-errors";
import { proceduresOf } from "../../../procedures/procedures";
import type { DataType } from "../../../types/data-type";
import type { Cell, Column, ResultTable } from "../../../wire/result-table";
import type { Cursor } from "../../cursor";
import { FUNCTIONS } from "../../functions";
import type { SqlFunction } from "../../functions/sql-function";
import { findSchema, type Path, renderPath } from "../../names";
import type { ExecutionContext, StatementKind } from "../../statement";
import type { Token } from "../../tokenizer";
import { castTo, type ExpressionTokens, tokensOf, typesOf, valuesOf } from "./evaluate";
import { overloadsOf } from "./find-procedure";

/** One argument as written. */
interface WrittenArgument {
  /** undefined: by position. */
  readonly name: string | undefined;
  readonly tokens: ExpressionTokens;
}

/** A call as written. */
interface WrittenCall {
  readonly path: Path;
  readonly args: readonly WrittenArgument[];
}

const isSymbol = (token: Token, value: string) => token.kind === "symbol" && token.value === value;

/** The tokens of one argument: up to the comma or parenthesis that ends it. */
function readExpression(cursor: Cursor): ExpressionTokens {
  const tokens: Token[] = [];
  for (let depth = 0; ; ) {
    const token = cursor.peek();
    if (token.kind === "end") throw cursor.unexpected();
    if (depth === 0 && (isSymbol(token, ",") || isSymbol(token, ")"))) break;
    if (["(", "[", "{"].some((open) => isSymbol(token, open))) depth += 1;
    if ([")", "]", "}"].some((close) => isSymbol(token, close))) depth -= 1;
    tokens.push(cursor.next());
  }
  if (tokens.length === 0) throw cursor.unexpected();
  return tokens;
}

function readArgument(cursor: Cursor): WrittenArgument {
  const token = cursor.peek();
  const named = token.kind === "word" && isSymbol(cursor.peek(1), "=>");
  if (!named) return { name: undefined, tokens: readExpression(cursor) };
  cursor.next();
  cursor.expectSymbol("=>");
  return { name: token.value, tokens: readExpression(cursor) };
}

function readCall(cursor: Cursor): WrittenCall {
  cursor.expect("CALL");
  const path = cursor.path(3);
  cursor.expectSymbol("(");
  const args: WrittenArgument[] = [];
  if (!cursor.takeSymbol(")")) {
    do args.push(readArgument(cursor));
    while (cursor.takeSymbol(","));
    cursor.expectSymbol(")");
  }
  // D: all arguments by name, or all by position.
  if (args.some((one) => one.name === undefined) && args.some((one) => one.name !== undefined)) {
    throw invalidProperty("arguments", "either all of them are named or none is");
  }
  return { path, args };
}

function isNull({ tokens }: WrittenArgument): boolean {
  const [only, ...more] = tokens;
  return more.length === 0 && only?.kind === "word" && only.value === "NULL";
}

/** The procedures that the call may mean: those of this name that the active roles may call. */
function candidates(context: ExecutionContext, path: Path): readonly Procedure[] {
  const { access } = context;
  const routine = path.at(-1) ?? "";
  const schema = findSchema(context, path.slice(0, -1), "CALL");
  const found = overloadsOf(context, schema, routine).filter((one) => access.may("PROCEDURE", one, ["USAGE"]));
  // O: a procedure that may not be called is not known.
  if (found.length === 0) throw unknownRoutine(renderPath(path), path.length > 1);
  return found;
}

type Chosen = ChosenOverload<{ readonly procedure: Procedure; readonly args: readonly ProcedureArgument[] }> & {
  /** Types of the call's arguments. */
  readonly types: readonly (DataType | "NULL")[];
};

async function choose(context: ExecutionContext, call: WrittenCall): Promise<Chosen> {
  const procedures = candidates(context, call.path);
  const known = await typesOf(
    context,
    call.args.map((one) => one.tokens),
  );
  const given = call.args.map((one, at): CallArgument => {
    const type = isNull(one) ? "NULL" : (known[at] ?? "NULL");
    return one.name === undefined ? { type } : { name: one.name, type };
  });
  const name = call.path.at(-1) ?? "";
  const written = call.args.map(({ tokens }) => tokens.map((token) => token.text).join("")).join(", ");
  const chosen = chooseOverload(
    procedures.map((procedure) => ({ procedure, args: procedure.definition.args })),
    given,
    { name, text: `${name}(${written})` },
  );
  return { ...chosen, types: given.map((one) => one.type) };
}

/** The values of the procedure's arguments: what was given, cast where the types differ, or the defaults. */
function argumentValues(
  context: ExecutionContext,
  call: WrittenCall,
  { candidate, assigned, types }: Chosen,
): Promise<readonly Cell[]> {
  const expressions = candidate.args.map(({ type, default: otherwise }, at) => {
    const index = assigned[at];
    if (index === undefined) return castTo(tokensOf(otherwise ?? "NULL"), type);
    const tokens = call.args[index]?.tokens ?? [];
    const from = types[index];
    // A number is a float already.
    const same = from === "NULL" || from?.kind === type.kind || (from?.kind === "NUMBER" && type.kind === "FLOAT");
    return same ? tokens : castTo(tokens, type);
  });
  return valuesOf(context, expressions);
}

function columnOf({ routine, definition }: Procedure): Column {
  return { name: routine, type: definition.returns, nullable: !definition.notNull };
}

/** The system function or system procedure that is called; undefined: a procedure of a schema. Throws 000002 for one that is not built. */
function systemRoutine({ path }: WrittenCall): SqlFunction | undefined {
  const routine = path.at(-1) ?? "";
  if (path.length > 1 || !routine.startsWith("SYSTEM$")) return undefined;
  const found = FUNCTIONS.get(routine);
  if (found === undefined) throw notEmulated(`CALL ${routine}`);
  return found;
}

/** CALL SYSTEM$…(…): as in SELECT, arguments by position. */
async function runSystem(context: ExecutionContext, called: SqlFunction, { args }: WrittenCall): Promise<ResultTable> {
  const { name, type, minArguments, maxArguments } = called;
  if (args.length < minArguments || args.length > maxArguments || args.some((one) => one.name !== undefined)) {
    throw invalidProperty(`${name}()`, `it takes ${minArguments} to ${maxArguments} arguments by position`);
  }
  const values = await valuesOf(
    context,
    args.map(({ tokens }) => tokens),
  );
  return { class: "SELECT", columns: [{ name, type }], rows: [[await called.evaluate(context, values)]] };
}

async function run(context: ExecutionContext, call: WrittenCall): Promise<ResultTable> {
  const system = systemRoutine(call);
  if (system !== undefined) return runSystem(context, system, call);
  const { account, session, queryId, signal } = context;
  const chosen = await choose(context, call);
  const { procedure } = chosen.candidate;
  const values = await argumentValues(context, call, chosen);
  const strict = procedure.definition.nullHandling === "RETURNS NULL ON NULL INPUT";
  const cell =
    strict && values.includes(null)
      ? null
      : await proceduresOf(account).call({ procedure, values, session, queryId, signal });
  return { class: "SELECT", columns: [columnOf(procedure)], rows: [[cell]] };
}

/** CALL name({ value | argument => value }, …). The answer is one cell, whose column is called after the procedure. */
export const call: StatementKind = {
  leading: "CALL",
  remark: "JavaScript procedures and SYSTEM$ functions; no INTO, no anonymous procedures",
  parse(cursor) {
    const written = readCall(cursor);
    return {
      describe: async (context) => {
        const system = systemRoutine(written);
        if (system !== undefined) return [{ name: system.name, type: system.type }];
        return [columnOf((await choose(context, written)).candidate.procedure)];
      },
      execute: (context) => run(context, written),
    };
  },
};
