import type { Alert } from "../../../objects/alert";
import { objectById, ownerRoleType, roleName } from "../../../state/account-state";
import { type ColumnPlan, tableOf } from "../../../wire/result-table";
import { locate } from "../../names";
import { applyShowFilter, readLike, readPage } from "../../show-filter";
import { readShowScope, schemasIn } from "../../show-scope";
import type { ExecutionContext, StatementKind } from "../../statement";

function columns({ account: { state } }: ExecutionContext): ColumnPlan<Alert> {
  const schemaOf = (alert: Alert) => objectById(state, "SCHEMA", alert.parentId);
  return {
    created_on: ["timestamp_ltz", (alert) => new Date(alert.createdOn)],
    name: ["text", (alert) => alert.name],
    database_name: ["text", (alert) => objectById(state, "DATABASE", schemaOf(alert)?.parentId ?? null)?.name ?? ""],
    schema_name: ["text", (alert) => schemaOf(alert)?.name ?? ""],
    owner: ["text", (alert) => roleName(state, alert.ownerRoleId)],
    comment: ["text", (alert) => alert.comment],
    warehouse: [
      "text",
      ({ compute }) => (compute.kind === "serverless" ? "" : (objectById(state, "WAREHOUSE", compute.id)?.name ?? "")),
    ],
    schedule: ["text", (alert) => alert.schedule],
    state: ["text", (alert) => (alert.started ? "started" : "suspended")],
    condition: ["text", (alert) => alert.condition],
    action: ["text", (alert) => alert.action],
    owner_role_type: ["text", (alert) => ownerRoleType(state, alert)],
  };
}

/** SHOW [TERSE] ALERTS [LIKE '…'] [IN …] [STARTS WITH '…'] [LIMIT n [FROM '…']] */
const showAlerts: StatementKind = {
  leading: "SHOW ALERTS",
  parse(cursor) {
    cursor.expect("SHOW");
    const terse = cursor.take("TERSE");
    cursor.expect("ALERTS");
    const like = readLike(cursor);
    const scope = readShowScope(cursor);
    const page = readPage(cursor);
    return (context) => {
      const alerts = schemasIn(context, scope, "SHOW ALERTS").flatMap((schema) =>
        context.access.visible("ALERT", schema.id, like),
      );
      const all = columns(context);
      const { created_on, name, database_name, schema_name, schedule, state } = all;
      const kind: ColumnPlan<Alert>[string] = ["text", () => "ALERT"];
      const few: Record<string, ColumnPlan<Alert>[string] | undefined> = {
        ...{ created_on, name, kind, database_name, schema_name, schedule, state },
      };
      const plan = terse
        ? Object.fromEntries(Object.entries(few).flatMap(([key, one]) => (one ? [[key, one]] : [])))
        : all;
      return tableOf(plan, applyShowFilter({ like, ...page }, alerts));
    };
  },
};

/** DESCRIBE ALERT name: the row that SHOW ALERTS has. */
const describeAlert: StatementKind = {
  leading: "DESCRIBE ALERT",
  parse(cursor) {
    cursor.next();
    cursor.expect("ALERT");
    const path = cursor.path(3);
    return (context) => {
      const location = locate(context, "ALERT", path, "DESCRIBE ALERT");
      return tableOf(columns(context), [
        context.access.require("ALERT", location.name, "VISIBLE", undefined, location),
      ]);
    };
  },
};

export const showAlertStatements: readonly StatementKind[] = [showAlerts, describeAlert];
