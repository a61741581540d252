import { z } from "zod";
import { tlsOnlyStatement } from "./bucket";

const oneOrMore = z
  .union([z.string(), z.array(z.string())])
  .transform((value) => (Array.isArray(value) ? value : [value]));
const statementSchema = z.looseObject({
  Effect: z.string(),
  Principal: z.unknown().optional(),
  Action: oneOrMore.optional(),
  Resource: oneOrMore.optional(),
  Condition: z.record(z.string(), z.record(z.string(), z.unknown())).optional(),
});
const policySchema = z.looseObject({ Statement: z.union([z.array(z.unknown()), z.looseObject({})]).optional() });

type Statement = z.output<typeof statementSchema>;

/** Whether a bucket's policy refuses everything that comes without TLS. @param policy JSON; undefined: there is none */
export function refusesWithoutTls(policy: string | undefined, bucketArn: string): boolean {
  return statementsOf(policy).some((one) => {
    const parsed = statementSchema.safeParse(one);
    return parsed.success && isRefusal(parsed.data, bucketArn);
  });
}

/** The policy with that refusal added; every other statement stays as it is. @returns JSON */
export function withTlsRefusal(policy: string | undefined, bucketArn: string): string {
  const document = policy === undefined ? { Version: "2012-10-17" } : policySchema.parse(JSON.parse(policy));
  const others = statementsOf(policy);
  return JSON.stringify({ ...document, Statement: [...others, tlsOnlyStatement(bucketArn)] });
}

function statementsOf(policy: string | undefined): readonly unknown[] {
  if (policy === undefined) return [];
  const { Statement: found } = policySchema.parse(JSON.parse(policy));
  if (found === undefined) return [];
  return Array.isArray(found) ? found : [found];
}

/** Denies everybody everything on the whole bucket, under no other condition than the missing TLS. */
function isRefusal({ Effect, Principal, Action, Resource, Condition }: Statement, bucketArn: string): boolean {
  const tests = Object.values(Condition ?? {}).flatMap((keys) => Object.entries(keys));
  const [test] = tests;
  const everybody = Principal === "*" || JSON.stringify(Principal) === '{"AWS":"*"}';
  const insecure = test !== undefined && test[0].toLowerCase() === "aws:securetransport" && String(test[1]) === "false";
  return (
    Effect === "Deny" &&
    everybody &&
    tests.length === 1 &&
    insecure &&
    Object.keys(Condition ?? {})[0] === "Bool" &&
    (Action ?? []).some((action) => action === "s3:*" || action === "*") &&
    [bucketArn, `${bucketArn}/*`].every((arn) => (Resource ?? []).some((one) => one === arn || one === "*"))
  );
}
