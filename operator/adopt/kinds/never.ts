import { type DeclaredResource, optionalText } from "../declared";
import type { Lookup } from "../lookup";

const never = (reason: string) => (): Lookup => ({ kind: "never", reason });

/** Of the table sync's own parts; where one of the name is there, apply says so. */
const byHand = (importId: string) =>
  never(`Twinberg doesn't look for it; where it exists, import it by hand: its id is ${importId}`);

/** What isn't taken over, with the reason. */
export const neverAdopted = {
  snowflake_execute: ({ arguments: all }: DeclaredResource): Lookup => {
    const statement = (optionalText(all, "execute") ?? "a statement").replace(/\s+/g, " ");
    const shown = statement.length > 90 ? `${statement.slice(0, 89)}…` : statement;
    return {
      kind: "never",
      reason: `a statement isn't an object; apply runs it, and where all is as declared it changes nothing: ${shown}`,
    };
  },
  aws_lakeformation_permissions: never(
    "the AWS provider can't import it; apply grants again what is granted, which changes nothing",
  ),
  aws_lakeformation_resource: never(
    "the AWS provider can't import it; apply registers the location, and leaves a registration that is there as it is",
  ),
  aws_cloudwatch_dashboard: byHand("the dashboard's name"),
  aws_cloudwatch_event_rule: byHand("BUS/RULE"),
  aws_cloudwatch_event_target: byHand("BUS/RULE/TARGET"),
  aws_cloudwatch_log_group: byHand("the log group's name"),
  aws_cloudwatch_metric_alarm: byHand("the alarm's name"),
  aws_dynamodb_table: byHand("the table's name"),
  aws_lambda_event_source_mapping: byHand("the mapping's UUID"),
  aws_lambda_function: byHand("the function's name"),
  aws_secretsmanager_secret: byHand("the secret's ARN"),
  aws_sqs_queue: byHand("the queue's URL"),
};
