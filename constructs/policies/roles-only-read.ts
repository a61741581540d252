import type { DeclaredProgram, DeclaredResource, ResourceArguments } from "./declared-program";
import { iamStatements, UNREADABLE_POLICY } from "./iam-statements";
import { eachResource, type PolicyRule, resourcesOf } from "./policy-rule";

const READS = /^(s3:(Get|List)[A-Za-z]+|glue:(Get|BatchGet|Search)[A-Za-z]+|lakeformation:GetDataAccess)$/;
/** What the lake is made of, and who may change who may. Of these, even a function of Twinberg's own only reads. */
const OF_THE_LAKE = /^(s3|s3express|s3tables|glue|lakeformation|iam):/;
/** Services that run something of Twinberg's own, which has work to do elsewhere, such as taking messages from a queue. */
const WORKERS: readonly string[] = ["lambda.amazonaws.com", "scheduler.amazonaws.com"];
/** What has no resource of its own, so that a policy can't name one. */
const WITHOUT_RESOURCE = /^(xray:Put[A-Za-z]+|sts:GetWebIdentityToken|cloudwatch:PutMetricData)$/;

/** No role may write the lake, no action is a wildcard, and what a function does elsewhere is on something that is named. */
export const rolesOnlyRead: PolicyRule = {
  id: "roles-only-read",
  requirements: ["R11"],
  reason: "two Snowflake accounts read one lake; a role that can write makes either of them a second writer",
  source: "docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html",
  fix: "name the actions that reading takes, one by one",
  judge: eachResource("aws_iam_role_policy", (resource, { stack }, program) => {
    const statements = iamStatements(resource.policy);
    const isWorker = worksForItself(roleOf(resource, stack, program));
    return statements === undefined
      ? [UNREADABLE_POLICY]
      : statements
          .filter(({ effect }) => effect === "Allow")
          .flatMap(({ actions, resources }) =>
            actions.flatMap((action) => actionProblems(action, resources, isWorker)),
          );
  }),
};

function actionProblems(action: string, resources: readonly string[], isWorker: boolean): string[] {
  if (READS.test(action)) {
    return [];
  }
  if (!isWorker || OF_THE_LAKE.test(action) || action.includes("*")) {
    return [`${action} is more than reading`];
  }
  const everywhere = resources.length === 0 || resources.includes("*");
  return everywhere && !WITHOUT_RESOURCE.test(action) ? [`${action} is on everything`] : [];
}

function roleOf({ role }: ResourceArguments, stack: string, program: DeclaredProgram): DeclaredResource | undefined {
  return resourcesOf(program, "aws_iam_role").find(
    (candidate) =>
      candidate.stack === stack &&
      (candidate.arguments.name === role || String(role).startsWith(`\${${candidate.address}.`)),
  );
}

function worksForItself(role: DeclaredResource | undefined): boolean {
  const statements = iamStatements(role?.arguments.assume_role_policy) ?? [];
  return (
    statements.length > 0 &&
    statements.every(({ principals }) => {
      const { Service: services = [], ...others } = principals;
      return Object.keys(others).length === 0 && services.length > 0 && services.every((one) => WORKERS.includes(one));
    })
  );
}
