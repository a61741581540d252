import { Database } from "@cdktf/provider-snowflake/lib/database";
import { ProcedureJavascript } from "@cdktf/provider-snowflake/lib/procedure-javascript";
import { Schema } from "@cdktf/provider-snowflake/lib/schema";
import { Task, type TaskSchedule } from "@cdktf/provider-snowflake/lib/task";
import type { ITerraformDependable, TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import type { Schedule, TwinbergConfig } from "../../config/schema";
import {
  MONITORING_TABLES,
  PROCEDURE_NAMES,
  PROCEDURES,
  type ProcedureSettings,
  procedureBody,
} from "../../procedures/index";
import { declareConnectionSide } from "./connection-side";
import { databaseLifecycle } from "./database-lifecycle";
import type { TaskDeclaration } from "./declared/tasks";
import { FailureAlert, type FailureAlertProps } from "./failure-alert";
import { declareMonitoringTable } from "./monitoring-table";
import { PERMANENT_SCHEMA } from "./schema-kind";

/** Properties of {@link Monitoring}. */
export interface MonitoringProps {
  /** What the procedures know, also where all of this is. */
  readonly settings: ProcedureSettings;
  /** The provider that works as the deployer, who may see the connection. */
  readonly deployer: TerraformProvider;
  /** The role that owns the procedures. */
  readonly owner: string;
  /** The tasks. */
  readonly tasks: readonly TaskDeclaration[];
  /** The warehouse that tasks and the alert run on. */
  readonly warehouse: string;
  /** The alert; undefined: nobody is told. */
  readonly alert: Pick<FailureAlertProps, "minutes" | "account" | "integration" | "recipients"> | undefined;
  /** What tasks need to be there before they run. */
  readonly dependsOn: readonly ITerraformDependable[];
  /** What a destroy does. */
  readonly onDestroy: TwinbergConfig["lake"]["onDestroy"];
}

/** MONITORING: an account's own logs, the procedures that write them, and the tasks that call those. Never replicated. */
export class Monitoring extends Construct {
  constructor(scope: Construct, id: string, props: MonitoringProps) {
    super(scope, id);
    const { settings } = props;
    const database = new Database(this, "Database", {
      name: settings.local.database,
      comment: "This account's own logs, procedures and tasks",
      dropPublicSchemaOnCreation: true,
      ...databaseLifecycle(props.onDestroy),
    });
    const schema = new Schema(this, "Schema", {
      ...PERMANENT_SCHEMA,
      database: database.name,
      name: settings.local.schema,
    });
    const place = { database: database.name, schema: schema.name };
    const tables = MONITORING_TABLES.filter((table) => table.place === "local").map((table) =>
      declareMonitoringTable(this, place, table),
    );
    const procedures = PROCEDURE_NAMES.map(
      (name) =>
        new ProcedureJavascript(this, `Procedure-${name}`, {
          ...place,
          name,
          returnType: PROCEDURES[name].returns,
          executeAs: "OWNER",
          procedureDefinition: procedureBody(name, settings),
          comment: PROCEDURES[name].comment,
        }),
    );
    const seesConnection =
      settings.connection === undefined
        ? []
        : [
            declareConnectionSide(this, {
              place,
              local: settings.local,
              deployer: props.deployer,
              caller: props.owner,
            }),
          ];
    for (const task of props.tasks) {
      new Task(this, `Task-${task.name}`, {
        ...place,
        name: task.name,
        warehouse: props.warehouse,
        schedule: terraformSchedule(task.schedule),
        sqlStatement: task.statement,
        comment: task.comment,
        allowOverlappingExecution: "false",
        // Snowflake suspends a task after ten failures in a row, which silences what should tell of them.
        suspendTaskAfterNumFailures: 0,
        started: task.state === "started",
        dependsOn: [...tables, ...procedures, ...seesConnection, ...props.dependsOn],
        // Whether tasks run is an operator's to say, and the heartbeat's to report: an apply doesn't undo it.
        lifecycle: { ignoreChanges: ["started"] },
      });
    }
    if (props.alert !== undefined) {
      new FailureAlert(this, "Alert", {
        ...props.alert,
        ...settings.local,
        warehouse: props.warehouse,
        silenceMinutes: settings.recoveryPointObjectiveSeconds / 60,
        dependsOn: tables,
      });
    }
  }
}

function terraformSchedule(schedule: Schedule): TaskSchedule {
  return "minutes" in schedule ? { minutes: schedule.minutes } : { usingCron: schedule.cron };
}
