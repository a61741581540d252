import type { BoundRelation, TableFunctionArgument } from "../query/compile/scope";
import type { ExecutionContext } from "../sql/statement";
import { accountFunctions } from "./account-functions";
import { dataMetricFunctionReferences, policyReferences } from "./policy-references";
import { tagReferencesFunction } from "./tag-references";

/** A table function of INFORMATION_SCHEMA. */
export interface InformationSchemaFunction {
  /** Upper case. */
  readonly name: string;
  /** Its rows for these arguments. Rejects for arguments that it does not take. */
  bind(context: ExecutionContext, parameters: readonly TableFunctionArgument[]): Promise<BoundRelation>;
}

/** Every table function that is built, by name. Others are refused by name. */
export const INFORMATION_SCHEMA_FUNCTIONS: ReadonlyMap<string, InformationSchemaFunction> = new Map(
  [...accountFunctions, policyReferences, dataMetricFunctionReferences, tagReferencesFunction].map((one) => [
    one.name,
    one,
  ]),
);
