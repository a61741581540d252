import type { DataType } from "../../types/data-type";
import type { Cell } from "../../wire/result-table";
import type { ExecutionContext } from "../statement";

/** A function that SELECT without FROM can call with literal arguments. */
export interface SqlFunction {
  /** Upper case, as in SQL. */
  readonly name: string;
  readonly type: DataType;
  readonly minArguments: number;
  readonly maxArguments: number;
  evaluate(context: ExecutionContext, parameters: readonly Cell[]): Cell | Promise<Cell>;
}
