import type { Account } from "../account";
import { SnowflakeError, statementTimedOut } from "../errors";
import type { ObjectId } from "../objects/snowflake-object";
import { PARAMETERS } from "../parameters/definitions";
import type { QueryRecord } from "../session/query";
import type { Session } from "../session/session";
import type { SessionStore } from "../session/session-store";
import { startStatement } from "../sql/run-statement";
import type { StatementServices } from "../sql/statement-request";
import { objectById } from "../state/account-state";
import type { AlertHost, AlertOutcome } from "./alert-runner";
import {
  checkExecuteAlert,
  checkExecuteTask,
  checkManaged,
  checkWarehouse,
  type Owned,
  SYSTEM_USER,
} from "./owner-rights";
import type { StatementOutcome, TaskHost } from "./task-host";

/** What statements of tasks and alerts need. */
export interface HostServices {
  readonly account: Account;
  readonly sessions: SessionStore;
  readonly statements: StatementServices;
}

/** Snowflake's own refusals become part of the outcome; anything else is a defect and is thrown on. */
function refusal(error: unknown): { readonly code: string; readonly message: string } {
  if (error instanceof SnowflakeError) return { code: error.code, message: error.message };
  throw error;
}

/** A session in which an object's owner runs its statement. */
function sessionFor(
  { account, sessions }: HostServices,
  owned: Owned,
  ownerRoleId: ObjectId,
  userId: ObjectId | null,
  parameters: ReadonlyMap<string, string>,
): Session {
  const schema = objectById(account.state, "SCHEMA", owned.parentId);
  const session = sessions.make({
    account,
    userId: userId ?? SYSTEM_USER,
    primaryRoleId: ownerRoleId,
    secondaryRoles: "NONE",
    warehouseId: owned.compute.kind === "warehouse" ? owned.compute.id : null,
    parameters: new Map([...parameters].filter(([name]) => PARAMETERS.get(name)?.scopes.includes("SESSION") === true)),
  });
  session.databaseId = schema?.parentId ?? null;
  session.schemaId = schema?.id ?? null;
  return session;
}

function outcomeOf(record: QueryRecord): AlertOutcome {
  const { id: queryId, outcome } = record;
  if ("error" in outcome)
    return { queryId, rows: 0, error: { code: outcome.error.code, message: outcome.error.message } };
  return { queryId, rows: "result" in outcome ? outcome.result.rows.length : 0 };
}

/** Runs the statements of an account's tasks. */
export function taskHost(services: HostServices): TaskHost {
  const { account, statements } = services;
  return {
    async execute(context, signal): Promise<StatementOutcome> {
      const task = account.state.objects.TASK.byId(context.task.id);
      if (task === undefined || task.ownerRoleId === null)
        throw new Error(`task ${context.task.fullName} has no owner`);
      try {
        checkExecuteTask(account, task);
        checkManaged(account, task);
        checkWarehouse(account, task, "task");
      } catch (error) {
        return { queryId: null, error: refusal(error) };
      }
      const session = sessionFor(services, task, task.ownerRoleId, task.executeAsUserId, task.parameters);
      return account.automation.within(session.id, context, async () => {
        // The task's own time limit holds, not that of sessions.
        const request = { sqlText: context.task.sql, requestId: "", session, statementCount: 1, timeoutSeconds: 0 };
        const query = startStatement(request, statements);
        signal.addEventListener("abort", () => query.abort(statementTimedOut(0)));
        return outcomeOf(await query.ended);
      });
    },
  };
}

/** Runs the statements of an account's alerts. */
export function alertHost(services: HostServices): AlertHost {
  const { account, statements } = services;
  return {
    async execute(view, sqlText) {
      const alert = account.state.objects.ALERT.byId(view.id);
      if (alert === undefined || alert.ownerRoleId === null) throw new Error(`alert ${view.name} has no owner`);
      try {
        checkExecuteAlert(account, alert);
        checkWarehouse(account, alert, "alert");
      } catch (error) {
        return { queryId: null, rows: 0, error: refusal(error) };
      }
      const session = sessionFor(services, alert, alert.ownerRoleId, null, new Map());
      const request = { sqlText, requestId: "", session, statementCount: 1 };
      return outcomeOf(await startStatement(request, statements).ended);
    },
  };
}
