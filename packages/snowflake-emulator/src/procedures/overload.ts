import { type DataType, renderDataType } from "../types/data-type";
import type { ProcedureArgument } from "./definition";
import { invalidArgumentTypes, notEnoughArguments, tooManyArguments } from "./procedure-errors";

/** A procedure that a call may mean. */
export interface OverloadCandidate {
  readonly args: readonly ProcedureArgument[];
}

/** One argument of a call. */
export interface CallArgument {
  /** Named argument: its name, in upper case. */
  readonly name?: string;
  /** "NULL" is an untyped NULL, which goes for any type. */
  readonly type: DataType | "NULL";
}

/** How a call was written, for messages. */
export interface CallText {
  /** The procedure's name as written. */
  readonly name: string;
  /** The whole call: `P(1, 2)`. */
  readonly text: string;
}

type Kind = DataType["kind"];

/** Types by Snowflake's internal names, whose order decides between overloads that are equally good (O). */
const INTERNAL_NAMES: Readonly<Record<Kind, string>> = {
  ARRAY: "ARRAY",
  BINARY: "BINARY",
  BOOLEAN: "BOOLEAN",
  DATE: "DATE",
  NUMBER: "FIXED",
  OBJECT: "OBJECT",
  FLOAT: "REAL",
  TEXT: "TEXT",
  TIME: "TIME",
  TIMESTAMP_LTZ: "TIMESTAMP_LTZ",
  TIMESTAMP_NTZ: "TIMESTAMP_NTZ",
  TIMESTAMP_TZ: "TIMESTAMP_TZ",
  VARIANT: "VARIANT",
};

const TIMESTAMPS = ["TIMESTAMP_NTZ", "TIMESTAMP_LTZ", "TIMESTAMP_TZ"] as const;

/** Types that a value of a type is coerced to (D: Data type conversion, the column "coercible"). */
const COERCIONS: Readonly<Record<Kind, readonly Kind[]>> = {
  ARRAY: ["VARIANT"],
  BINARY: [],
  BOOLEAN: ["TEXT", "VARIANT"],
  DATE: [...TIMESTAMPS, "TEXT"],
  NUMBER: ["BOOLEAN", "FLOAT", "TEXT", "VARIANT"],
  OBJECT: ["VARIANT"],
  FLOAT: ["BOOLEAN", "NUMBER", "TEXT", "VARIANT"],
  TEXT: ["BOOLEAN", "DATE", "FLOAT", "NUMBER", "TIME", ...TIMESTAMPS],
  TIME: ["TEXT"],
  TIMESTAMP_NTZ: ["DATE", "TIME", "TIMESTAMP_LTZ", "TIMESTAMP_TZ", "TEXT"],
  TIMESTAMP_LTZ: ["DATE", "TIME", "TIMESTAMP_NTZ", "TIMESTAMP_TZ", "TEXT"],
  TIMESTAMP_TZ: ["DATE", "TIME", "TIMESTAMP_NTZ", "TIMESTAMP_LTZ", "TEXT"],
  VARIANT: ["ARRAY", "BOOLEAN", "DATE", "FLOAT", "NUMBER", "OBJECT", "TIME", ...TIMESTAMPS, "TEXT"],
};

/** Coercions that are chosen only when nothing else fits (O). */
const LAST_RESORTS: Readonly<Partial<Record<Kind, Kind>>> = { NUMBER: "TEXT", FLOAT: "NUMBER", TEXT: "NUMBER" };

const LAST_RESORT_COST = 1000;

/** 0 for the same family, more for coercions, undefined when there is none. */
function costOf(from: CallArgument["type"], to: Kind): number | undefined {
  if (from === "NULL" || from.kind === to) return 0;
  if (!COERCIONS[from.kind].includes(to)) return undefined;
  return LAST_RESORTS[from.kind] === to ? LAST_RESORT_COST : 1;
}

/** The argument of a call for each argument of a procedure: its index, or undefined where the default is taken. */
function assign(args: readonly ProcedureArgument[], given: readonly CallArgument[]): readonly (number | undefined)[] {
  return args.map((one, position) => {
    const named = given.findIndex((argument) => argument.name === one.name);
    if (named >= 0) return named;
    return given[position]?.name === undefined && position < given.length ? position : undefined;
  });
}

/** Can the call fill the procedure's arguments, types aside? */
function fits(args: readonly ProcedureArgument[], given: readonly CallArgument[]): boolean {
  const assigned = assign(args, given);
  const used = assigned.filter((index) => index !== undefined);
  return (
    used.length === given.length && assigned.every((index, at) => index !== undefined || args[at]?.default !== null)
  );
}

/** A procedure chosen for a call. */
export interface ChosenOverload<T extends OverloadCandidate> {
  readonly candidate: T;
  /** For each of its arguments the index of the call's argument, or undefined where the default is taken. */
  readonly assigned: readonly (number | undefined)[];
}

/** The internal names of a candidate's types: equally good candidates are taken in their order. */
function orderOf(candidate: OverloadCandidate): string {
  return candidate.args.map(({ type }) => INTERNAL_NAMES[type.kind]).join(",");
}

function typeText(type: CallArgument["type"]): string {
  return type === "NULL" ? "NULL" : renderDataType(type);
}

/**
 * The procedure of this name that a call means: by the number (or names) of arguments first, then by their types.
 * D: coercion counts; O: which of several coercions wins (`INTERNAL_NAMES`, `LAST_RESORTS`); A: over several arguments
 * costs are added. Throws 000938, 000939, 001044. `candidates` must not be empty.
 */
export function chooseOverload<T extends OverloadCandidate>(
  candidates: readonly T[],
  given: readonly CallArgument[],
  call: CallText,
): ChosenOverload<T> {
  const fitting = candidates.filter(({ args }) => fits(args, given));
  if (fitting.length === 0) throw countError(candidates, given, call);
  let best: { readonly candidate: T; readonly cost: number; readonly order: string } | undefined;
  for (const candidate of fitting) {
    const costs = assign(candidate.args, given).map((index, at) => {
      const from = index === undefined ? undefined : given[index]?.type;
      const to = candidate.args[at]?.type.kind;
      return from === undefined || to === undefined ? 0 : costOf(from, to);
    });
    if (costs.includes(undefined)) continue;
    const cost = costs.reduce<number>((sum, one) => sum + (one ?? 0), 0);
    const order = orderOf(candidate);
    if (best === undefined || cost < best.cost || (cost === best.cost && order < best.order)) {
      best = { candidate, cost, order };
    }
  }
  if (best === undefined)
    throw invalidArgumentTypes(
      call.name,
      given.map(({ type }) => typeText(type)),
    );
  return { candidate: best.candidate, assigned: assign(best.candidate.args, given) };
}

function countError(candidates: readonly OverloadCandidate[], given: readonly CallArgument[], call: CallText) {
  const most = Math.max(...candidates.map(({ args }) => args.length));
  const least = Math.min(...candidates.map(({ args }) => args.filter((one) => one.default === null).length));
  if (given.length > most) return tooManyArguments(call.text, most, given.length);
  if (given.length < least) return notEnoughArguments(call.text, least, given.length);
  return invalidArgumentTypes(
    call.name,
    given.map(({ type }) => typeText(type)),
  );
}

/**
 * Would calls be unable to tell two procedures of one name apart? D: optional arguments do not count: two signatures
 * clash when one list of argument types goes for both. The same signature is no clash but a replacement.
 */
export function overloadsClash(first: readonly ProcedureArgument[], second: readonly ProcedureArgument[]): boolean {
  const shared = Math.min(first.length, second.length);
  const required = Math.max(...[first, second].map((args) => args.filter((one) => one.default === null).length));
  if (first.length === second.length && first.every((one, at) => one.type.kind === second[at]?.type.kind)) return false;
  for (let count = required; count <= shared; count += 1) {
    const same = first.slice(0, count).every((one, at) => one.type.kind === second[at]?.type.kind);
    if (same) return true;
  }
  return false;
}
