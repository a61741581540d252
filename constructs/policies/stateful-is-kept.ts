import { blockOf, type DeclaredResource } from "./declared-program";
import { type PolicyRule, resourcesOf } from "./policy-rule";

const STATEFUL = ["aws_s3_bucket", "aws_glue_catalog_database", "aws_glue_catalog_table", "snowflake_database"];
const CREATES_DATABASE = /^\s*CREATE\s+(?:OR\s+REPLACE\s+)?(?:TRANSIENT\s+)?DATABASE\b/i;

/** What holds data isn't destroyed or replaced by a plan, where the configuration says that data are kept. */
export const statefulIsKept: PolicyRule = {
  id: "stateful-is-kept",
  requirements: ["twin"],
  reason: "a destroyed bucket or database takes with it what no apply brings back",
  source: "developer.hashicorp.com/terraform/language/meta-arguments/lifecycle",
  fix: "set lifecycle.prevent_destroy, or say lake.onDestroy: delete, which is for rehearsals",
  judge: (program) =>
    program.context.keepsData
      ? [...resourcesOf(program, STATEFUL), ...resourcesOf(program, "snowflake_execute").filter(createsDatabase)].map(
          ({ path, arguments: given }) => ({
            path,
            problems:
              blockOf(given, "lifecycle")?.prevent_destroy === true ? [] : ["lifecycle.prevent_destroy isn't true"],
          }),
        )
      : [],
};

function createsDatabase({ arguments: { execute } }: DeclaredResource): boolean {
  return CREATES_DATABASE.test(String(execute));
}
