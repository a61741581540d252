import type { Cell } from "./result-table";

/** Rows that go into a JSON object as an array, encoded bit by bit. */
export interface JsonRows {
  /** The member that holds them; it comes last in the object. */
  readonly rows: readonly (readonly Cell[])[];
  readonly encode: (row: readonly Cell[]) => readonly (string | null)[];
}

/** Cells that are turned into text without giving others a turn: a few milliseconds. */
const CELLS_PER_PIECE = 20_000;

/**
 * A JSON object as text in pieces, so that large results can be written without holding everybody up. The rows take the
 * place of the first empty array called `member` in the object. Throws Error when there is none.
 */
export function* jsonPieces(body: object, member: string, { rows, encode }: JsonRows): Generator<string> {
  const text = JSON.stringify(body);
  const marker = `"${member}":[]`;
  const at = text.indexOf(marker);
  if (at < 0) throw new Error(`the answer has no empty array "${member}" to put rows in`);
  const inside = at + marker.length - 1;
  yield text.slice(0, inside);
  const size = Math.max(1, Math.floor(CELLS_PER_PIECE / Math.max(1, rows[0]?.length ?? 1)));
  for (let from = 0; from < rows.length; from += size) {
    const piece = JSON.stringify(rows.slice(from, from + size).map(encode));
    yield `${from === 0 ? "" : ","}${piece.slice(1, -1)}`;
  }
  yield text.slice(inside);
}
