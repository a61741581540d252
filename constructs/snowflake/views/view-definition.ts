import type { AdvertisingTable } from "../../../config/advertising";

/** A view as it is declared. */
export interface ViewDefinition {
  /** The view's name. */
  readonly name: string;
  /** All its columns, in order. A view without a list would change its columns with what it reads. */
  readonly columns: readonly string[];
  /** The query, without what comes before AS. */
  readonly statement: string;
  /** What one row is. */
  readonly comment: string;
}

/** Gives the name, in SQL, of one of the demo's tables. */
export type TableNames = (table: AdvertisingTable) => string;
