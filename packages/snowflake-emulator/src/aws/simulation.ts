import { createHash } from "node:crypto";
import { type RequestAnalysis, runSimulation, type Simulation } from "@cloud-copilot/iam-simulate";
import { PolicyNotEvaluableError } from "./aws-errors";
import { once } from "./once";

/** So many evaluations are remembered; one takes some milliseconds, and the same few are asked for again and again. */
const MOST_REMEMBERED = 1000;

/** By what was evaluated: the outcome follows from that alone. */
const remembered = new Map<string, Promise<RequestAnalysis>>();

/**
 * Evaluates one request by IAM's rules.
 *
 * @param subject - what is asked, for the error
 * @throws PolicyNotEvaluableError if a policy or the request is not valid, or the resource is a pattern
 */
export function simulate(simulation: Simulation, subject: string): Promise<RequestAnalysis> {
  const analysis = once(remembered, keyOf(simulation), () => evaluate(simulation, subject));
  for (const oldest of remembered.keys()) {
    if (remembered.size <= MOST_REMEMBERED) break;
    remembered.delete(oldest);
  }
  return analysis;
}

async function evaluate(simulation: Simulation, subject: string): Promise<RequestAnalysis> {
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

/** Everything that the outcome follows from. The time is part of it only where a policy looks at it. */
function keyOf({ request, ...policies }: Simulation): string {
  const texts = JSON.stringify(policies);
  const { "aws:CurrentTime": at, "aws:EpochTime": seconds, ...context } = request.contextVariables;
  const time = /aws:(?:CurrentTime|EpochTime)/i.test(texts) ? [at, seconds] : [];
  const asked = JSON.stringify({ ...request, contextVariables: context, time });
  return createHash("sha256").update(texts).update(asked).digest("base64");
}
