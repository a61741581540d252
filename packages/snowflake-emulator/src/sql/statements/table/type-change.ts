import type { DataType } from "../../../types/data-type";

/** What a change of a column's type needs. */
export type TypeChange =
  | "FREE"
  /** Only when every value fits. */
  | "SHORTER TEXT"
  | "FORBIDDEN";

/**
 * D: ALTER TABLE … ALTER COLUMN: the length of text may grow (and shrink when the values fit), the precision of a number may
 * grow, its scale may not change; everything else stays as it is.
 */
export function widening(from: DataType, to: DataType): TypeChange {
  if (from.kind === "TEXT" && to.kind === "TEXT") return to.length >= from.length ? "FREE" : "SHORTER TEXT";
  if (from.kind === "NUMBER" && to.kind === "NUMBER") {
    return to.scale === from.scale && to.precision >= from.precision ? "FREE" : "FORBIDDEN";
  }
  if (from.kind === "BINARY" && to.kind === "BINARY") return to.length >= from.length ? "FREE" : "FORBIDDEN";
  if (from.kind !== to.kind) return "FORBIDDEN";
  const scaleOf = (type: DataType) => ("scale" in type ? type.scale : 0);
  return scaleOf(from) === scaleOf(to) ? "FREE" : "FORBIDDEN";
}
