import type { Cell, ColumnType } from "../../wire/result-table";
import type { ExecutionContext } from "../statement";

/** A function that SELECT without FROM can call with literal arguments. */
export interface SqlFunction {
  /** Upper case, as in SQL. */
  readonly name: string;
  readonly type: ColumnType;
  readonly minArguments: number;
  readonly maxArguments: number;
  evaluate(context: ExecutionContext, parameters: readonly Cell[]): Cell | Promise<Cell>;
}
