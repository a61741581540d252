import type { BoundRelation, TableFunctionArgument } from "../query/compile/scope";
import type { ExecutionContext } from "../sql/statement";

/** A table function of INFORMATION_SCHEMA. */
export interface InformationSchemaFunction {
  /** Upper case. */
  readonly name: string;
  /** Its rows for these arguments. Rejects for arguments that it does not take. */
  bind(context: ExecutionContext, parameters: readonly TableFunctionArgument[]): Promise<BoundRelation>;
}
