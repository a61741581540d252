import type { ColumnPlan } from "../wire/result-table";
import type { Cursor } from "./cursor";
import { type LikePattern, likeMatches, parseLike } from "./like";

/** What SHOW commands filter by. */
export interface ShowFilter {
  readonly like: LikePattern | undefined;
  readonly startsWith: string;
  readonly limit: number | undefined;
  readonly from: string | undefined;
}

/** Reads `[LIKE '…'] [STARTS WITH '…'] [LIMIT n [FROM '…']]`. */
export function readShowFilter(cursor: Cursor): ShowFilter {
  const like = readLike(cursor);
  return { like, ...readPage(cursor) };
}

/** Reads `[LIKE '…']`, which stands before IN. */
export function readLike(cursor: Cursor): LikePattern | undefined {
  return cursor.take("LIKE") ? parseLike(cursor.string()) : undefined;
}

/** Reads `[STARTS WITH '…'] [LIMIT n [FROM '…']]`, which stand after IN. */
export function readPage(cursor: Cursor): Omit<ShowFilter, "like"> {
  const startsWith = cursor.take("STARTS WITH") ? cursor.string() : "";
  const limit = cursor.take("LIMIT") ? cursor.integer() : undefined;
  const from = limit !== undefined && cursor.take("FROM") ? cursor.string() : undefined;
  return { startsWith, limit, from };
}

/** The objects that pass a filter, in the given order. */
export function applyShowFilter<T extends { readonly name: string }>(filter: ShowFilter, objects: readonly T[]) {
  const { from, like, startsWith } = filter;
  return objects
    .filter(
      ({ name }) =>
        name.startsWith(startsWith) &&
        (like === undefined || likeMatches(like, name.toUpperCase())) &&
        (from === undefined || name > from),
    )
    .slice(0, filter.limit);
}

/** HISTORY adds the column dropped_on. What is dropped leaves no trace here, so it is NULL in every row. */
export function withHistory<T>(plan: ColumnPlan<T>): ColumnPlan<T> {
  return { ...plan, dropped_on: ["timestamp_ltz", () => null] };
}
