import { z } from "zod";
import type { PlannedChange } from "../../rehearsal/terraform/plan-summary";

/** What goes with a resource that is destroyed or replaced, and no apply brings back; by its type. */
const LOST_WITH: Readonly<Record<string, string>> = {
  aws_cloudwatch_log_group: "the log",
  aws_dynamodb_table: "its items",
  aws_glue_catalog_database: "its tables, made by anybody",
  aws_glue_catalog_table: "the pointer to the table's metadata",
  aws_s3_bucket: "its objects",
  aws_secretsmanager_secret: "the secret in it",
  aws_sqs_queue: "its messages",
  snowflake_account_role: "what was granted to it by hand",
  snowflake_catalog_integration_aws_glue: "the external id that AWS trusts",
  snowflake_catalog_integration_iceberg_rest: "the databases that are linked through it",
  snowflake_database: "everything in it",
  snowflake_external_volume: "the identity that AWS trusts",
  snowflake_failover_group: "replication, until it is made anew",
  snowflake_schema: "everything in it",
  snowflake_service_user: "its keys, which are set outside of Terraform",
  snowflake_storage_integration_aws: "the identity that AWS trusts",
  snowflake_table: "its rows",
};

const executeSchema = z.looseObject({ revert: z.string().optional() });

/**
 * What is lost for good when a change is applied; undefined: nothing is. Only destroying and replacing lose anything. What
 * `snowflake_execute` destroys is what its `revert` drops.
 *
 * @param before the resource's attributes before
 */
export function lostBy(change: Pick<PlannedChange, "type" | "actions">, before: unknown): string | undefined {
  if (!change.actions.includes("delete")) return undefined;
  if (change.type !== "snowflake_execute") return LOST_WITH[change.type];
  const { data } = executeSchema.safeParse(before);
  const dropped = /^\s*DROP\s+.+/is.exec(data?.revert ?? "")?.[0];
  return dropped === undefined ? undefined : `what it drops: ${dropped.trim()}`;
}

/** The types that hold something; for documentation and tests. */
export const STATEFUL_TYPES: readonly string[] = Object.keys(LOST_WITH);
