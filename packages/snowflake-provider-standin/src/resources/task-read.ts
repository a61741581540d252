import type { CtyRecord } from "../plugin/cty";
import type { ResourceData } from "../plugin/resource-data";
import type { ResourceSession } from "../provider/session";
import type { Row } from "../snowflake/result";
import { parseName, qualified } from "../sql/identifier";
import { keepConfigured, markDrift, setOutput } from "./common";
import { parsePath, type SchemaObjectPath, showSafely } from "./located-object";
import { parametersOutput, type ShownParameters, showParametersIn, storeParameters } from "./object-parameters";
import { readTask, type ShownTask, shownPredecessors } from "./task-graph";
import { TASK_READ_PARAMETERS } from "./task-parameters";

/** SHOW TASKS and SHOW PARAMETERS → state. @param refreshing take over outside changes (not after a change of our own) */
export async function readState(data: ResourceData, session: ResourceSession, refreshing: boolean): Promise<void> {
  const path = parsePath(data.id);
  const row = await showSafely(session, "TASKS", path);
  if (row === undefined) {
    data.warn("Failed to query task. Marking the resource as removed.", `Task id: ${qualified(...path)}`);
    data.remove();
    return;
  }
  const shown = readTask(row, path);
  const parameters = await showParametersIn(session, `TASK ${qualified(...path)}`);
  const overlapping = row.optional("allow_overlapping_execution") === "true";
  if (refreshing) {
    const attribute = "allow_overlapping_execution";
    markDrift(data, "show_output", [
      { field: attribute, attribute, current: overlapping, becomes: String(overlapping) },
    ]);
  } else keepConfigured(data, ["allow_overlapping_execution"]);
  storeTask(data, shown, overlapping, parameters);
}

function storeTask(data: ResourceData, shown: ShownTask, overlapping: boolean, parameters: ShownParameters): void {
  const { row, path, links } = shown;
  const optional = (column: string): string => row.optional(column) ?? "";
  data.set("finalize", links.finalizedRoot === undefined ? "" : qualified(...links.finalizedRoot));
  data.set("error_integration", objectName(row, "error_integration"));
  data.set("warehouse", objectName(row, "warehouse"));
  data.set("schedule", scheduleBlocks(optional("schedule")));
  data.set("target_completion_interval", intervalBlocks(optional("target_completion_interval")));
  data.set("started", shown.started);
  data.set("when", optional("condition"));
  data.set("config", optional("config"));
  data.set("comment", optional("comment"));
  data.set("sql_statement", row.text("definition"));
  data.set(
    "after",
    links.predecessors.map((predecessor) => qualified(...predecessor)),
  );
  storeParameters(data, parameters, TASK_READ_PARAMETERS);
  data.set("fully_qualified_name", qualified(...path));
  setOutput(data, "show_output", shownTask(shown, overlapping));
  setOutput(
    data,
    "parameters",
    parametersOutput(
      parameters,
      TASK_READ_PARAMETERS.map(({ name }) => name),
    ),
  );
}

/** A column that holds an object's name, or the word null: "" then. */
function objectName(row: Row, column: string): string {
  const text = row.optional(column);
  return text === undefined || text === "null" ? "" : parseName(text);
}

function scheduleBlocks(shown: string): readonly CtyRecord[] {
  if (shown === "") return [];
  const none = { seconds: 0, minutes: 0, hours: 0, using_cron: "" };
  if (/^USING CRON /i.test(shown)) return [{ ...none, using_cron: shown.slice("USING CRON ".length) }];
  return [{ ...none, ...amount(shown) }];
}

function intervalBlocks(shown: string): readonly CtyRecord[] {
  return shown === "" ? [] : [{ hours: 0, minutes: 0, seconds: 0, ...amount(shown) }];
}

/** `5 MINUTE` → minutes: 5. @throws Error when it isn't an amount of hours, minutes or seconds */
function amount(shown: string): CtyRecord {
  const match = /^(\d+) (H|HOURS?|M|MINUTES?|S|SECONDS?)$/i.exec(shown.trim());
  if (match === null) throw new Error(`invalid schedule format: ${shown}`);
  const unit = { H: "hours", M: "minutes", S: "seconds" }[(match[2] ?? "").charAt(0).toUpperCase()] ?? "";
  return { [unit]: Number(match[1]) };
}

function shownTask({ row, path, links }: ShownTask, overlapping: boolean): CtyRecord {
  const optional = (column: string): string => row.optional(column) ?? "";
  const names = (paths: readonly SchemaObjectPath[]): readonly string[] => paths.map((name) => qualified(...name));
  return {
    created_on: row.timeText("created_on"),
    name: row.text("name"),
    id: row.text("id"),
    database_name: row.text("database_name"),
    schema_name: row.text("schema_name"),
    owner: row.text("owner"),
    comment: optional("comment"),
    warehouse: objectName(row, "warehouse"),
    schedule: optional("schedule"),
    predecessors: names(shownPredecessors(row, path)),
    state: row.text("state"),
    definition: row.text("definition"),
    condition: optional("condition"),
    allow_overlapping_execution: overlapping,
    error_integration: objectName(row, "error_integration"),
    last_committed_on: row.timeText("last_committed_on"),
    last_suspended_on: row.timeText("last_suspended_on"),
    owner_role_type: row.text("owner_role_type"),
    config: optional("config"),
    budget: optional("budget"),
    task_relations: [
      {
        predecessors: names(links.predecessors),
        finalizer: links.finalizer,
        finalized_root_task: links.finalizedRoot === undefined ? "" : qualified(...links.finalizedRoot),
      },
    ],
    last_suspended_reason: optional("last_suspended_reason"),
    target_completion_interval: intervalBlocks(optional("target_completion_interval")),
  };
}
