import type { Account } from "../account";
import { notEmulated, statementCanceled } from "../errors";
import type { Procedure } from "../objects/procedure";
import { parameterValue } from "../parameters/resolve";
import { sessionLevels } from "../parameters/session-levels";
import { type Query, resultOf } from "../session/query";
import type { Session } from "../session/session";
import type { Bindings } from "../sql/binds";
import type { StatementRequest } from "../sql/statement-request";
import { tokenize } from "../sql/tokenizer";
import { objectById } from "../state/account-state";
import type { Cell } from "../wire/result-table";
import { type CallRights, callSession } from "./call-session";
import type { ExecutedStatement, JsonValue, LogLevel, ProcedureHost } from "./host";
import { refusedForOwner } from "./owner-restrictions";
import type { CallSettings, ProcedureRuntime } from "./runtime";

/** Something that a procedure told: a log message, a trace event, an attribute of the span. */
export type ProcedureSignal =
  | { readonly kind: "LOG"; readonly level: LogLevel; readonly message: string; readonly attributes: JsonValue }
  | { readonly kind: "EVENT"; readonly name: string; readonly attributes: JsonValue }
  | { readonly kind: "SPAN_ATTRIBUTE"; readonly key: string; readonly value: JsonValue };

/** What an emulator gives its accounts so that procedures run. */
export interface ProcedurePorts {
  readonly runtime: ProcedureRuntime;
  /** Begins a statement of a procedure. */
  start(request: StatementRequest): Query;
  /** Told what procedures log. Default: nobody listens (D: without an event table it is lost). */
  readonly onSignal?: (procedure: Procedure, signal: ProcedureSignal) => void;
}

/** One call of a procedure. */
export interface ProcedureCall {
  readonly procedure: Procedure;
  /** One for each argument, as cells of a result. */
  readonly values: readonly Cell[];
  readonly session: Session;
  /** Of the CALL. */
  readonly queryId: string;
  readonly signal: AbortSignal;
}

/** A parameter as a session sees it. */
function parameter(session: Session, name: string): string {
  return parameterValue(name, sessionLevels(session));
}

function settingsOf(session: Session): CallSettings {
  const timestamp = (kind: string) => {
    const own = parameter(session, `${kind}_OUTPUT_FORMAT`);
    return own === "" ? parameter(session, "TIMESTAMP_OUTPUT_FORMAT") : own;
  };
  return {
    timeZone: parameter(session, "TIMEZONE"),
    formats: {
      DATE: parameter(session, "DATE_OUTPUT_FORMAT"),
      TIME: parameter(session, "TIME_OUTPUT_FORMAT"),
      TIMESTAMP_NTZ: timestamp("TIMESTAMP_NTZ"),
      TIMESTAMP_LTZ: timestamp("TIMESTAMP_LTZ"),
      TIMESTAMP_TZ: timestamp("TIMESTAMP_TZ"),
    },
  };
}

/** The procedures of an account: calls them, each with the rights that it was created with. */
export class Procedures {
  #ports: ProcedurePorts | undefined;
  /** Sessions that were made for owner's rights procedures: what is called in them has their rights, too. */
  readonly #ownersSessions = new WeakSet<Session>();

  /** To be called once, before the first CALL. */
  connect(ports: ProcedurePorts): void {
    this.#ports = ports;
  }

  /** Carries out a call and gives the procedure's value in wire text. Throws like `ProcedureRuntime.call`. */
  async call({ procedure, values, session, queryId, signal }: ProcedureCall): Promise<string | null> {
    const ports = this.#ports;
    if (ports === undefined) throw notEmulated("CALL in an emulator that runs no procedures");
    const { account } = session;
    const rights = this.#rightsFor(procedure, session);
    const { args, body, returns, notNull } = procedure.definition;
    const { transactions } = account.data.session(session.id);
    transactions.enterProcedure(queryId);
    let succeeded = false;
    let value: string | null;
    try {
      value = await ports.runtime.call(
        { name: procedure.routine, args, body, returns: { type: returns, notNull } },
        values,
        this.#host(ports, procedure, rights, signal),
        settingsOf(rights.session),
        signal,
      );
      succeeded = true;
    } finally {
      // When the call fails its own error counts; a transaction that it left open is rolled back all the same.
      if (!succeeded) await transactions.leaveProcedure(false);
    }
    await transactions.leaveProcedure(true);
    return value;
  }

  #rightsFor(procedure: Procedure, session: Session): CallRights {
    const { state } = session.account;
    const schema = objectById(state, "SCHEMA", procedure.parentId);
    if (schema === undefined || schema.parentId === null)
      throw new Error(`procedure ${procedure.name} is in no schema`);
    const rights = callSession(
      { session, ownersRights: this.#ownersSessions.has(session) },
      {
        executeAs: procedure.definition.executeAs,
        ownerRoleId: procedure.ownerRoleId,
        databaseId: schema.parentId,
        schemaId: schema.id,
      },
    );
    if (rights.ownersRights) this.#ownersSessions.add(rights.session);
    return rights;
  }

  #host(ports: ProcedurePorts, procedure: Procedure, rights: CallRights, signal: AbortSignal): ProcedureHost {
    const tell = (told: ProcedureSignal) => ports.onSignal?.(procedure, told);
    return {
      execute: (sqlText, binds) => runInside(ports, rights, sqlText, binds, signal),
      log: (level, message, attributes) => tell({ kind: "LOG", level, message, attributes }),
      addEvent: (name, attributes) => tell({ kind: "EVENT", name, attributes }),
      setSpanAttribute: (key, value) => tell({ kind: "SPAN_ATTRIBUTE", key, value }),
      now: () => rights.session.account.clock.now(),
    };
  }
}

const BY_ACCOUNT = new WeakMap<Account, Procedures>();

/** The procedures of an account. */
export function proceduresOf(account: Account): Procedures {
  const procedures = BY_ACCOUNT.get(account) ?? new Procedures();
  BY_ACCOUNT.set(account, procedures);
  return procedures;
}

/** Runs one statement of a procedure; it ends when the call is stopped. */
async function runInside(
  ports: ProcedurePorts,
  { session, ownersRights }: CallRights,
  sqlText: string,
  bindings: Bindings,
  signal: AbortSignal,
): Promise<ExecutedStatement> {
  const refused = ownersRights ? refusedForOwner(tokenize(sqlText)) : undefined;
  if (refused !== undefined) throw refused;
  const query = ports.start({ sqlText, requestId: "", session, statementCount: 1, bindings });
  const { iceberg } = session.account;
  iceberg.share(signal, query.signal);
  const stop = () => query.abort(statementCanceled());
  signal.addEventListener("abort", stop, { once: true });
  try {
    const record = await query.ended;
    return { queryId: record.id, requestId: record.requestId, result: resultOf(record) };
  } catch (error) {
    iceberg.forgetSession(signal);
    throw error;
  } finally {
    signal.removeEventListener("abort", stop);
  }
}
