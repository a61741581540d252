import fc from "fast-check";
import { tlsOnlyStatement } from "../../../operator/aws/bucket";
import { refusesWithoutTls, withTlsRefusal } from "../../../operator/aws/bucket-policy";

const ARN = "arn:aws:s3:::state";
const refusal = tlsOnlyStatement(ARN);
const policyOf = (...statements: readonly object[]) => JSON.stringify({ Version: "2012-10-17", Statement: statements });

it("a bucket without a policy takes requests without TLS", () => {
  expect(refusesWithoutTls(undefined, ARN)).toBe(false);
});

it("adding the refusal makes it refuse, and leaves every other statement as it is", () => {
  const statement = fc.record({
    Sid: fc.string(),
    Effect: fc.constantFrom("Allow", "Deny"),
    Action: fc.string(),
    Resource: fc.string(),
  });
  fc.assert(
    fc.property(fc.option(fc.array(statement), { nil: undefined }), (others) => {
      const before = others === undefined ? undefined : policyOf(...others);
      const after = withTlsRefusal(before, ARN);
      expect(refusesWithoutTls(after, ARN)).toBe(true);
      const { Statement }: { readonly Statement: readonly unknown[] } = JSON.parse(after);
      expect(Statement.slice(0, -1)).toEqual(others ?? []);
    }),
  );
});

it.each<{ case: string; statement: object }>([
  { case: "one that allows", statement: { ...refusal, Effect: "Allow" } },
  { case: "one of some people", statement: { ...refusal, Principal: { AWS: "arn:aws:iam::111122223333:root" } } },
  { case: "one of some actions", statement: { ...refusal, Action: ["s3:GetObject"] } },
  { case: "one of the bucket without its objects", statement: { ...refusal, Resource: ARN } },
  { case: "one of another bucket", statement: tlsOnlyStatement("arn:aws:s3:::other") },
  {
    case: "one with a further condition",
    statement: { ...refusal, Condition: { ...refusal.Condition, StringEquals: { "aws:userid": "x" } } },
  },
  { case: "the opposite", statement: { ...refusal, Condition: { Bool: { "aws:SecureTransport": "true" } } } },
])("isn't taken in by $case", ({ statement }) => {
  expect(refusesWithoutTls(policyOf(statement), ARN)).toBe(false);
});

it.each<{ case: string; statement: object }>([
  { case: "as people write it", statement: { ...refusal, Principal: { AWS: "*" }, Action: "s3:*" } },
  { case: "of everything", statement: { ...refusal, Action: "*", Resource: "*" } },
])("knows it $case", ({ statement }) => {
  expect(refusesWithoutTls(policyOf(statement), ARN)).toBe(true);
});
