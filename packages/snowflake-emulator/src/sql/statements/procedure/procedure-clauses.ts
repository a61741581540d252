import { invalidProperty, notEmulated } from "../../../errors";
import type { ExecuteAs, NullHandling, ProcedureDefinition } from "../../../procedures/definition";
import { readDataType } from "../../../query/parse/data-type";
import type { DataType } from "../../../types/data-type";
import type { Cursor } from "../../cursor";
import { readTagClause } from "../../tag-clause";
import { type SourceText, takeSource } from "../source-text";

/** An argument as it is read: its default is a piece of the statement's text. */
export interface ReadArgument {
  readonly name: string;
  readonly type: DataType;
  readonly default: SourceText | undefined;
}

/** What CREATE PROCEDURE says behind the name. */
export interface ProcedureClauses extends Omit<ProcedureDefinition, "args" | "secure"> {
  readonly args: readonly ReadArgument[];
  readonly copyGrants: boolean;
  readonly comment: string | null;
}

/** Languages that Snowflake has and the emulator has not. */
const OTHER_LANGUAGES = ["SQL", "PYTHON", "JAVA", "SCALA"] as const;

function readArgument(cursor: Cursor): ReadArgument {
  const name = cursor.identifier();
  if (cursor.takeOneOf("INPUT", "IN", "OUTPUT", "OUT") !== undefined) {
    throw notEmulated("IN and OUT arguments, which only LANGUAGE SQL has");
  }
  const type = readDataType(cursor);
  const optional = cursor.take("DEFAULT");
  const stop = (token: { readonly kind: string; readonly value: string }, depth: number) =>
    depth === 0 && token.kind === "symbol" && (token.value === "," || token.value === ")");
  return { name, type, default: optional ? takeSource(cursor, stop) : undefined };
}

/** Reads `(name type [DEFAULT value], …)`. D: optional arguments come last. */
function readArguments(cursor: Cursor): readonly ReadArgument[] {
  const args: ReadArgument[] = [];
  cursor.expectSymbol("(");
  if (cursor.takeSymbol(")")) return args;
  do args.push(readArgument(cursor));
  while (cursor.takeSymbol(","));
  cursor.expectSymbol(")");
  const optional = args.findIndex((one) => one.default !== undefined);
  const late = args.find((one, at) => optional >= 0 && at > optional && one.default === undefined);
  if (late !== undefined) throw invalidProperty(late.name, "required arguments have to stand before optional ones");
  const repeated = args.find((one, at) => args.some((other, before) => before < at && other.name === one.name));
  if (repeated !== undefined) throw invalidProperty(repeated.name, "two arguments have this name");
  return args;
}

/** Reads `EXECUTE AS { OWNER | CALLER }` behind EXECUTE AS. */
export function readExecuteAs(cursor: Cursor): ExecuteAs {
  if (cursor.take("RESTRICTED CALLER")) throw notEmulated("EXECUTE AS RESTRICTED CALLER");
  const found = cursor.takeOneOf("OWNER", "CALLER");
  if (found === undefined) throw cursor.unexpected();
  return found;
}

function readNullHandling(cursor: Cursor): NullHandling | undefined {
  if (cursor.take("CALLED ON NULL INPUT")) return "CALLED ON NULL INPUT";
  const strict = cursor.takeOneOf("RETURNS NULL ON NULL INPUT", "STRICT");
  return strict === undefined ? undefined : "RETURNS NULL ON NULL INPUT";
}

/** The clauses between RETURNS and AS, in any order, each once. */
interface Options {
  language?: string;
  nullHandling?: NullHandling;
  volatility?: "VOLATILE" | "IMMUTABLE";
  comment?: string;
  executeAs?: ExecuteAs;
}

/** Clauses of the other languages. */
const OTHER_CLAUSES = [
  "RUNTIME_VERSION",
  "PACKAGES",
  "IMPORTS",
  "HANDLER",
  "TARGET_PATH",
  "EXTERNAL_ACCESS_INTEGRATIONS",
  "SECRETS",
  "ARTIFACT_REPOSITORY",
] as const;

function readOption(cursor: Cursor, into: Options): void {
  const once = <K extends keyof Options>(key: K, value: NonNullable<Options[K]>) => {
    if (into[key] !== undefined) throw invalidProperty(key.toUpperCase(), "it is given twice");
    into[key] = value;
  };
  if (readTagClause(cursor).length > 0) throw notEmulated("CREATE PROCEDURE … TAG");
  const nullHandling = readNullHandling(cursor);
  if (nullHandling !== undefined) {
    once("nullHandling", nullHandling);
    return;
  }
  const volatility = cursor.takeOneOf("VOLATILE", "IMMUTABLE");
  if (volatility !== undefined) once("volatility", volatility);
  else if (cursor.take("LANGUAGE")) once("language", cursor.identifier());
  else if (cursor.take("EXECUTE AS")) once("executeAs", readExecuteAs(cursor));
  else if (cursor.take("COMMENT")) {
    cursor.expectSymbol("=");
    once("comment", cursor.string());
  } else {
    const other = OTHER_CLAUSES.find((one) => cursor.isWords(one));
    if (other === undefined) throw cursor.unexpected();
    throw notEmulated(`${other} of procedures`);
  }
}

/** Reads everything from the arguments to the body. Languages and clauses that are not built are refused by name. */
export function readProcedureClauses(cursor: Cursor): ProcedureClauses {
  const args = readArguments(cursor);
  const copyGrants = cursor.take("COPY GRANTS");
  cursor.expect("RETURNS");
  if (cursor.isWords("TABLE")) throw notEmulated("procedures that return a TABLE");
  const returns = readDataType(cursor);
  const notNull = cursor.take("NOT NULL");
  if (!notNull) cursor.take("NULL");
  const options: Options = {};
  while (!cursor.isWords("AS")) readOption(cursor, options);
  const language = options.language ?? "SQL";
  const other = OTHER_LANGUAGES.find((one) => one === language);
  if (other !== undefined) throw notEmulated(`LANGUAGE ${other} of procedures`);
  if (language !== "JAVASCRIPT") throw invalidProperty("LANGUAGE", `there is no language ${language}`);
  cursor.expect("AS");
  return {
    args,
    copyGrants,
    returns,
    notNull,
    language,
    nullHandling: options.nullHandling ?? "CALLED ON NULL INPUT",
    volatility: options.volatility ?? "VOLATILE",
    executeAs: options.executeAs ?? "OWNER",
    comment: options.comment ?? null,
    body: cursor.string(),
  };
}
