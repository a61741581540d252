import { Alert } from "@cdktf/provider-snowflake/lib/alert";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { HEARTBEAT_LOG, SYNC_LOG } from "../../procedures/index";
import { qualifiedName, quoteIdentifier } from "../../sql/identifier";
import { stringLiteral } from "../../sql/literal";

/** Properties of {@link FailureAlert}. */
export interface FailureAlertProps {
  /** The database of the logs, and of the alert. */
  readonly database: string;
  /** The schema of the logs, and of the alert. */
  readonly schema: string;
  /** The warehouse that the logs are read with. */
  readonly warehouse: string;
  /** Minutes from one look at the logs to the next, and how far back it looks. */
  readonly minutes: number;
  /** Minutes without a heartbeat after which silence is a failure too. */
  readonly silenceMinutes: number;
  /** The account, as the mail names it. */
  readonly account: string;
  /** The notification integration. */
  readonly integration: string;
  /** Who gets mail. */
  readonly recipients: readonly string[];
  /** The logs: there before they are read. */
  readonly dependsOn: readonly ITerraformDependable[];
}

/**
 * Mail when the account was unhealthy, a run failed or could not tell, a task failed before it could log, or no heartbeat
 * came at all.
 *
 * Source: docs.snowflake.com, create-alert, system_send_email.
 */
export class FailureAlert extends Construct {
  constructor(scope: Construct, id: string, props: FailureAlertProps) {
    super(scope, id);
    const { database, schema } = props;
    const mail = [
      props.integration,
      props.recipients.join(", "),
      `Twinberg: ${props.account} needs a look`,
      `In the last ${props.minutes} minutes ${props.account} was unhealthy, a run failed, or no heartbeat came. See ${[database, schema, HEARTBEAT_LOG.name].join(".")}, ${SYNC_LOG.name} next to it, and TASK_HISTORY.`,
    ];
    new Alert(this, "Resource", {
      database,
      schema,
      name: "FAILURE_ALERT",
      warehouse: props.warehouse,
      alertSchedule: { interval: props.minutes },
      condition: failureCondition(props),
      action: `CALL SYSTEM$SEND_EMAIL(${mail.map(stringLiteral).join(", ")})`,
      enabled: true,
      comment: "Mail when the account is unhealthy, a run failed, or no heartbeat came",
      dependsOn: [...props.dependsOn],
      // Whether it runs is an operator's to say: during a maintenance nobody wants mail.
      lifecycle: { ignoreChanges: ["enabled"] },
    });
  }
}

/** The query that gives rows when somebody should look. */
export function failureCondition({
  database,
  schema,
  minutes,
  silenceMinutes,
}: Pick<FailureAlertProps, "database" | "schema" | "minutes" | "silenceMinutes">): string {
  const heartbeats = qualifiedName(database, schema, HEARTBEAT_LOG.name);
  const runs = qualifiedName(database, schema, SYNC_LOG.name);
  const taskHistory = `${quoteIdentifier(database)}.INFORMATION_SCHEMA.TASK_HISTORY`;
  const ago = (count: number) => `DATEADD('minute', -${count}, CURRENT_TIMESTAMP())`;
  return `SELECT 'unhealthy' AS "REASON" FROM ${heartbeats} WHERE "CHECKED_AT" >= ${ago(minutes)} AND NOT "HEALTHY"
UNION ALL
SELECT 'failed run' FROM ${runs} WHERE "LOGGED_AT" >= ${ago(minutes)} AND "STATUS" <> 'OK'
UNION ALL
SELECT 'failed task' FROM TABLE(${taskHistory}(ERROR_ONLY => TRUE)) WHERE "DATABASE_NAME" = ${stringLiteral(database)} AND "SCHEDULED_TIME" >= ${ago(minutes)}
UNION ALL
SELECT 'no heartbeat' WHERE NOT EXISTS (SELECT 1 FROM ${heartbeats} WHERE "CHECKED_AT" >= ${ago(silenceMinutes)})`;
}
