import type { DeclaredProgram } from "../../constructs/policies/declared-program";
import { flowOf } from "./flow";

/** How a change in Glue becomes an external table. */
export function tableSyncFlow(program: DeclaredProgram): string {
  const declared = program.resources.filter(({ stack }) => stack === "table-sync");
  const ofTypes = (...types: readonly string[]) => declared.filter(({ type }) => types.includes(type));
  const at = (path: string) => declared.filter((resource) => resource.path.startsWith(`table-sync/${path}`));
  const queue = (id: string) => declared.filter(({ path }) => path === `table-sync/Pipeline/Queues/${id}`);
  return flowOf(
    [
      {
        id: "rules",
        title: "EventBridge rules",
        resources: ofTypes("aws_cloudwatch_event_rule", "aws_cloudwatch_event_target"),
      },
      { id: "queue", title: "queue", resources: queue("Queue") },
      { id: "undelivered", title: "events that didn't arrive", resources: queue("Undelivered") },
      { id: "dead", title: "messages tried too often", resources: queue("DeadLetters") },
      {
        id: "function",
        title: "function",
        resources: [
          ...ofTypes("aws_lambda_function", "aws_lambda_event_source_mapping"),
          ...at("Pipeline/Function/Policy"),
        ],
      },
      { id: "facts", title: "what was synced", resources: ofTypes("aws_dynamodb_table") },
      { id: "key", title: "private key", resources: ofTypes("aws_secretsmanager_secret") },
      { id: "alarms", title: "alarms", resources: ofTypes("aws_cloudwatch_metric_alarm") },
      { id: "user", title: "Snowflake user", resources: ofTypes("snowflake_service_user") },
      {
        id: "databases",
        title: "databases of external tables",
        resources: at("Database-").filter(({ type }) => type === "snowflake_database"),
      },
      { id: "stages", title: "stages", resources: ofTypes("snowflake_stage_external_s3") },
      { id: "integration", title: "storage integration", resources: ofTypes("snowflake_storage_integration_aws") },
      {
        id: "role",
        title: "role in AWS",
        resources: at("StorageRole/"),
        names: at("StorageRole/")
          .filter(({ type }) => type === "aws_iam_role")
          .map((role) => String(role.arguments.name)),
      },
      {
        id: "bucket",
        title: "files",
        resources: program.resources.filter(({ stack, type }) => stack === "lake" && type === "aws_s3_bucket"),
      },
    ],
    [
      { from: "rules", to: "queue", text: "changes, and a sweep by schedule" },
      { from: "rules", to: "undelivered", text: "what can't be delivered" },
      { from: "queue", to: "function", text: "batches", namedBy: "to" },
      { from: "queue", to: "dead", text: "after too many tries" },
      { from: "function", to: "facts", text: "reads and writes" },
      { from: "function", to: "key", text: "reads" },
      { from: "function", to: "user", text: "statements, by the SQL API" },
      { from: "function", to: "stages", text: "tables on" },
      { from: "function", to: "databases", text: "tables in" },
      { from: "stages", to: "integration", text: "by" },
      { from: "integration", to: "role", text: "assumes" },
      { from: "role", to: "bucket", text: "may read" },
      { from: "dead", to: "alarms", text: "watched by", namedBy: "to" },
      { from: "undelivered", to: "alarms", text: "watched by", namedBy: "to" },
    ],
  );
}
