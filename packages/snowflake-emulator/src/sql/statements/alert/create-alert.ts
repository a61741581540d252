import { invalidValue, missingProperty, notEmulated, SnowflakeError } from "../../../errors";
import type { Alert } from "../../../objects/alert";
import { checkSchedule } from "../../../tasks/task-rules";
import type { Cursor } from "../../cursor";
import { createObject, readCreateHead } from "../../object-statements";
import { name as identifier, type Properties, readProperties, text } from "../../properties";
import type { ExecutionContext, StatementKind } from "../../statement";
import { readTagClause } from "../../tag-clause";
import { type SourceText, sourceOf, takeSource } from "../source-text";
import { computeOf } from "../task/task-clauses";

/** The properties that an alert has besides its condition and action. */
export const ALERT_PROPERTIES = { WAREHOUSE: identifier, SCHEDULE: text, COMMENT: text };

/** Reads `EXISTS ( statement )`: the statement. */
export function readExists(cursor: Cursor): SourceText {
  cursor.expect("EXISTS");
  cursor.expectSymbol("(");
  const condition = takeSource(cursor, (token, depth) => depth === 0 && token.kind === "symbol" && token.value === ")");
  cursor.expectSymbol(")");
  return condition;
}

/** Puts properties on an alert. Throws 001008 for a schedule that is none (A). */
export function applyAlertProperties(
  context: ExecutionContext,
  alert: Alert,
  given: Properties<typeof ALERT_PROPERTIES>,
): void {
  if (given.WAREHOUSE !== undefined) alert.compute = computeOf(context, given.WAREHOUSE);
  if (given.SCHEDULE !== undefined) {
    try {
      checkSchedule(given.SCHEDULE);
    } catch (error) {
      if (error instanceof SnowflakeError) throw invalidValue(given.SCHEDULE, "SCHEDULE");
      throw error;
    }
    alert.schedule = given.SCHEDULE;
    alert.scheduleSince = context.account.clock.now();
  }
  alert.comment = given.COMMENT ?? alert.comment;
}

/** CREATE [OR REPLACE] ALERT [IF NOT EXISTS] name [WAREHOUSE = …] SCHEDULE = '…' [COMMENT = '…'] IF (EXISTS (statement)) THEN statement */
export const createAlert: StatementKind = {
  leading: "CREATE ALERT",
  remark: "on a schedule; not on new data",
  parse(cursor) {
    const head = readCreateHead(cursor, "ALERT", 3);
    const tags = [...readTagClause(cursor)];
    if (cursor.isWords("CLONE")) throw notEmulated("CREATE ALERT … CLONE");
    const given = readProperties(cursor, ALERT_PROPERTIES);
    tags.push(...readTagClause(cursor));
    cursor.expect("IF");
    cursor.expectSymbol("(");
    const condition = readExists(cursor);
    cursor.expectSymbol(")");
    cursor.expect("THEN");
    const action = takeSource(cursor);
    return (context) =>
      createObject(
        context,
        "ALERT",
        head,
        "CREATE ALERT",
        (base) => {
          if (given.SCHEDULE === undefined) throw notEmulated("alerts on new data (an alert without SCHEDULE)");
          if (given.SCHEDULE === "") throw missingProperty("SCHEDULE");
          const alert: Alert = {
            ...base,
            compute: { kind: "serverless" },
            schedule: given.SCHEDULE,
            scheduleSince: base.createdOn,
            condition: sourceOf(context.sqlText, condition),
            action: sourceOf(context.sqlText, action),
            started: false,
          };
          applyAlertProperties(context, alert, given);
          return alert;
        },
        { tags },
      );
  },
};
