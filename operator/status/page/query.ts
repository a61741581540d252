import { FACT_STATES, type FactState } from "../../../lambda-src/table-sync";

/** So many tables are shown at once. */
export const PAGE_SIZE = 25;

/** Which tables somebody looks at. */
export interface TableQuery {
  /** Part of a table's name, or of its name in Snowflake, in any case; empty: all. */
  readonly filter: string;
  readonly state: FactState | "";
  /** From 1. */
  readonly page: number;
}

/** Reads an address' query. What can't be used is as if it weren't there. */
export function readQuery(params: URLSearchParams): TableQuery {
  const state = FACT_STATES.find((one) => one === params.get("state")) ?? "";
  const page = Number(params.get("page") ?? "1");
  return {
    filter: (params.get("filter") ?? "").trim().slice(0, 200),
    state,
    page: Number.isSafeInteger(page) && page >= 1 ? page : 1,
  };
}

/** A page of what a filter lets through. */
export interface TablePage<Table> {
  readonly shown: readonly Table[];
  /** How many the filter lets through. */
  readonly matching: number;
  readonly total: number;
  /** The page that is shown, from 1: the last one when fewer are left. */
  readonly page: number;
  readonly pages: number;
}

/** Filters and pages tables. */
export function pageOf<Table extends { readonly name: string; readonly target: string; readonly state: string }>(
  tables: readonly Table[],
  { filter, state, page }: TableQuery,
): TablePage<Table> {
  const wanted = filter.toLowerCase();
  const matching = tables.filter(
    (table) =>
      (state === "" || table.state === state) &&
      (table.name.toLowerCase().includes(wanted) || table.target.toLowerCase().includes(wanted)),
  );
  const pages = Math.max(1, Math.ceil(matching.length / PAGE_SIZE));
  const at = Math.min(page, pages);
  return {
    shown: matching.slice((at - 1) * PAGE_SIZE, at * PAGE_SIZE),
    matching: matching.length,
    total: tables.length,
    page: at,
    pages,
  };
}
