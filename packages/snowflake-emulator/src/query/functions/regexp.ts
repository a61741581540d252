import { notEmulated } from "../../errors";
import { BOOLEAN, TEXT } from "../../types/data-type";
import type { Bound } from "../compile/bound";
import { type FunctionCall, type FunctionDefinition, scalar } from "../compile/function-call";
import { whole } from "./text";

/** What the parameters argument says: letters of c, i, m, e, s. D: String functions (regular expressions). */
interface Flags {
  /** A prefix for the pattern that sets them. */
  readonly prefix: string;
  readonly extract: boolean;
}

function flags(call: FunctionCall, index: number): Flags {
  const letters = call.has(index) ? call.constantText(index) : "c";
  if (/[^cimes]/.test(letters)) throw notEmulated(`the regular expression parameters '${letters}'`);
  const insensitive = letters.lastIndexOf("i") > letters.lastIndexOf("c") ? "i" : "";
  const set = `${insensitive}${letters.includes("m") ? "m" : ""}${letters.includes("s") ? "s" : ""}`;
  return { prefix: set === "" ? "" : `(?${set})`, extract: letters.includes("e") };
}

function pattern(call: FunctionCall, { prefix }: Flags): string {
  return prefix === "" ? call.text(1) : `('${prefix}' || ${call.text(1)})`;
}

/** A position other than the first character changes what ^ and \b mean. */
function fromStart(call: FunctionCall, index: number): void {
  if (call.has(index) && call.constantInteger(index) !== 1)
    throw notEmulated(`${call.name} from a position other than 1`);
}

const likeWhole = (call: FunctionCall) =>
  call.make(`regexp_full_match(${call.text(0)}, ${pattern(call, flags(call, 2))})`, BOOLEAN);

function replace(call: FunctionCall): Bound {
  fromStart(call, 3);
  const occurrence = call.has(4) ? call.constantInteger(4) : 0;
  if (occurrence > 1) throw notEmulated("REGEXP_REPLACE of an occurrence other than the first");
  const replacement = call.has(2) ? call.text(2) : "''";
  const options = occurrence === 0 ? "'g'" : "''";
  return call.make(
    `regexp_replace(${call.text(0)}, ${pattern(call, flags(call, 5))}, ${replacement}, ${options})`,
    TEXT,
  );
}

/** All matches of the pattern, or of a group of it. */
function matches(call: FunctionCall, given: Flags, group: string): string {
  return `regexp_extract_all(${call.text(0)}, ${pattern(call, given)}, ${group})`;
}

function substr(call: FunctionCall): Bound {
  fromStart(call, 2);
  const occurrence = call.has(3) ? call.constantInteger(3) : 1;
  const given = flags(call, 4);
  const group = call.has(5) ? String(call.constantInteger(5)) : given.extract ? "1" : "0";
  return call.make(`list_extract(${matches(call, given, group)}, ${occurrence})`, TEXT, true);
}

function count(call: FunctionCall): Bound {
  fromStart(call, 2);
  return whole(call, `len(${matches(call, flags(call, 3), "0")})`);
}

/** The first match is replaced by a character that no text has; where that stands is the answer. */
function instr(call: FunctionCall): Bound {
  fromStart(call, 2);
  if (call.has(3) && call.constantInteger(3) !== 1)
    throw notEmulated("REGEXP_INSTR of an occurrence other than the first");
  const after = call.has(4) ? call.constantInteger(4) : 0;
  const given = flags(call, 5);
  if (given.extract || call.has(6)) throw notEmulated("REGEXP_INSTR of a group");
  const subject = call.text(0);
  const wanted = pattern(call, given);
  const place = `strpos(regexp_replace(${subject}, ${wanted}, chr(1114109)), chr(1114109))`;
  const length = after === 0 ? "" : ` + length(regexp_extract(${subject}, ${wanted}))`;
  return whole(
    call,
    `(CASE WHEN regexp_matches(${subject}, ${wanted}) THEN ${place}${length} ELSE CASE WHEN ${subject} IS NULL OR ${wanted} IS NULL THEN NULL ELSE 0 END END)`,
  );
}

/** D: String functions (regular expressions). The engine on both sides is RE2. */
export const regexpFunctions: readonly FunctionDefinition[] = [
  scalar(["REGEXP_LIKE", "RLIKE", "REGEXP"], [2, 3], likeWhole),
  scalar("REGEXP_REPLACE", [2, 6], replace),
  scalar(["REGEXP_SUBSTR"], [2, 6], substr),
  scalar("REGEXP_COUNT", [2, 4], count),
  scalar("REGEXP_INSTR", [2, 7], instr),
  scalar("LIKE", [2, 3], (call) => {
    const escaped = call.has(2) ? ` ESCAPE ${call.text(2)}` : "";
    return call.make(`(${call.text(0)} LIKE ${call.text(1)}${escaped})`, BOOLEAN);
  }),
  scalar("ILIKE", [2, 3], (call) => {
    const escaped = call.has(2) ? ` ESCAPE ${call.text(2)}` : "";
    return call.make(`(${call.text(0)} ILIKE ${call.text(1)}${escaped})`, BOOLEAN);
  }),
];
