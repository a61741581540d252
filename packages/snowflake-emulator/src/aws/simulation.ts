import { type RequestAnalysis, runSimulation, type Simulation } from "@cloud-copilot/iam-simulate";
import { PolicyNotEvaluableError } from "./aws-errors";

/**
 * Evaluates one request by IAM's rules.
 *
 * @param subject - what is asked, for the error
 * @throws PolicyNotEvaluableError if a policy or the request is not valid, or the resource is a pattern
 */
export async function simulate(simulation: Simulation, subject: string): Promise<RequestAnalysis> {
  const outcome = await runSimulation(simulation, {});
  switch (outcome.resultType) {
    case "single":
      return outcome.result.analysis;
    case "wildcard":
      throw new PolicyNotEvaluableError(subject, "the resource is a pattern; name one resource");
    case "error":
      throw new PolicyNotEvaluableError(subject, JSON.stringify(outcome.errors));
  }
}
