export type { AwsAccess, AwsDecision } from "./aws-access";
export { AwsRequestError, AwsUnreachableError, PolicyNotEvaluableError } from "./aws-errors";
export type { AwsAccessOptions } from "./create-aws-access";
export { createAwsAccess } from "./create-aws-access";
