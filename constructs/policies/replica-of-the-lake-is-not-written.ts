import { awsRegionOf, blockOf, type DeclaredProgram, type DeclaredResource, refersTo } from "./declared-program";
import { coversAction, type IamStatement, iamStatements, UNREADABLE_POLICY } from "./iam-statements";
import { type Judgement, type PolicyRule, resourcesOf } from "./policy-rule";

const BUCKET_WRITES = ["s3:PutObject", "s3:DeleteObject", "s3:DeleteObjectVersion"];
const CATALOG_WRITES = ["glue:CreateTable", "glue:UpdateTable", "glue:DeleteTable", "glue:DeleteDatabase"];

/** In the region of a copy of the lake, only the replicator writes: bucket and catalog deny it to all others. */
export const replicaOfTheLakeIsNotWritten: PolicyRule = {
  id: "replica-of-the-lake-is-not-written",
  requirements: ["R13"],
  reason:
    "Glue has no read-only mode: a copy that anybody else writes, a table optimizer included, is no copy any more",
  source: "docs.aws.amazon.com/glue/latest/dg/security_iam_resource-based-policy-examples.html",
  fix: "deny writing in the bucket's policy and in the Glue resource policy, but for the replicator, and disable optimizers there",
  judge: (program) => [...optimizers(program), ...buckets(program), ...catalogs(program)],
};

function isReplicaRegion({ context }: DeclaredProgram, region: string | undefined): boolean {
  return context.replicas.some((replica) => replica.region === region);
}

function inReplicaRegion(program: DeclaredProgram, type: string): DeclaredResource[] {
  return resourcesOf(program, type).filter(({ stack }) => isReplicaRegion(program, awsRegionOf(program, stack)));
}

function optimizers(program: DeclaredProgram): Judgement[] {
  return inReplicaRegion(program, "aws_glue_catalog_table_optimizer").map(({ path, arguments: given }) => ({
    path,
    problems: blockOf(given, "configuration")?.enabled === false ? [] : ["a table optimizer writes, too"],
  }));
}

function buckets(program: DeclaredProgram): Judgement[] {
  const names = program.context.replicas.map(({ bucket }) => bucket);
  return resourcesOf(program, "aws_s3_bucket")
    .filter(({ arguments: { bucket } }) => names.some((name) => name === bucket))
    .map((bucket) => ({
      path: bucket.path,
      problems: denied(
        resourcesOf(program, "aws_s3_bucket_policy").filter(
          ({ stack, arguments: { bucket: of } }) =>
            stack === bucket.stack && (of === bucket.arguments.bucket || refersTo(of, bucket.address)),
        ),
        BUCKET_WRITES,
      ),
    }));
}

function catalogs(program: DeclaredProgram): Judgement[] {
  return inReplicaRegion(program, "aws_glue_catalog_database").map(({ stack, path }) => ({
    path,
    problems: denied(
      resourcesOf(program, "aws_glue_resource_policy").filter((policy) => policy.stack === stack),
      CATALOG_WRITES,
    ),
  }));
}

function denied(policies: readonly DeclaredResource[], actions: readonly string[]): string[] {
  const statements: IamStatement[] = [];
  for (const { arguments: given } of policies) {
    const said = iamStatements(given.policy);
    if (said === undefined) {
      return [UNREADABLE_POLICY];
    }
    statements.push(...said.filter(({ effect }) => effect === "Deny"));
  }
  // A refusal of requests without TLS denies everything, and nothing to whoever uses TLS.
  const refusals = statements.filter(({ condition }) => condition.Bool?.["aws:SecureTransport"] === undefined);
  return actions
    .filter((action) => !refusals.some((refusal) => refusal.actions.some((pattern) => coversAction(pattern, action))))
    .map((action) => `${action} isn't denied`);
}
