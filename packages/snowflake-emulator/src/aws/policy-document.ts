import { PolicyNotEvaluableError } from "./aws-errors";
import type { PolicyDocument } from "./policy-reader";

/**
 * A policy document from the text that AWS answers: JSON, which IAM encodes for URLs (RFC 3986) and S3 does not.
 *
 * @param subject - whose policy it is, for the error
 * @throws PolicyNotEvaluableError if the text is not a JSON object
 */
export function parsePolicyDocument(text: string, subject: string): PolicyDocument {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text.trimStart().startsWith("{") ? text : decodeURIComponent(text));
  } catch (error) {
    throw new PolicyNotEvaluableError(subject, "it is not JSON", { cause: error });
  }
  if (!isDocument(parsed)) throw new PolicyNotEvaluableError(subject, "it is not a JSON object");
  return parsed;
}

function isDocument(value: unknown): value is PolicyDocument {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
