import { type DataType, renderDataType } from "../types/data-type";
import type { ProcedureArgument } from "./definition";
import { invalidArgumentNames, invalidHandlerName, typeNotInJavaScript } from "./procedure-errors";

/** Words that no JavaScript function or parameter can be called, strict mode's included (O: `public` is refused as well). */
const RESERVED = new Set(
  (
    "await break case catch class const continue debugger default delete do else enum export extends false finally for " +
    "function if implements import in instanceof interface let new null package private protected public return static " +
    "super switch this throw true try typeof var void while with yield"
  ).split(" "),
);

const IDENTIFIER = /^[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*$/u;

/** Can a JavaScript function or parameter be called this? */
export function isJavaScriptName(name: string): boolean {
  return IDENTIFIER.test(name) && !RESERVED.has(name);
}

function checkType(type: DataType): void {
  // O: JavaScript has neither a fixed-point number nor a time; FLOAT and VARCHAR take their place.
  if (type.kind === "NUMBER" || type.kind === "TIME") throw typeNotInJavaScript(renderDataType(type));
}

/**
 * What CREATE PROCEDURE … LANGUAGE JAVASCRIPT checks of a signature: first the types, then the procedure's name, which names
 * the body's function, then the arguments', which are its parameters. Throws with the texts that were observed.
 */
export function checkJavaScriptSignature(name: string, args: readonly ProcedureArgument[], returns: DataType): void {
  for (const { type } of args) checkType(type);
  checkType(returns);
  if (!isJavaScriptName(name)) throw invalidHandlerName(name);
  const wrong = args.map((one) => one.name).filter((one) => !isJavaScriptName(one));
  if (wrong.length > 0) throw invalidArgumentNames(wrong);
}
