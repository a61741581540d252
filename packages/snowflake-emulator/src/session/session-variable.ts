import type { DataType } from "../types/data-type";
import type { Cell } from "../wire/result-table";

/** A session variable: what SET gave it. */
export interface SessionVariable {
  readonly type: DataType;
  /** In wire form. */
  readonly value: Cell;
  /** Milliseconds since the epoch. */
  readonly createdOn: number;
  readonly updatedOn: number;
}
