import { notEmulated } from "../../errors";
import type { Cursor } from "../../sql/cursor";
import type { Source } from "../ast";
import { readColumnNames } from "./names";
import { isFollowedBy, type Reader } from "./reader";

type Join = Extract<Source, { readonly kind: "join" }>;

const REFUSED_CLAUSES = ["PIVOT", "UNPIVOT", "MATCH_RECOGNIZE", "RESAMPLE"];

/** Refuses what may follow a source and changes its rows. */
export function refuseSampling(cursor: Cursor): void {
  const sample = ["SAMPLE", "TABLESAMPLE"].find((word) => cursor.isWords(word));
  if (sample !== undefined) throw notEmulated(sample);
  const clause = REFUSED_CLAUSES.find((word) => cursor.isWords(word) && isFollowedBy(cursor, "("));
  if (clause !== undefined) throw notEmulated(clause);
}

/** INNER, LEFT [OUTER] … */
function readSide(cursor: Cursor): Exclude<Join["type"], "CROSS"> | undefined {
  const side = cursor.takeOneOf("INNER", "LEFT", "RIGHT", "FULL");
  if (side !== undefined && side !== "INNER") cursor.take("OUTER");
  return side;
}

/** The words up to JOIN; undefined when no join follows. */
function readKind(cursor: Cursor): Pick<Join, "type" | "natural"> | undefined {
  if (cursor.isWords("ASOF", "JOIN")) throw notEmulated("ASOF JOIN");
  const cross = cursor.take("CROSS");
  const natural = !cross && cursor.take("NATURAL");
  const side = cross ? undefined : readSide(cursor);
  if (cursor.isWords("DIRECTED", "JOIN")) throw notEmulated("DIRECTED JOIN");
  if (!cursor.take("JOIN")) {
    if (cross || natural || side !== undefined) throw cursor.unexpected();
    return undefined;
  }
  return { type: cross ? "CROSS" : (side ?? "INNER"), natural };
}

/**
 * A join after its left side, or undefined. ON and USING are optional, but for CROSS and NATURAL, which have none.
 * D: sql-reference/constructs/join.
 */
export function readJoin(reader: Reader, left: Source, readRight: () => Source): Join | undefined {
  const { cursor } = reader;
  const kind = readKind(cursor);
  if (kind === undefined) return undefined;
  const { line, column } = left;
  const join = { kind: "join" as const, ...kind, left, right: readRight(), line, column };
  if (cursor.isWords("MATCH_CONDITION")) throw notEmulated("MATCH_CONDITION");
  if (kind.type === "CROSS" || kind.natural) return join;
  if (cursor.take("ON")) return { ...join, on: reader.expression() };
  if (cursor.isWords("USING") && isFollowedBy(cursor, "(")) {
    cursor.expect("USING");
    return { ...join, using: readColumnNames(cursor) };
  }
  return join;
}
