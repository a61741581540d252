import { setTimeout as wait } from "node:timers/promises";
import type { Account } from "../account";
import { isAwsFailure } from "../aws/aws-errors";
import { awsFailed, internalError, notEmulated, remoteAccessFailed, SnowflakeError } from "../errors";
import { Access } from "../grants/access";
import { RemoteAccessError } from "../iceberg/remote-catalog";
import { OrganizationAccess } from "../replication/organization-access";
import type { Query, QueryEnd } from "../session/query";
import type { ChangeLog } from "../state/change-log";
import { TEXT } from "../types/data-type";
import type { ResultTable, StatementClass } from "../wire/result-table";
import { parseStatement } from "./registry";
import { settleSequences } from "./relations/sequence-values";
import type { ExecutionContext, ParsedStatement } from "./statement";
import type { StatementRequest, StatementServices } from "./statement-request";
import { commitOpenTransaction, commitsBefore } from "./statements/transaction/implicit-commit";
import type { Token } from "./tokenizer";

/** Anything thrown as an error that a client can be told. */
export function asSnowflakeError(error: unknown): SnowflakeError {
  if (error instanceof SnowflakeError) return error;
  if (error instanceof RemoteAccessError) return remoteAccessFailed(error.code, error.message);
  if (isAwsFailure(error)) return awsFailed(error.message);
  return internalError(error instanceof Error ? error.message : String(error));
}

/**
 * Runs the synchronous part of a statement so that it changes everything or nothing; the parts after an await call
 * `changes.transact` themselves. An error that says that a part was carried out keeps that part.
 */
function changeTogether<T>(changes: ChangeLog, work: () => T): T {
  const done = changes.transact(() => {
    try {
      return { value: work() };
    } catch (error) {
      if (error instanceof SnowflakeError && error.keepsChanges) return { error };
      throw error;
    }
  });
  if ("error" in done) throw done.error;
  return done.value;
}

const CLASSES: Readonly<Record<string, StatementClass>> = {
  SELECT: "SELECT",
  WITH: "SELECT",
  VALUES: "SELECT",
  CALL: "SELECT",
  INSERT: "INSERT",
  UPDATE: "UPDATE",
  DELETE: "DELETE",
  MERGE: "MERGE",
};

/** The result that a statement would have, without rows. */
async function describe(
  { describe: columnsOf, leading }: ParsedStatement & { readonly leading: string },
  context: ExecutionContext,
): Promise<ResultTable> {
  if (columnsOf !== undefined) {
    const columns = await columnsOf(context);
    return { class: CLASSES[leading.split(" ")[0] ?? ""] ?? "DDL", columns, rows: [] };
  }
  if (/^(?:SHOW|DESCRIBE|SELECT|WITH)\b/.test(leading)) throw notEmulated(`describing ${leading}`);
  return { class: "DDL", columns: [{ name: "status", type: TEXT }], rows: [] };
}

/** What would be thrown away when a canceled statement ended well all the same. */
function onlyReads(result: ResultTable): boolean {
  return result.class === "SELECT" || result.class === "SHOW";
}

/** Does something, and waits until what it changed is kept: only then is it told to anybody, also that a part failed. */
async function keep<T>(account: Account, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } finally {
    await account.flush();
  }
}

/** Does something, and then tells the sequences that it drew from. */
async function drawing<T>(context: ExecutionContext, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } finally {
    await settleSequences(context);
  }
}

/** Carries one statement out, or describes it. Never rejects: a failure is part of the end. */
export async function executeStatement(
  query: Query,
  sqlText: string,
  { tokens, placeholders }: { readonly tokens: readonly Token[]; readonly placeholders: number },
  request: StatementRequest,
  services: StatementServices,
): Promise<QueryEnd> {
  const { session } = request;
  const { account } = session;
  const { signal } = query;
  let kind = "";
  const end = (outcome: QueryEnd["outcome"]): QueryEnd => ({
    kind,
    endTime: account.clock.now(),
    placeholders,
    outcome,
  });
  try {
    const fault = services.beforeStatement?.(account, sqlText);
    if (fault?.detach === true) query.detach();
    if (fault?.delayMs !== undefined) await wait(fault.delayMs, undefined, { signal, ref: false });
    if (fault?.error !== undefined) throw fault.error;
    const parsed = await parseStatement(tokens);
    kind = parsed.leading;
    const context: ExecutionContext = {
      account,
      session,
      access: new Access(account.state, session, account.identity.locator),
      aws: services.aws(account),
      siblings: services.accounts,
      organization: new OrganizationAccess(account, services),
      sessions: services.sessions,
      queryId: query.id,
      sqlText,
      signal,
      statementParameters: request.parameters ?? new Map(),
    };
    if (request.describeOnly === true) return end({ result: await describe(parsed, context) });
    // D: a statement that defines something is a transaction of its own, and ends the one that is open.
    if (commitsBefore(kind)) await commitOpenTransaction(context);
    const result = await keep(account, () =>
      drawing(context, () => changeTogether(account.state.changes, () => parsed.execute(context))),
    );
    if (query.abortError !== undefined && onlyReads(result)) throw query.abortError;
    return end({ result });
  } catch (error) {
    return end({ error: query.abortError ?? asSnowflakeError(error) });
  }
}
