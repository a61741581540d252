import { notEmulated, unknownFunction } from "../../errors";
import type { Call } from "../ast";
import type { Bound, ExpressionBinder } from "../compile/bound";
import { derive } from "../compile/bound";
import { FunctionCall, type FunctionDefinition } from "../compile/function-call";
import { notEnoughArguments, overMissing, overNotAllowed, tooManyArguments } from "../compile/problems";
import { windowSql } from "../compile/window";
import { REFUSED_FUNCTIONS } from "./refused";
import { FUNCTIONS } from "./registry";

/** Functions that have a meaning of their own for `*`. */
const TAKE_STAR: ReadonlySet<string> = new Set(["COUNT", "HASH_AGG"]);

/** Binds a call of a built-in function. Throws 002141 for a name that is none, 000002 for one that is not built. */
export function bindCall(node: Call, binder: ExpressionBinder): Bound {
  const name = node.name.parts.join(".");
  const definition = node.name.parts.length === 1 ? FUNCTIONS.get(name) : undefined;
  if (definition === undefined) {
    throw REFUSED_FUNCTIONS.has(name) ? notEmulated(`the function ${name}`) : unknownFunction(name);
  }
  checkArguments(name, node, definition);
  if (definition.kind === "scalar") return bindScalar(name, node, definition, binder);
  if (node.over === undefined) {
    if (definition.kind === "window") throw overMissing(name);
    return binder.aggregated(definition.bind(new FunctionCall(name, node, binder.aggregateArguments(name))));
  }
  const window = windowSql(name, node.over, binder);
  const bound = definition.bind(new FunctionCall(name, node, binder, window));
  return { ...derive(bound.sql, bound.type, [bound, ...window.parts], bound.nullable), window: true };
}

function bindScalar(name: string, node: Call, definition: FunctionDefinition, binder: ExpressionBinder): Bound {
  if (node.over !== undefined) throw overNotAllowed(name);
  if (node.distinct) throw notEmulated(`DISTINCT in ${name}`);
  return definition.bind(new FunctionCall(name, node, binder));
}

function checkArguments(name: string, node: Call, definition: FunctionDefinition): void {
  const count = node.arguments.length;
  if (node.star && definition.minArguments > 0 && !TAKE_STAR.has(name)) throw notEmulated(`${name}(*)`);
  if (node.arguments.some((one) => one.name !== undefined)) throw notEmulated(`arguments by name in ${name}`);
  if (count < definition.minArguments && !node.star) {
    throw notEnoughArguments(`${name}(${count === 0 ? "" : "…"})`, definition.minArguments, count, node);
  }
  if (count > definition.maxArguments) {
    throw tooManyArguments(`${name}(…)`, definition.maxArguments, count, node);
  }
}
