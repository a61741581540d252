import { insufficientPrivileges, notExecuting, sessionUnknown, statementCanceled } from "../../errors";
import type { User } from "../../objects/user";
import type { GroupJob } from "../../replication/groups/group-job";
import type { Query } from "../../session/query";
import { TEXT } from "../../types/data-type";
import type { ExecutionContext } from "../statement";
import type { SqlFunction } from "./sql-function";

/** Are these the roles of this user, of who owns the user, or of an account administrator? (D: SYSTEM$CANCEL_QUERY) */
function mayControl({ access, session }: ExecutionContext, user: User | undefined): boolean {
  if (access.isAccountAdmin()) return true;
  return user !== undefined && (user.id === session.userId || access.owns(user));
}

/** D: also who may operate the warehouse or the task that runs it. */
function mayCancel(context: ExecutionContext, { info }: Query): boolean {
  const { access, account } = context;
  const { objects } = account.state;
  if (mayControl(context, objects.USER.get(info.userName))) return true;
  const warehouse = info.warehouseName === null ? undefined : objects.WAREHOUSE.get(info.warehouseName);
  if (warehouse !== undefined && access.may("WAREHOUSE", warehouse, ["OPERATE"])) return true;
  const task = objects.TASK.byId(account.automation.contextOf(info.sessionId)?.task.id ?? null);
  return task !== undefined && access.may("TASK", task, ["OPERATE"]);
}

/** Aborts statements and waits for their end, after which they change nothing any more. Those of the own session are not waited for. */
async function abortAll({ session }: ExecutionContext, queries: readonly Query[]): Promise<void> {
  for (const query of queries) query.abort(statementCanceled());
  await Promise.all(queries.filter(({ info }) => info.sessionId !== session.id).map(({ ended }) => ended));
}

/** A refresh of a failover group that the schedule began. A: its group's owner may cancel it. */
async function cancelRefresh({ access, account }: ExecutionContext, job: GroupJob): Promise<string> {
  const { groupId, jobId } = job.record;
  const group = account.state.objects.FAILOVER_GROUP.byId(groupId);
  const owned = group !== undefined && access.owns(group);
  if (!owned && !access.isAccountAdmin()) throw insufficientPrivileges("query", jobId);
  job.cancel();
  await job.ended;
  return `query [${jobId}] terminated.`;
}

/** SYSTEM$CANCEL_QUERY('id'), also with the job of a refresh. D: what it answers. A: what it says of a statement that does not run, or is not known. */
const cancelQuery: SqlFunction = {
  name: "SYSTEM$CANCEL_QUERY",
  type: TEXT,
  minArguments: 1,
  maxArguments: 1,
  async evaluate(context, [given]) {
    const id = String(given ?? "");
    const query = context.account.queries.find(id);
    const job = context.account.groupRefreshes.byJob(id);
    if (query === undefined && job !== undefined) return cancelRefresh(context, job);
    if (query === undefined) throw notExecuting();
    if (!mayCancel(context, query)) throw insufficientPrivileges("query", id);
    if (query.record !== undefined || id === context.queryId) throw notExecuting();
    await abortAll(context, [query]);
    return `query [${id}] terminated.`;
  },
};

/**
 * SYSTEM$ABORT_SESSION(id): its statements are aborted, its transaction is rolled back, its tokens are of no use any more (390111). When it has
 * answered, nothing that the session began has an effect any more. D: what it answers. A: who may: as with CANCEL_QUERY, warehouses apart.
 */
const abortSession: SqlFunction = {
  name: "SYSTEM$ABORT_SESSION",
  type: TEXT,
  minArguments: 1,
  maxArguments: 1,
  async evaluate(context, [given]) {
    const { account, sessions } = context;
    const id = String(given ?? "");
    const open = sessions?.byId(account, Number(id));
    const running = [...account.queries.all()].filter(
      ({ info, record }) => String(info.sessionId) === id && record === undefined,
    );
    const userName = running[0]?.info.userName ?? "";
    const user = account.state.objects.USER.byId(open?.userId ?? null) ?? account.state.objects.USER.get(userName);
    if (open === undefined && running.length === 0) throw sessionUnknown(id);
    if (!mayControl(context, user)) throw insufficientPrivileges("session", id);
    if (open !== undefined) sessions?.close(open);
    await abortAll(
      context,
      running.filter((query) => query.id !== context.queryId),
    );
    if (open !== undefined) await account.closeSession(open.id);
    return `session [${id}] terminated.`;
  },
};

/** D: system functions that end what others do. */
export const sessionControlFunctions: readonly SqlFunction[] = [abortSession, cancelQuery];
